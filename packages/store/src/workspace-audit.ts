// Lines of the audit log about a workspace itself: its keys, its users.
import { randomBytes } from "node:crypto";
import { mintUuidV7, type WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import { appendAudit, type AuditEntry } from "./audit-log.ts";
import type { Database } from "./database.ts";

export interface WorkspaceEvent {
  workspaceId: WorkspaceId;
  action:
    | "api_key.archived"
    | "api_key.created"
    | "api_key.rotated"
    | "authorization.changed"
    | "authorization.created"
    | "authorization.deleted"
    | "control_group.changed"
    | "control_group.file_given"
    | "segment.archived"
    | "segment.changed"
    | "segment.created"
    | "segment.file_given"
    | "segment.unarchived"
    | "signing_secret.rotated"
    | "slack.installed"
    | "slack.linked"
    | "slack.uninstalled"
    | "slack.unlinked"
    | "users.deleted"
    | "users.imported"
    | "users.merged"
    | "workspace.settings_changed"
    | "workspace.quotas_changed"
    | "workspace.created";
  by: { person: string; source: string };
  detail: AuditEntry["detail"];
  nowMs: number;
}

export const auditWorkspace = (
  db: Kysely<Database>,
  { workspaceId, action, by, detail, nowMs }: WorkspaceEvent,
): Promise<void> =>
  appendAudit(db, {
    audit_id: mintUuidV7(nowMs, randomBytes(10)),
    workspace_id: workspaceId,
    campaign_id: null,
    run_id: null,
    action,
    actor: by.person,
    source: by.source,
    detail,
    at: new Date(nowMs).toISOString(),
  });
