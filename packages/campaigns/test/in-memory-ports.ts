// CampaignPorts without a database: transactions one after the other, rolled back by restoring a copy.
import type { Approval, RunControl } from "@sluice/schema";
import type {
  AuditEntry,
  CampaignPorts,
  CampaignTransaction,
  NewRun,
  StoredCampaign,
  RunLimits,
} from "../src/index.ts";

interface Tables {
  campaigns: Record<string, StoredCampaign>;
  requestIds: Record<string, string>;
  versions: Array<{ campaignId: string; version: number; editedBy: string }>;
  approvals: Array<Approval & { campaignId: string }>;
  runs: Record<string, NewRun>;
  audit: AuditEntry[];
  cap: number;
  origins: Record<string, number>;
  runLimits: Record<string, RunLimits>;
}

export interface InMemoryPorts extends CampaignPorts {
  tables(): Tables;
  puts: RunControl[];
  /** The clock; tests move it. */
  clock: { nowMs: number };
  /** Runs once, between the reads and the writes of the next change: someone else was faster. */
  interfere(change: () => Promise<unknown>): void;
  /** The part of planner and ledger: the run moves on. */
  moveRun(campaignId: string, run: Partial<StoredCampaign["run"] & object>): void;
}

export const NOW_MS = Date.parse("2026-06-01T12:00:00Z");

export function inMemoryPorts(): InMemoryPorts {
  let tables: Tables = {
    campaigns: {},
    requestIds: {},
    versions: [],
    approvals: [],
    runs: {},
    audit: [],
    cap: 100_000,
    origins: {},
    runLimits: {},
  };
  let interference: (() => Promise<unknown>) | null = null;
  let chance = 0;
  const clock = { nowMs: NOW_MS };
  const puts: RunControl[] = [];

  const tx: CampaignTransaction = {
    find: async ({ campaignId }) => structuredClone(tables.campaigns[campaignId] ?? null),
    findByRequestId: async (_workspaceId, requestId) => tables.requestIds[requestId] ?? null,
    insert: async (campaign, requestId) => {
      if (requestId !== null && requestId in tables.requestIds) return false;
      if (requestId !== null) tables.requestIds[requestId] = campaign.id;
      tables.campaigns[campaign.id] = { campaign, revision: 1, run: null };
      return true;
    },
    save: async (campaign, expectedRevision) => {
      if (interference !== null) {
        const change = interference;
        interference = null;
        await change();
      }
      const stored = tables.campaigns[campaign.id]!;
      if (stored.revision !== expectedRevision) return false;
      const run = runState(campaign.run_id, stored);
      tables.campaigns[campaign.id] = { campaign, revision: expectedRevision + 1, run };
      return true;
    },
    addVersion: async ({ id, version, updated_by }) => {
      tables.versions.push({ campaignId: id, version, editedBy: updated_by });
    },
    authorsSinceApproval: async ({ campaignId }) => {
      const approved = tables.approvals.filter(
        (a) => a.campaignId === campaignId && a.decision === "approved",
      );
      const last = Math.max(0, ...approved.map(({ version }) => version));
      const editors = tables.versions.filter((v) => v.campaignId === campaignId && v.version > last);
      const submissions = tables.audit.filter(
        (entry) =>
          entry.campaign_id === campaignId &&
          entry.action === "campaign.submitted" &&
          Number(entry.detail["version"]) > last,
      );
      return [...editors.map(({ editedBy }) => editedBy), ...submissions.map(({ actor }) => actor)];
    },
    addApproval: async ({ campaignId }, approval) => {
      tables.approvals.push({ ...approval, campaignId });
    },
    voidApprovals: async ({ campaignId }, at) => {
      for (const approval of tables.approvals) {
        if (approval.campaignId === campaignId) approval.voided_at ??= at;
      }
      const approval = tables.campaigns[campaignId]!.campaign.approval;
      if (approval !== null) approval.voided_at ??= at;
    },
    insertRun: async (run) => {
      tables.runs[run.run_id] = run;
      const asked = run.requests_per_minute;
      tables.runLimits[run.run_id] = { asked, approved: asked, effective: asked };
    },
    setRunStatus: async (runId, from, to) => {
      const stored = Object.values(tables.campaigns).find(({ campaign }) => campaign.run_id === runId)!;
      if (stored.run === null || !from.includes(stored.run.status)) return false;
      stored.run.status = to;
      return true;
    },
    requestsPerMinuteCap: async () => tables.cap,
    authorizationFacts: async () => [],
    setRequestsPerMinuteCap: async (_workspaceId, requestsPerMinute) => {
      tables.cap = requestsPerMinute;
    },
    originLimits: async () =>
      Object.entries(tables.origins).map(([origin, requestsPerMinute]) => ({ origin, requestsPerMinute })),
    setOriginLimit: async (_workspaceId, { origin, requestsPerMinute }) => {
      tables.origins[origin] = requestsPerMinute;
    },
    removeOriginLimit: async (_workspaceId, origin) => {
      const isThere = origin in tables.origins;
      delete tables.origins[origin];
      return isThere;
    },
    lockRunLimits: async (runId) => {
      const status = Object.values(tables.campaigns).find(({ campaign }) => campaign.run_id === runId)?.run
        ?.status;
      return ["planned", "sending", "paused"].includes(status ?? "") ? tables.runLimits[runId]! : null;
    },
    setRunLimit: async (runId, { asked, approved }) => {
      tables.runLimits[runId] = { asked, approved, effective: asked };
      const stored = Object.values(tables.campaigns).find(({ campaign }) => campaign.run_id === runId)!;
      stored.run!.requests_per_minute = asked;
    },
    authors: async ({ campaignId }) => [
      ...tables.versions.filter((v) => v.campaignId === campaignId).map(({ editedBy }) => editedBy),
      ...tables.audit
        .filter((entry) => entry.campaign_id === campaignId && entry.action === "campaign.submitted")
        .map(({ actor }) => actor),
    ],
    appendAudit: async (entry) => {
      tables.audit.push(entry);
    },
  };

  function runState(runId: string | null, stored: StoredCampaign): StoredCampaign["run"] {
    if (runId === null || stored.run !== null) return stored.run;
    const { starts_at, requests_per_minute } = tables.runs[runId]!;
    return { status: "planned", starts_at, started_at: null, requests_per_minute };
  }

  return {
    async transaction(_workspaceId, work) {
      const before = structuredClone(tables);
      try {
        return await work(tx);
      } catch (error) {
        // What the interference did was another transaction; it stays.
        if (!(error instanceof Error && error.name === "LostRace")) tables = before;
        throw error;
      }
    },
    controls: { put: async (_workspaceId, _runId, control) => void puts.push(control) },
    onControlNotPut: (error) => {
      throw error;
    },
    segmentationProblems: ({ is_all_user_campaign, included_filters }, prefix) =>
      is_all_user_campaign === true || included_filters !== undefined
        ? []
        : [{ field: prefix, issue: "say who gets it" }],
    nowMs: () => clock.nowMs,
    randomBytes: (count) => new Uint8Array(count).fill((chance += 1) % 256),
    tables: () => tables,
    puts,
    clock,
    interfere: (change) => {
      interference = change;
    },
    moveRun: (campaignId, run) => {
      Object.assign(tables.campaigns[campaignId]!.run!, run);
    },
  };
}
