// A campaign as one row: joined with the last decision on it and with its run, and read as the schema's shape.
import type { Kysely } from "kysely";
import type { Approval, CampaignDefinition, CampaignRecord, CampaignStatus, RunStatus } from "@sluice/schema";
import type { Database } from "./database.ts";

export interface StoredCampaign {
  /** `status` is the stored one: once there is a run, the run's status tells. */
  campaign: CampaignRecord;
  /** Compare-and-set token. */
  revision: number;
  run: {
    status: RunStatus;
    version: number;
    is_triggered: boolean;
    starts_at: string;
    started_at: string | null;
    ended_at: string | null;
    requests_per_minute: number | null;
  } | null;
}

export const campaignRows = (db: Kysely<Database>, workspaceId: string) =>
  db
    .selectFrom("campaigns")
    .leftJoin("approvals", (join) =>
      join
        .onRef("approvals.workspace_id", "=", "campaigns.workspace_id")
        .onRef("approvals.campaign_id", "=", "campaigns.campaign_id")
        .onRef("approvals.approval_id", "=", "campaigns.approval_id"),
    )
    .leftJoin("runs", "runs.run_id", "campaigns.run_id")
    .select([
      "campaigns.definition",
      "campaigns.workspace_id",
      "campaigns.campaign_id",
      "campaigns.status",
      "campaigns.version",
      "campaigns.content_hash",
      "campaigns.created_by",
      "campaigns.created_by_credential",
      "campaigns.created_at",
      "campaigns.updated_by",
      "campaigns.updated_by_credential",
      "campaigns.updated_at",
      "campaigns.submitted_by",
      "campaigns.approval_id",
      "campaigns.review",
      "campaigns.run_id",
      "campaigns.archived_at",
      "campaigns.revision",
      "approvals.version as approved_version",
      "approvals.content_hash as approved_hash",
      "approvals.decision",
      "approvals.decided_by",
      "approvals.decided_at",
      "approvals.comment",
      "approvals.completes",
      "approvals.voided_at",
      "approvals.segments as approved_segments",
      "runs.status as run_status",
      "runs.version as run_version",
      "runs.is_triggered",
      "runs.starts_at",
      "runs.started_at",
      "runs.ended_at",
      "runs.requests_per_minute",
      "runs.raised_requests_per_minute",
    ])
    .where("campaigns.workspace_id", "=", workspaceId);

export type CampaignRow = Awaited<ReturnType<ReturnType<typeof campaignRows>["execute"]>>[number];

export function toStoredCampaign(row: CampaignRow): StoredCampaign {
  const campaign: CampaignRecord = {
    ...(row.definition as CampaignDefinition),
    workspace_id: row.workspace_id,
    id: row.campaign_id,
    status: row.status as CampaignStatus,
    version: row.version,
    content_hash: row.content_hash,
    created_by: row.created_by,
    created_by_credential: row.created_by_credential,
    created_at: row.created_at.toISOString(),
    updated_by: row.updated_by,
    updated_by_credential: row.updated_by_credential,
    updated_at: row.updated_at.toISOString(),
    submitted_by: row.submitted_by,
    approval: toApproval(row),
    review: row.review,
    run_id: row.run_id,
    archived_at: row.archived_at?.toISOString() ?? null,
  };
  return { campaign, revision: row.revision, run: toRun(row) };
}

function toApproval(row: CampaignRow): Approval | null {
  if (row.approval_id === null || row.decided_at === null || row.decided_by === null) return null;
  return {
    approval_id: row.approval_id,
    version: row.approved_version ?? 0,
    content_hash: row.approved_hash ?? "",
    decision: row.decision as Approval["decision"],
    decided_by: row.decided_by,
    decided_at: row.decided_at.toISOString(),
    comment: row.comment,
    completes: row.completes ?? true,
    ...(row.approved_segments !== null && { segments: row.approved_segments }),
    voided_at: row.voided_at?.toISOString() ?? null,
  };
}

function toRun(row: CampaignRow): StoredCampaign["run"] {
  if (row.run_status === null || row.starts_at === null) return null;
  return {
    status: row.run_status as RunStatus,
    version: row.run_version ?? 0,
    is_triggered: row.is_triggered ?? false,
    starts_at: row.starts_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    requests_per_minute: row.raised_requests_per_minute ?? row.requests_per_minute,
  };
}
