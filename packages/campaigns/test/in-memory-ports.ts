// CampaignPorts without a database: transactions one after the other, rolled back by restoring a copy.
import { isDeepStrictEqual } from "node:util";
import {
  type Approval,
  type CampaignDefinition,
  definitionOf,
  type Filter,
  type FilterGroup,
  type KnownSegment,
  type RunControl,
  type SegmentRef,
} from "@sluice/schema";
import type {
  AuditEntry,
  CampaignTransaction,
  NewRun,
  ReviewPorts,
  StoredCampaign,
  RunLimits,
  RunState,
  WorkspaceFeatures,
} from "../src/index.ts";
import { inMemoryStops, type StopTables } from "./in-memory-stops.ts";

interface Tables extends StopTables {
  campaigns: Record<string, StoredCampaign>;
  requestIds: Record<string, string>;
  versions: Array<{
    campaignId: string;
    version: number;
    editedBy: string[];
    definition: CampaignDefinition;
  }>;
  approvals: Array<Approval & { campaignId: string }>;
  runs: Record<string, NewRun>;
  /** The same objects as in `campaigns`. */
  runStates: Record<string, RunState & { isCut: boolean; isReplaced: boolean }>;
  audit: AuditEntry[];
  cap: number;
  origins: Record<string, number>;
  runLimits: Record<string, RunLimits>;
  segments: KnownSegment[];
  features: WorkspaceFeatures;
}

export interface InMemoryPorts extends ReviewPorts {
  tables(): Tables;
  puts: RunControl[];
  /** How many users every audience has, and which attributes none of them has. Called while it is counted. */
  crowd: { users: number; without: string[]; onCount(): Promise<void> };
  /** The clock; tests move it. */
  clock: { nowMs: number };
  /** Runs once, between the reads and the writes of the next change: someone else was faster. */
  interfere(change: () => Promise<unknown>): void;
  /** The part of planner and ledger: the run moves on. */
  moveRun(campaignId: string, run: Partial<Tables["runStates"][string]>): void;
}

export const NOW_MS = Date.parse("2026-06-01T12:00:00Z");

export function inMemoryPorts(): InMemoryPorts {
  let tables: Tables = {
    campaigns: {},
    requestIds: {},
    versions: [],
    approvals: [],
    runs: {},
    runStates: {},
    audit: [],
    cap: 100_000,
    origins: {},
    runLimits: {},
    segments: [],
    features: { campaign_audience_limit: false },
    stops: [],
  };
  let interference: (() => Promise<unknown>) | null = null;
  let chance = 0;
  const clock = { nowMs: NOW_MS };
  const puts: RunControl[] = [];
  const crowd: InMemoryPorts["crowd"] = { users: 0, without: [], onCount: async () => undefined };

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
      const run = campaign.run_id === null ? null : tables.runStates[campaign.run_id]!;
      tables.campaigns[campaign.id] = { campaign, revision: expectedRevision + 1, run };
      return true;
    },
    addVersion: async (campaign) => {
      const { id, version, updated_by, updated_by_credential } = campaign;
      const editedBy = [updated_by, updated_by_credential];
      tables.versions.push({ campaignId: id, version, editedBy, definition: definitionOf(campaign) });
    },
    findVersion: async ({ campaignId }, version) =>
      tables.versions.find((v) => v.campaignId === campaignId && v.version === version)?.definition ?? null,
    lastApprovedVersion: async ({ campaignId }) => {
      const approved = tables.approvals.filter(
        (a) => a.campaignId === campaignId && a.decision === "approved" && a.completes,
      );
      return approved.length === 0 ? null : Math.max(...approved.map(({ version }) => version));
    },
    authorsSinceApproval: async ({ campaignId }, version) => {
      const approved = tables.approvals.filter(
        (a) => a.campaignId === campaignId && a.decision === "approved" && a.completes && a.version < version,
      );
      const last = Math.max(0, ...approved.map(({ version }) => version));
      const editors = tables.versions.filter((v) => v.campaignId === campaignId && v.version > last);
      const submissions = tables.audit.filter(
        (entry) =>
          entry.campaign_id === campaignId &&
          entry.action === "campaign.submitted" &&
          Number(entry.detail["version"]) > last,
      );
      return [...editors.flatMap(({ editedBy }) => editedBy), ...submissions.map(({ actor }) => actor)];
    },
    addApproval: async ({ campaignId }, approval) => {
      tables.approvals.push({ ...approval, campaignId });
    },
    voidApprovals: async ({ campaignId }, at, afterVersion) => {
      for (const approval of tables.approvals) {
        if (approval.campaignId === campaignId && approval.version > afterVersion) approval.voided_at ??= at;
      }
      const approval = tables.campaigns[campaignId]!.campaign.approval;
      if (approval !== null && approval.version > afterVersion) approval.voided_at ??= at;
    },
    insertRun: async (run) => {
      tables.runs[run.run_id] = run;
      const { version, starts_at, requests_per_minute } = run;
      tables.runStates[run.run_id] = {
        status: "planned",
        version,
        is_triggered: run.triggered !== null,
        starts_at,
        started_at: null,
        ended_at: null,
        requests_per_minute,
        isCut: false,
        isReplaced: false,
      };
      const asked = run.requests_per_minute;
      tables.runLimits[run.run_id] = { asked, approved: asked, effective: asked };
    },
    setRunStatus: async (runId, from, to) => {
      const state = tables.runStates[runId]!;
      if (!from.includes(state.status)) return false;
      state.status = to;
      return true;
    },
    withdrawRun: async (runId) => {
      const state = tables.runStates[runId]!;
      if (!["planned", "paused"].includes(state.status) || state.isCut) return false;
      Object.assign(state, { status: "stopped", ended_at: new Date(clock.nowMs).toISOString() });
      return true;
    },
    replaceRun: async (runId) => {
      const state = tables.runStates[runId]!;
      if (!["planned", "sending"].includes(state.status) || state.isReplaced) return false;
      state.isReplaced = true;
      return true;
    },
    setStatusOfReplaced: async ({ campaignId }, from, to) => {
      const found = Object.values(tables.runs).filter(({ run_id, campaign_id }) => {
        const state = tables.runStates[run_id]!;
        return campaign_id === campaignId && state.isReplaced && from.includes(state.status);
      });
      for (const { run_id } of found) tables.runStates[run_id]!.status = to;
      return found.map(({ run_id }) => run_id);
    },
    requestsPerMinuteCap: async () => tables.cap,
    authorizationFacts: async () => [],
    findSegments: async (_workspaceId, refs) =>
      tables.segments.filter(({ id, name }) => refs.some((ref) => ref.id === id || ref.name === name)),
    workspaceFeatures: async () => tables.features,
    replaceApprovalPolicy: async (_workspaceId, policy) => {
      const before = tables.features.approval_policy ?? null;
      tables.features.approval_policy = policy;
      return before;
    },
    replaceFrequencyCapping: async (_workspaceId, capping) => {
      const before = tables.features.frequency_capping ?? null;
      tables.features.frequency_capping = capping;
      return before;
    },
    wasPublishedTo: async (_workspaceId, segmentation) =>
      Object.values(tables.runs).some(({ definition }) =>
        isDeepStrictEqual(definition.segmentation_details, segmentation),
      ),
    wasTested: async ({ campaignId }, contentHash) =>
      tables.audit.some(
        ({ action, campaign_id, detail }) =>
          action === "campaign.tested" &&
          campaign_id === campaignId &&
          detail["content_hash"] === contentHash,
      ),
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
      const status = tables.runStates[runId]?.status;
      return ["planned", "sending", "paused"].includes(status ?? "") ? tables.runLimits[runId]! : null;
    },
    setRunLimit: async (runId, { asked, approved }) => {
      tables.runLimits[runId] = { asked, approved, effective: asked };
      tables.runStates[runId]!.requests_per_minute = asked;
    },
    authors: async ({ campaignId }) => [
      ...tables.versions.filter((v) => v.campaignId === campaignId).flatMap(({ editedBy }) => editedBy),
      ...tables.audit
        .filter((entry) => entry.campaign_id === campaignId && entry.action === "campaign.submitted")
        .map(({ actor }) => actor),
    ],
    ...inMemoryStops(() => tables),
    appendAudit: async (entry) => {
      tables.audit.push(entry);
    },
  };

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
    // Nothing is put in place here: that is the part of @sluice/audience.
    expandAudience: async (segmentation, _prefix, find) => {
      const refs = refsIn(segmentation.included_filters);
      const found = refs.length === 0 ? [] : await find(refs);
      const segments = found.map(({ id, name, type, version }) => ({ id, name, type, version }));
      const editors = found.map(({ updated_by }) => updated_by);
      return { audience: segmentation, segments, editors, errors: [], cannotBeSentYet: [] };
    },
    countAudience: async () => {
      await crowd.onCount();
      return crowd.users;
    },
    attributesNobodyHas: async (_workspaceId, names) => names.filter((name) => crowd.without.includes(name)),
    crowd,
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

const refsIn = (group: FilterGroup | undefined): SegmentRef[] =>
  (group?.filters ?? []).flatMap((filter: Filter | FilterGroup) => {
    if ("filters" in filter) return refsIn(filter);
    return filter.filter_type === "custom_segments" ? [{ id: filter.id, name: filter.name }] : [];
  });
