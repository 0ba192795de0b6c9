// The desk: campaigns of one workspace, fitted from the actions, the store and the bus.
import { randomBytes } from "node:crypto";
import { expandAudience, segmentationProblems } from "@sluice/audience";
import type { RunControls } from "@sluice/bus";
import {
  approveCampaign,
  currentCampaign,
  diffCampaign,
  getCampaign,
  pauseCampaign,
  publishCampaign,
  rejectCampaign,
  requestChanges,
  resumeCampaign,
  type ReviewPorts,
  stopCampaign,
  submitCampaign,
} from "@sluice/campaigns";
import {
  type AnsweredTest,
  type AskedTest,
  type Campaign,
  CampaignStatus,
  type Notice,
  type WorkspaceId,
} from "@sluice/schema";
import {
  approversOf,
  auditSince,
  campaignsByName,
  campaignsByTail,
  inCampaignTransaction,
  newestAudit,
  lateRuns,
  runStats,
  searchCampaigns,
  type Store,
} from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import type { CampaignDesk } from "../ports.ts";
import { normalShortId, tailsOf } from "../short-id.ts";
import { connectActing } from "./connect-acting.ts";
import { FactFinder } from "./campaign-facts.ts";
import { reviewFacts } from "./review-facts.ts";
import { writingDesk } from "./writing-desk.ts";

export interface DeskNeighbours {
  /** As the workspace sees it. */
  store: Store;
  workspaceId: WorkspaceId;
  controls: Pick<RunControls, "put">;
  askForTest: (asked: AskedTest) => Promise<AnsweredTest | null>;
  publishNotice: (notice: Notice) => Promise<void>;
  nowMs: () => number;
  log: Logger;
}

const LATE_MS = 60_000;

export function connectDesk(neighbours: DeskNeighbours): CampaignDesk {
  const { store, workspaceId, nowMs } = neighbours;
  const ports = campaignPorts(neighbours);
  const finder = new FactFinder(store, ports);
  const ref = (campaignId: string) => ({ workspaceId, campaignId });
  const get = (campaignId: string): Promise<Campaign> => getCampaign(ports, ref(campaignId));
  const publishNotice = (notice: Notice): Promise<void> =>
    neighbours
      .publishNotice(notice)
      .catch((error: unknown) => neighbours.log.warn({ err: error }, "notice.not_published"));
  return {
    ...connectActing({ ...neighbours, ports: { ...ports, publishNotice } }),
    get,
    find: async (text) => Promise.all((await idsMeant(store, workspaceId, text)).map(get)),
    list: async ({ statuses, person, limit }) => {
      const found = await searchCampaigns(store, {
        workspaceId,
        statuses: statuses === undefined ? CampaignStatus.options : CampaignStatus.array().parse(statuses),
        ...(person === undefined ? {} : { createdBy: [person] }),
        includesArchived: false,
        now: new Date(nowMs()),
        limit,
        page: 1,
      });
      return found.map((stored) => currentCampaign(stored, nowMs()));
    },
    facts: (campaign) => finder.factsOf(campaign),
    diff: (campaign) => diffCampaign(ports, ref(campaign.id)),
    sample: (campaign, userId) => finder.sampleFor(campaign, userId),
    stats: async ({ run_id: runId }) =>
      runId === null ? null : runStats(store, workspaceId, runId, new Date(nowMs())),
    lateRuns: () => lateRuns(store, workspaceId, new Date(nowMs() - LATE_MS)),
    audit: (campaignId, limit) => newestAudit(store, { ...ref(campaignId), limit }),
    doneSince: async (sinceMs, actions, limit) => {
      const entries = await auditSince(store, { workspaceId, sinceMs, actions, limit });
      return entries.flatMap(({ audit_id: auditId, campaign_id: campaignId, ...entry }) =>
        campaignId === null ? [] : [{ ...entry, auditId, campaignId }],
      );
    },
    approversOf: (campaignId, version) => approversOf(store, ref(campaignId), version),
    ...writingDesk(ports, store, workspaceId),
    submit: (actor, campaignId) => submitCampaign(ports, { ...ref(campaignId), actor }),
    approve: (actor, campaignId, seenContentHash, comment) =>
      approveCampaign(ports, { ...ref(campaignId), actor, seenContentHash, comment }),
    requestChanges: (actor, campaignId, seenContentHash, comment) =>
      requestChanges(ports, { ...ref(campaignId), actor, seenContentHash, comment }),
    reject: (actor, campaignId, seenContentHash, comment) =>
      rejectCampaign(ports, { ...ref(campaignId), actor, seenContentHash, comment }),
    launch: (actor, campaignId) => publishCampaign(ports, { ...ref(campaignId), actor }),
    pause: (actor, campaignId) => pauseCampaign(ports, { ...ref(campaignId), actor }),
    resume: (actor, campaignId) => resumeCampaign(ports, { ...ref(campaignId), actor }),
    cancel: (actor, campaignId) => stopCampaign(ports, { ...ref(campaignId), actor }),
  };
}

const campaignPorts = ({ store, controls, nowMs, log }: DeskNeighbours): ReviewPorts => ({
  transaction: (_workspaceId, work) => inCampaignTransaction(store, work),
  controls,
  onControlNotPut: (error) => log.warn({ err: error }, "control.not_put"),
  segmentationProblems,
  expandAudience,
  ...reviewFacts(store, nowMs),
  nowMs,
  randomBytes,
});

/** A whole id, a short one, or a name. */
async function idsMeant(store: Store, workspaceId: WorkspaceId, text: string): Promise<string[]> {
  const typed = text.trim();
  if (typed === "") return [];
  if (/^[0-9a-f]{24}$/i.test(typed)) return [typed.toLowerCase()];
  const short = normalShortId(typed);
  const byTail = short === null ? [] : await campaignsByTail(store, workspaceId, tailsOf(short));
  return byTail.length > 0 ? byTail : campaignsByName(store, workspaceId, typed);
}
