// The ports of the server, fitted from Postgres and NATS.
import { randomBytes } from "node:crypto";
import { segmentationProblems } from "@sluice/audience";
import type { RunControls } from "@sluice/bus";
import {
  campaignAudit,
  campaignVersions,
  countUsers,
  createApiKeyVerifier,
  createUserLoader,
  deadLetters,
  inCampaignTransaction,
  listCampaigns,
  replayDeadLetters,
  runStats,
  type Store,
} from "@sluice/store";
import { createRegistry, type HealthChecks, type Logger } from "@sluice/telemetry";
import type { ApiPorts } from "./ports.ts";

export interface Neighbours {
  store: Store;
  controls: Pick<RunControls, "put">;
  pepper: Uint8Array;
  checks: HealthChecks;
  log: Logger;
}

export function connectPorts({ store, controls, pepper, checks, log }: Neighbours): ApiPorts {
  return {
    verifyKey: createApiKeyVerifier(store, pepper),
    campaigns: {
      transaction: (work) => inCampaignTransaction(store, work),
      controls,
      onControlNotPut: (error) => log.warn({ err: error }, "control.not_put"),
      segmentationProblems,
      nowMs: Date.now,
      randomBytes,
    },
    listCampaigns: (page) => listCampaigns(store, page),
    campaignVersions: (page) => campaignVersions(store, page),
    campaignAudit: (page) => campaignAudit(store, page),
    runStats: (workspaceId, runId) => runStats(store, workspaceId, runId),
    deadLetters: (workspaceId, runId, page) => deadLetters(store, workspaceId, runId, page),
    replayDeadLetters: (request) => replayDeadLetters(store, request),
    userLoader: (workspaceId) => createUserLoader(store, workspaceId),
    countUsers: (workspaceId) => countUsers(store, workspaceId),
    checks,
    registry: createRegistry("api"),
    log,
  };
}
