// What the bot does with everything at once, fitted from the actions, the store and the bus.
import {
  approvalPolicy,
  AUDIT_CSV_HEAD,
  auditCsvLine,
  liftWorkspaceStop,
  type StopPorts,
  stopWorkspace,
  workspaceStop,
} from "@sluice/campaigns";
import type { AnsweredTest, AskedTest, WorkspaceId } from "@sluice/schema";
import { newestAudit, type Store, verifyAudit, workUnderWay } from "@sluice/store";
import type { ActingDesk } from "../acting-ports.ts";

export interface ActingNeighbours {
  /** As the workspace sees it. */
  store: Store;
  workspaceId: WorkspaceId;
  ports: StopPorts;
  askForTest: (asked: AskedTest) => Promise<AnsweredTest | null>;
}

const MAX_PROBLEMS = 5;

export const connectActing = ({ store, workspaceId, ports, askForTest }: ActingNeighbours): ActingDesk => ({
  stopInForce: () => workspaceStop(ports, workspaceId),
  stopAll: (actor, reason) => stopWorkspace(ports, { workspaceId, actor, reason }),
  liftStop: (actor) => liftWorkspaceStop(ports, { workspaceId, actor }),
  underWay: () => workUnderWay(store, workspaceId),
  test: ({ person, source }, campaignId, to) =>
    askForTest({ v: 1, workspace_id: workspaceId, person, source, campaign_id: campaignId, ...to }),
  areTestUsersNamed: async () => (await approvalPolicy(ports, workspaceId)).test_users !== null,
  historyState: async (campaignId) => {
    const { entries, unchained, breaks, head } = await verifyAudit(store, { workspaceId, campaignId });
    const problems = breaks
      .slice(0, MAX_PROBLEMS)
      .map(({ chainNo, auditId, problem }) => `entry ${chainNo ?? "?"} (${auditId}): ${problem}`);
    return { entries, unchained, problems, head: head?.hash ?? null };
  },
  historyTable: async (campaignId, limit) => {
    const entries = await newestAudit(store, { workspaceId, campaignId, limit });
    return [AUDIT_CSV_HEAD, ...entries.map(auditCsvLine)].join("");
  },
});
