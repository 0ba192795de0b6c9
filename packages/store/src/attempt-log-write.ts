// Attempts → rows of the attempt log. Storing the same ones again changes nothing.
import type { AttemptRecord, RunId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import { ATTEMPT_LOG, coverTimes } from "./time-partitions.ts";

export interface LoggedAttempt {
  workspaceId: WorkspaceId;
  runId: RunId;
  /** With run and time the row's key: the same for the same attempt. */
  seq: number;
  record: AttemptRecord;
}

const MINUTE_MS = 60_000;

export async function storeAttempts(store: Store, attempts: readonly LoggedAttempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await coverTimes(store.pool, ATTEMPT_LOG, timesOf(attempts));
  await store.pool.query(INSERT, [JSON.stringify(attempts.map(toRow))]);
}

const INSERT = `
  insert into attempt_log (workspace_id, run_id, at, seq, user_id, batch_no, attempt, status, latency_ms, error_code,
    request, response, possible_duplicate)
  select workspace_id, run_id, to_timestamp(at_ms / 1000.0), seq, user_id, batch_no, attempt, status, latency_ms, error_code,
    request, response, possible_duplicate
  from json_to_recordset($1::json) as row (workspace_id text, run_id uuid, at_ms bigint, seq bigint, user_id text,
    batch_no integer, attempt smallint, status smallint, latency_ms real, error_code text, request json, response json,
    possible_duplicate boolean)
  on conflict do nothing`;

const toRow = ({ workspaceId, runId, seq, record }: LoggedAttempt): object => ({
  workspace_id: workspaceId,
  run_id: runId,
  seq,
  ...record,
});

/** One for each minute: a partition covers whole minutes. */
function timesOf(attempts: readonly LoggedAttempt[]): Set<number> {
  return new Set(attempts.map(({ record }) => Math.floor(record.at_ms / MINUTE_MS) * MINUTE_MS));
}
