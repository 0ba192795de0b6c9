// The ports of the server, fitted from Postgres and NATS.
import { randomBytes } from "node:crypto";
import { expandAudience, segmentationProblems } from "@sluice/audience";
import type { RunControls } from "@sluice/bus";
import { endpointProblem, type EndpointRules } from "@sluice/content";
import type { Notice, WorkspaceId } from "@sluice/schema";
import type { Egress } from "@sluice/sender";
import {
  BY_KEY,
  acceptSends,
  acceptSendsWithinCaps,
  attributesNobodyHas,
  attributeValues,
  auditWorkspace,
  beginFileImport,
  campaignAudit,
  campaignRuns,
  campaignVersions,
  countUsers,
  createCampaigns,
  createUserLoader,
  deadLetters,
  devicesOf,
  endedRecipients,
  fileImports,
  findCampaigns,
  findUserBy,
  holdOutSends,
  inCampaignTransaction,
  leaveToPlanner,
  listCampaigns,
  listedInControlGroup,
  moveFileImport,
  replayDeadLetters,
  requestsPerMinuteCap,
  runStats,
  runStatsWithin,
  searchAttempts,
  sendsOfRequests,
  type Store,
  tenantStore,
  triggeredRun,
  userEvents,
} from "@sluice/store";
import { createRegistry, type HealthChecks, type Logger } from "@sluice/telemetry";
import { chanceInBlocks } from "./chance-in-blocks.ts";
import { connectKeyPorts } from "./connect-key-ports.ts";
import { inGroups } from "./frequent/in-groups.ts";
import { connectDataPorts } from "./data-api/connect-data-ports.ts";
import type { DataPorts } from "./data-api/data-ports.ts";
import { connectIdempotencyPorts } from "./idempotency/connect-idempotency-ports.ts";
import type { ApiPorts } from "./ports.ts";
import { connectQuotaPorts } from "./quotas/connect-quota-ports.ts";
import { AuthorizationDesk } from "./secrets/authorization-desk.ts";
import type { SecretPorts } from "./secrets/secret-ports.ts";
import { SigningDesk } from "./secrets/signing-desk.ts";
import { openSegmentDesks } from "./segments/open-segment-desks.ts";
import type { FilePorts } from "./segments/segment-ports.ts";
import { connectSearchPorts } from "./search/connect-search-ports.ts";
import type { SendPorts } from "./sends/send-ports.ts";
import { connectTestPorts } from "./test-sends/connect-test-ports.ts";

export interface Neighbours {
  store: Store;
  /** Of the same database and role, pipelined: for statements that are made alone, thousands of times a second. */
  frequentStore: Store;
  publishBatch: SendPorts["publishBatch"];
  publishNotice: (notice: Notice) => Promise<void>;
  publishEvents: DataPorts["publishEvents"];
  controls: Pick<RunControls, "put">;
  pepper: Uint8Array;
  vault: SecretPorts["vault"];
  secrets: SecretPorts["secrets"];
  tokens: SecretPorts["tokens"];
  fetchToken: SecretPorts["fetchToken"];
  /** The door through which test requests leave. */
  egress: Egress;
  files: FilePorts;
  /** Left out: what delivery may call is not known here. */
  endpointRules?: EndpointRules | undefined;
  checks: HealthChecks;
  log: Logger;
  /** What is due, and when, is told by one clock for all processes. */
  nowMs: () => number;
}

const openDesks = (ports: SecretPorts): Pick<ApiPorts, "authorizations" | "signing"> => ({
  authorizations: new AuthorizationDesk(ports),
  signing: new SigningDesk(ports),
});

export function connectPorts(neighbours: Neighbours): ApiPorts {
  const { store, controls, publishBatch, pepper, endpointRules, checks, log, nowMs } = neighbours;
  // Whatever a statement says, Postgres shows it one workspace: the one of the caller's credential.
  const of = (workspaceId: WorkspaceId): Store => tenantStore(store, workspaceId);
  const frequentlyOf = (workspaceId: WorkspaceId): Store =>
    tenantStore(neighbours.frequentStore, workspaceId);
  const segments = openSegmentDesks({ store, storeOf: of, files: neighbours.files, nowMs, randomBytes, log });
  const campaigns: ApiPorts["campaigns"] = {
    transaction: (workspaceId, work) => inCampaignTransaction(tenantStore(store, workspaceId, BY_KEY), work),
    controls,
    onControlNotPut: (error) => log.warn({ err: error }, "control.not_put"),
    segmentationProblems,
    expandAudience,
    countAudience: async (workspaceId, { segmentation_details }) =>
      segmentation_details === undefined
        ? 0
        : (await segments.audienceCounts.count(workspaceId, { segmentation_details })).users,
    attributesNobodyHas: (workspaceId, names) => attributesNobodyHas(of(workspaceId), workspaceId, names),
    endpointProblem: (url) => (endpointRules === undefined ? null : endpointProblem(url, endpointRules)),
    nowMs,
    randomBytes: chanceInBlocks(randomBytes),
  };
  return {
    ...connectKeyPorts(of, pepper),
    frequentCampaigns: inGroups(campaigns, {
      findCampaigns: (workspaceId, ids) => findCampaigns(frequentlyOf(workspaceId), workspaceId, ids),
      createCampaigns: (workspaceId, creates) =>
        createCampaigns(frequentlyOf(workspaceId), workspaceId, creates),
      requestsPerMinuteCap: (workspaceId) => requestsPerMinuteCap(frequentlyOf(workspaceId).db, workspaceId),
    }),
    idempotency: connectIdempotencyPorts({ of, campaigns, pepper, vault: neighbours.vault }),
    quotas: connectQuotaPorts(of, nowMs),
    ...openDesks({
      ...neighbours,
      storeOf: of,
      nowMs: Date.now,
      randomBytes,
      onNotPut: (error) => log.warn({ err: error }, "secret.not_put"),
    }),
    ...segments,
    campaigns,
    stops: {
      ...campaigns,
      publishNotice: (notice) =>
        neighbours
          .publishNotice(notice)
          .catch((error: unknown) => log.warn({ err: error }, "notice.not_published")),
    },
    listCampaigns: (page) => listCampaigns(of(page.workspaceId), page),
    campaignRuns: (page) => campaignRuns(of(page.workspaceId), page),
    campaignVersions: (page) => campaignVersions(of(page.workspaceId), page),
    campaignAudit: (page) => campaignAudit(of(page.workspaceId), page),
    runStats: (workspaceId, runId) => runStats(of(workspaceId), workspaceId, runId, new Date(nowMs())),
    runStatsWithin: (days) => runStatsWithin(of(days.workspaceId), days, new Date(nowMs())),
    endedRecipients: (run, page) => endedRecipients(of(run.workspaceId), run, page),
    search: connectSearchPorts({
      of,
      nowMs,
      onFailed: (error) => log.warn({ err: error }, "reachability.not_counted"),
    }),
    ...connectTestPorts({ ...neighbours, of, campaigns, randomBytes }),
    deadLetters: (workspaceId, runId, page) => deadLetters(of(workspaceId), workspaceId, runId, page),
    searchAttempts: (search) => searchAttempts(of(search.workspaceId), search),
    replayDeadLetters: (request) => replayDeadLetters(of(request.workspaceId), request),
    sends: {
      triggeredRun: (workspaceId, campaignId) => triggeredRun(of(workspaceId), workspaceId, campaignId),
      attributeValues: (workspaceId, ...wanted) => attributeValues(of(workspaceId), workspaceId, ...wanted),
      acceptSends: (workspaceId, group) => acceptSends(of(workspaceId), group),
      acceptSendsWithinCaps: (group) => acceptSendsWithinCaps(of(group.workspaceId), group),
      holdOutSends: (workspaceId, group) => holdOutSends(of(workspaceId), group),
      listedInControlGroup: (workspaceId, ...wanted) =>
        listedInControlGroup(of(workspaceId), workspaceId, ...wanted),
      sendsOfRequests: (workspaceId, ...wanted) => sendsOfRequests(of(workspaceId), ...wanted),
      leaveToPlanner: (workspaceId, ...batch) => leaveToPlanner(of(workspaceId), ...batch),
      publishBatch,
      onNotPublished: (error) => log.warn({ err: error }, "batch.not_published"),
      nowMs,
      monotonicMs: () => performance.now(),
      randomBytes,
    },
    data: connectDataPorts({ storeOf: of, publishEvents: neighbours.publishEvents, nowMs }),
    recordImport: (workspaceId, { person, source, ...entry }) =>
      auditWorkspace(of(workspaceId).db, {
        workspaceId,
        action: "users.imported",
        by: { person, source },
        detail: {
          format: entry.format,
          rows: entry.result?.rows ?? null,
          rejected: entry.result?.rejected ?? null,
        },
        nowMs: nowMs(),
      }),
    userLoader: (workspaceId) => createUserLoader(of(workspaceId), workspaceId),
    users: {
      find: (workspaceId, userId) => findUserBy(of(workspaceId), workspaceId, "user_id", userId),
      devices: (workspaceId, userId) => devicesOf(of(workspaceId), workspaceId, userId),
      events: (search) => userEvents(of(search.workspaceId), search),
      imports: (workspaceId, page) => fileImports(of(workspaceId), workspaceId, page),
      beginImport: (started) => beginFileImport(of(started.workspaceId), started),
      moveImport: (workspaceId, ...moved) => moveFileImport(of(workspaceId), workspaceId, ...moved),
      nowMs,
      randomBytes,
    },
    countUsers: (workspaceId) => countUsers(of(workspaceId), workspaceId),
    checks,
    registry: createRegistry("api"),
    log,
  };
}
