// The attempt log as people search it: of one campaign, newest first, page after page.
import type { AttemptRecord, CampaignId, RunId, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import { PLANNED_FOR_ITS_VALUES } from "./preparing-client.ts";

export interface AttemptSearch {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  /** Absent: every run, the latest hundred. */
  runId?: RunId | undefined;
  userId?: string | undefined;
  /** A status, or a class of them; `[0, 0]` is no answer. Both ends included. */
  statuses?: readonly [number, number] | undefined;
  /** The word for what went wrong, or true for anything that was not delivered. */
  error?: string | true | undefined;
  fromMs?: number | undefined;
  /** Not included. */
  toMs?: number | undefined;
  limit: number;
  /** `next` of the page before. */
  cursor?: AttemptCursor | undefined;
}

export interface AttemptCursor {
  atMs: number;
  seq: number;
}

export interface FoundAttempt extends Omit<AttemptRecord, "at_ms"> {
  at: string;
  run_id: RunId;
}

export interface AttemptPage {
  attempts: FoundAttempt[];
  /** null at the end. */
  next: AttemptCursor | null;
}

type Row = Omit<FoundAttempt, "at"> & { at: Date; seq: number };

/** Each run is read by its own index from its newest row on, so that a page costs a page, however long the log is. */
export async function searchAttempts({ pool }: Store, search: AttemptSearch): Promise<AttemptPage> {
  const { text, values } = statementFor(search);
  const { rows } = await pool.query<Row>({ ...PLANNED_FOR_ITS_VALUES, text, values });
  const page = rows.slice(0, search.limit);
  const last = page.at(-1);
  const hasMore = rows.length > search.limit && last !== undefined;
  return {
    attempts: page.map(toFound),
    next: hasMore ? { atMs: last.at.getTime(), seq: last.seq } : null,
  };
}

function toFound({ at, seq: _, ...row }: Row): FoundAttempt {
  return { at: at.toISOString(), ...row };
}

function statementFor(search: AttemptSearch): { text: string; values: unknown[] } {
  const values: unknown[] = [search.workspaceId, search.campaignId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const ofRuns = search.runId === undefined ? "" : `and run_id = ${bind(search.runId)}`;
  const conditions = conditionsOf(search, bind).map((condition) => `and ${condition}`);
  const limit = bind(search.limit + 1);
  return {
    text: `
      select found.*
      from (select run_id from runs where workspace_id = $1 and campaign_id = $2 ${ofRuns}
            order by run_id desc limit 100) as run
      cross join lateral (
        select at, seq, run_id, user_id, batch_no, attempt, status, latency_ms, error_code, request, response, possible_duplicate
        from attempt_log where workspace_id = $1 and attempt_log.run_id = run.run_id ${conditions.join(" ")}
        order by at desc, seq desc limit ${limit}
      ) as found
      order by at desc, seq desc limit ${limit}`,
    values,
  };
}

function conditionsOf(search: AttemptSearch, bind: (value: unknown) => string): string[] {
  const { userId, statuses, error, fromMs, toMs, cursor } = search;
  return [
    ...(userId === undefined ? [] : [`user_id = ${bind(userId)}`]),
    ...(statuses === undefined ? [] : [statusCondition(statuses, bind)]),
    ...(error === undefined
      ? []
      : [error === true ? "error_code is not null" : `error_code = ${bind(error)}`]),
    ...(fromMs === undefined ? [] : [`at >= ${bind(new Date(fromMs))}`]),
    ...(toMs === undefined ? [] : [`at < ${bind(new Date(toMs))}`]),
    ...(cursor === undefined ? [] : [`(at, seq) < (${bind(new Date(cursor.atMs))}, ${bind(cursor.seq)})`]),
  ];
}

/** One status by equality: only then its index gives the order as well. */
const statusCondition = ([from, to]: readonly [number, number], bind: (value: unknown) => string): string =>
  from === to ? `status = ${bind(from)}` : `status between ${bind(from)} and ${bind(to)}`;
