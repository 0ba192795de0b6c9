// The cut: users who match become recipients, in durable batches, page by page in the order of their ids.
//
//   C1. A page is one transaction under the run's row lock: batches, counts and cursor move together. Whoever dies,
//       the next page continues exactly there; a second planner skips the locked run.
//   C2. targeted = recipients + the sum of `excluded`, after every page.
//   C3. Postgres builds the batches from the rows. The audience never travels to this process, so its memory and its
//       event loop do not depend on how large the audience is.
//   C4. A stopped run is cut no further: what it has is all it will have. A paused one waits. Nobody is sent to before
//       the last page is committed.
import type { PoolClient } from "pg";
import type { RunId } from "@sluice/schema";
import { type CutTotals, type LockedRun, lockDueRun, moveCutOn, type RunToCut } from "./audience-cut-run.ts";
import { type CutPlan, cutPageStatement, excludedStatement } from "./audience-cut-statements.ts";
import type { Store } from "./connect.ts";

export interface CutPage {
  run: RunToCut;
  targeted: number;
  recipients: number;
  excluded: Record<string, number>;
  batches: number;
  isLastPage: boolean;
  /** After this page. */
  totals: CutTotals;
}

export interface CutOptions {
  now: Date;
  planOf: (run: RunToCut) => CutPlan;
  /** Runs to pass over, for example because cutting them failed a moment ago. */
  except?: readonly RunId[];
  pageRecipients?: number;
}

/** A page of 10,000 takes Postgres about a tenth of a second, so a lost one costs little. */
const PAGE_RECIPIENTS = 10_000;
export const EXCLUDED_BY_FILTER = "excluded_by_filter";
/** The values that the template reads do not fit half a batch. */
export const EXCLUDED_AS_TOO_LARGE = "row_too_large";

/**
 * A page must read on along the primary key. Left to itself, and without fresh statistics above all, Postgres may prefer to
 * sort the whole table for each page: measured, 1,000,000 users then take minutes instead of seconds.
 */
const IN_ORDER_OF_IDS = "set local enable_seqscan = off; set local enable_bitmapscan = off";

/** Cuts one page of the due run that has the fewest recipients so far. @returns null when none is due. */
export async function cutNextPage(store: Store, options: CutOptions): Promise<CutPage | null> {
  const client = await store.pool.connect();
  try {
    await client.query("begin");
    await client.query(IN_ORDER_OF_IDS);
    const page = await cutPage(client, options);
    await client.query("commit"); // C1
    client.release();
    return page;
  } catch (error) {
    client.release(true); // closing the connection rolls back, whatever state it is in
    throw error;
  }
}

async function cutPage(client: PoolClient, options: CutOptions): Promise<CutPage | null> {
  const locked = await lockDueRun(client, options.now, options.except ?? []);
  if (locked === null) return null;
  const plan = options.planOf(locked.run);
  const { maxBatchRecipients } = plan;
  const wholeBatches = Math.max(
    1,
    Math.floor((options.pageRecipients ?? PAGE_RECIPIENTS) / maxBatchRecipients),
  );
  const limit = wholeBatches * maxBatchRecipients;
  const found = await insertBatches(client, locked, plan, limit);
  const isLastPage = found.found < limit;
  const excludedByFilter = await countExcluded(client, locked, plan, isLastPage ? null : found.lastUserId);
  const excluded = { [EXCLUDED_BY_FILTER]: excludedByFilter, [EXCLUDED_AS_TOO_LARGE]: found.tooLarge };
  const page = {
    run: locked.run,
    targeted: found.found + excludedByFilter, // C2
    recipients: found.recipients,
    excluded: Object.fromEntries(Object.entries(excluded).filter(([, count]) => count > 0)),
    batches: found.batches,
    isLastPage,
  };
  return { ...page, totals: await moveCutOn(client, page, found.lastUserId, options.now) };
}

interface FoundPage {
  /** Users who match, the excluded ones not among them. */
  found: number;
  tooLarge: number;
  recipients: number;
  batches: number;
  lastUserId: string | null;
}

async function insertBatches(
  client: PoolClient,
  { run, cursor, nextBatchNo }: LockedRun,
  plan: CutPlan,
  limit: number,
): Promise<FoundPage> {
  const { text, values } = cutPageStatement({ run, cursor, nextBatchNo, plan, limit });
  const { rows } = await client.query(text, values);
  return rows[0] as FoundPage;
}

async function countExcluded(
  client: PoolClient,
  { run, cursor }: LockedRun,
  plan: CutPlan,
  lastUserId: string | null,
): Promise<number> {
  const statement = excludedStatement(run.workspaceId, plan, cursor, lastUserId);
  if (statement === null) return 0;
  const { rows } = await client.query<{ excluded: number }>(statement.text, statement.values);
  return rows[0]?.excluded ?? 0;
}
