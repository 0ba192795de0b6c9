// Campaigns read and created in groups: what an API process is asked at the same time, in one statement and one commit. HOT.
//
//   G1. A read begins after it was asked for: whoever reads what they have just written finds it.
//   G2. A group of creates is stored together or not at all; of each it is told whether its request id was taken.
//   G3. Request ids are taken in one order, so that two groups do not wait for each other. One id stands once in a group.
import { type CampaignId, type CampaignRecord, definitionOf, type WorkspaceId } from "@sluice/schema";
import { sql } from "kysely";
import type { AuditEntry } from "./audit-log.ts";
import { REQUEST_ID_USED_FOR_MS } from "./campaign-requests.ts";
import { type CampaignRow, campaignRows, type StoredCampaign, toStoredCampaign } from "./campaign-row.ts";
import { creatorOf, tagsJson } from "./campaigns.ts";
import type { Store } from "./connect.ts";

/** Written out once: kysely would take longer for it than Postgres for the answer. */
let findStatement: string | undefined;

function findStatementFor(store: Store, workspaceId: WorkspaceId, ids: readonly CampaignId[]): string {
  const compiled = campaignRows(store.db, workspaceId)
    .where(sql<boolean>`campaigns.campaign_id = any(${ids}::text[])`)
    .compile();
  const isAsExpected = compiled.parameters[0] === workspaceId && compiled.parameters[1] === ids;
  if (!isAsExpected) throw new Error("a campaign is found by its workspace and its id");
  return compiled.sql;
}

/** Those that the workspace has. */
export async function findCampaigns(
  store: Store,
  workspaceId: WorkspaceId,
  ids: readonly CampaignId[],
): Promise<Map<CampaignId, StoredCampaign>> {
  findStatement ??= findStatementFor(store, workspaceId, ids);
  const { rows } = await store.pool.query<CampaignRow>({
    name: "find-campaigns",
    text: findStatement,
    values: [workspaceId, ids],
  });
  return new Map(rows.map((row) => [row.campaign_id, toStoredCampaign(row)]));
}

export interface CampaignToCreate {
  campaign: CampaignRecord;
  requestId: string | null;
  audit: AuditEntry;
}

/** No JSON text holds it. Joined so, a definition needs no escaping as an element of an array. */
const BETWEEN_JSON = "\u0001";

const CREATE = `
  with given as materialized (
    select * from unnest($2::text[], $3::text[], $4::text[], string_to_array($5, e'\\x01')::json[], $6::text[], $7::text[], $8::text[],
      $9::timestamptz[], $10::text[], $11::timestamptz[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::jsonb[],
      $18::text[], $19::text[], $20::jsonb[], $21::text[])
    as g (campaign_id, name, status, definition, content_hash, created_by, created_by_credential, at, request_id, free_at,
      audit_id, action, actor, source, detail, channel, campaign_delivery_type, tags, creator)
  ), taken as (
    insert into campaign_requests as r (workspace_id, request_id, campaign_id, free_at)
    select $1, request_id, campaign_id, free_at from given where request_id is not null order by request_id
    on conflict (workspace_id, request_id) do update
      set campaign_id = excluded.campaign_id, free_at = excluded.free_at
      where r.free_at <= $17
    returning campaign_id
  ), fresh as materialized (
    select * from given where request_id is null or campaign_id in (select campaign_id from taken)
  ), created as (
    insert into campaigns (workspace_id, campaign_id, name, status, version, definition, content_hash, created_by,
      created_by_credential, created_at, updated_by, updated_by_credential, updated_at, request_id, revision,
      channel, campaign_delivery_type, tags, creator)
    select $1, campaign_id, name, status, 1, definition, content_hash, created_by, created_by_credential, at,
      created_by, created_by_credential, at, request_id, 1, channel, campaign_delivery_type, tags, creator from fresh
  ), versions as (
    insert into campaign_versions (workspace_id, campaign_id, version, definition, content_hash, edited_by,
      edited_by_credential, edited_at)
    select $1, campaign_id, 1, definition, content_hash, created_by, created_by_credential, at from fresh
  ), told as (
    insert into audit_log (workspace_id, audit_id, campaign_id, action, actor, source, detail, at)
    select $1, audit_id, campaign_id, action, actor, source, detail, at from fresh
  )
  select campaign_id from fresh`;

/** @returns the ids of those that were created; the others' request ids were taken. */
export async function createCampaigns(
  store: Store,
  workspaceId: WorkspaceId,
  creates: readonly CampaignToCreate[],
): Promise<Set<CampaignId>> {
  const column = <T>(pick: (create: CampaignToCreate) => T): T[] => creates.map(pick);
  const { rows } = await store.pool.query<{ campaign_id: CampaignId }>({
    name: "create-campaigns",
    text: CREATE,
    values: [
      workspaceId,
      column(({ campaign }) => campaign.id),
      column(({ campaign }) => campaign.basic_details?.name ?? null),
      column(({ campaign }) => campaign.status),
      column(({ campaign }) => JSON.stringify(definitionOf(campaign))).join(BETWEEN_JSON),
      column(({ campaign }) => campaign.content_hash),
      column(({ campaign }) => campaign.created_by),
      column(({ campaign }) => campaign.created_by_credential),
      column(({ campaign }) => campaign.created_at),
      column(({ requestId }) => requestId),
      column(({ campaign, requestId }) => (requestId === null ? null : freeAt(campaign))),
      column(({ audit }) => audit.audit_id),
      column(({ audit }) => audit.action),
      column(({ audit }) => audit.actor),
      column(({ audit }) => audit.source),
      column(({ audit }) => JSON.stringify(audit.detail)),
      latestOf(creates),
      column(({ campaign }) => campaign.channel),
      column(({ campaign }) => campaign.campaign_delivery_type),
      column(({ campaign }) => tagsJson(campaign)),
      column(({ campaign }) => creatorOf(campaign.created_by)),
    ],
  });
  return new Set(rows.map(({ campaign_id }) => campaign_id));
}

const freeAt = ({ channel, created_at }: CampaignRecord): string =>
  new Date(Date.parse(created_at) + REQUEST_ID_USED_FOR_MS[channel]).toISOString();

const latestOf = (creates: readonly CampaignToCreate[]): string =>
  new Date(Math.max(...creates.map(({ campaign }) => Date.parse(campaign.created_at)))).toISOString();
