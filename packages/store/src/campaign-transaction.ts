// One transaction over everything that an action on a campaign reads and writes.
import type { Kysely } from "kysely";
import { authorizationFacts } from "./authorization-configurations.ts";
import {
  addApproval,
  authors,
  authorsSinceApproval,
  lastApprovedVersion,
  voidApprovals,
} from "./approvals.ts";
import { replaceApprovalPolicy } from "./approval-policy.ts";
import { appendAudit } from "./audit-log.ts";
import { replaceRun, setStatusOfReplaced, withdrawRun } from "./campaign-run-changes.ts";
import { insertRun, setRunStatus } from "./campaign-runs.ts";
import { findCampaignByRequestId } from "./campaign-requests.ts";
import {
  addCampaignVersion,
  findCampaign,
  findCampaignVersion,
  insertCampaign,
  saveCampaign,
} from "./campaigns.ts";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import { replaceFrequencyCapping } from "./frequency-capping.ts";
import { keepAnswer } from "./idempotency-keys.ts";
import {
  lockRunLimits,
  originLimits,
  removeOriginLimit,
  setOriginLimit,
  setRequestsPerMinuteCap,
  setRunLimit,
} from "./limits.ts";
import { wasPublishedTo, wasTested } from "./review-facts.ts";
import { findSegments } from "./segments.ts";
import { workspaceSettings } from "./workspace-settings.ts";
import {
  addStop,
  lockWorkspace,
  pausedByStop,
  pauseLiveRuns,
  saveLifts,
  stopInForce,
} from "./workspace-stops.ts";
import { requestsPerMinuteCap } from "./workspaces.ts";

export type CampaignTransaction = ReturnType<typeof campaignTransaction>;

/** Commits when `work` resolves, rolls back when it rejects. */
export const inCampaignTransaction = <T>(
  store: Store,
  work: (tx: CampaignTransaction) => Promise<T>,
): Promise<T> => store.db.transaction().execute((db) => work(campaignTransaction(db)));

const campaignTransaction = (db: Kysely<Database>) => ({
  find: bind(db, findCampaign),
  findByRequestId: bind(db, findCampaignByRequestId),
  insert: bind(db, insertCampaign),
  save: bind(db, saveCampaign),
  addVersion: bind(db, addCampaignVersion),
  findVersion: bind(db, findCampaignVersion),
  lastApprovedVersion: bind(db, lastApprovedVersion),
  authorsSinceApproval: bind(db, authorsSinceApproval),
  addApproval: bind(db, addApproval),
  voidApprovals: bind(db, voidApprovals),
  insertRun: bind(db, insertRun),
  setRunStatus: bind(db, setRunStatus),
  withdrawRun: bind(db, withdrawRun),
  replaceRun: bind(db, replaceRun),
  setStatusOfReplaced: bind(db, setStatusOfReplaced),
  requestsPerMinuteCap: bind(db, requestsPerMinuteCap),
  setRequestsPerMinuteCap: bind(db, setRequestsPerMinuteCap),
  originLimits: bind(db, originLimits),
  setOriginLimit: bind(db, setOriginLimit),
  removeOriginLimit: bind(db, removeOriginLimit),
  lockRunLimits: bind(db, lockRunLimits),
  setRunLimit: bind(db, setRunLimit),
  authors: bind(db, authors),
  authorizationFacts: bind(db, authorizationFacts),
  findSegments: bind(db, findSegments),
  workspaceFeatures: bind(db, workspaceSettings),
  replaceApprovalPolicy: bind(db, replaceApprovalPolicy),
  replaceFrequencyCapping: bind(db, replaceFrequencyCapping),
  wasPublishedTo: bind(db, wasPublishedTo),
  wasTested: bind(db, wasTested),
  lockWorkspace: bind(db, lockWorkspace),
  stopInForce: bind(db, stopInForce),
  pauseLiveRuns: bind(db, pauseLiveRuns),
  pausedByStop: bind(db, pausedByStop),
  addStop: bind(db, addStop),
  saveLifts: bind(db, saveLifts),
  appendAudit: bind(db, appendAudit),
  keepAnswer: bind(db, keepAnswer),
});

const bind =
  <Rest extends unknown[], Result>(
    db: Kysely<Database>,
    statement: (db: Kysely<Database>, ...rest: Rest) => Result,
  ): ((...rest: Rest) => Result) =>
  (...rest) =>
    statement(db, ...rest);
