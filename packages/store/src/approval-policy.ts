// The approval policy of a workspace, kept among its settings.
import type { ApprovalPolicy, WorkspaceId } from "@sluice/schema";
import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { replaceSetting } from "./workspace-settings.ts";

/** Of two who change it at once the second sees what the first made. @returns the one before, null when there was none */
export const replaceApprovalPolicy = async (
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  policy: ApprovalPolicy,
): Promise<ApprovalPolicy | null> =>
  (await replaceSetting(db, workspaceId, "approval_policy", policy)) ?? null;
