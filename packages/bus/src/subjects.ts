// Every subject, in one place. Tokens are ids that the schema has checked: no dots, no spaces, no wildcards.
import type { RunId, WorkspaceId } from "@sluice/schema";

/** Names one batch of one run, on the work queue and in the ledger alike. */
export interface BatchRef {
  workspaceId: WorkspaceId;
  runId: RunId;
  batchNo: number;
}

export const batchSubject = (ref: BatchRef): string =>
  `batches.${ref.workspaceId}.${ref.runId}.${ref.batchNo}`;
export const ledgerSubject = (ref: BatchRef): string =>
  `ledger.${ref.workspaceId}.${ref.runId}.${ref.batchNo}`;
export const attemptsSubject = (workspaceId: WorkspaceId, runId: RunId): string =>
  `attempts.${workspaceId}.${runId}`;
/** @param shard of the user (`eventShard`). */
export const eventsSubject = (workspaceId: WorkspaceId, shard: number): string =>
  `events.${workspaceId}.${shard}`;
export const workspaceOfEvents = (subject: string): string => subject.split(".")[1] ?? "";
export const noticeSubject = (workspaceId: WorkspaceId): string => `notices.${workspaceId}`;
/** @param workspaceId or `*` */
export const askedTestsSubject = (workspaceId: WorkspaceId): string => `tests.${workspaceId}`;
export const metricsSubject = (workspaceId: WorkspaceId, process: string): string =>
  `metrics.${workspaceId}.delivery.${process}`;
export const permitsSubject = (process: string): string => `permits.${process}`;
export const demandsSubject = (process: string): string => `demands.${process}`;

export function parseBatchRef(subject: string): BatchRef {
  const [, workspaceId = "", runId = "", batchNo = ""] = subject.split(".");
  return { workspaceId, runId, batchNo: Number(batchNo) };
}
