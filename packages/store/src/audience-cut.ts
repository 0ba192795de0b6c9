// The cut: users who match become recipients, in durable batches, page by page in the order of their ids.
//
//   C1. A page is one transaction under the run's row lock: batches, counts and cursor move together. Whoever dies,
//       the next page continues exactly there; a second planner skips the locked run.
//   C2. targeted = recipients + the sum of `excluded`, after every page.
//   C3. Postgres builds the batches from the rows. The audience never travels to this process, so its memory and its
//       event loop do not depend on how large the audience is.
//   C4. A stopped run is cut no further: what it has is all it will have. A paused one waits. Nobody is sent to before
//       the last page is committed.
//   C5. What is decided by list or chance is decided once, with the first page (audience-draw.ts): a cut that is continued
//       holds out the same users. A run without such a thing costs nothing for it.
//   C6. Frequency caps: recipients are counted with the page that plans them. Before its commit a page waits for its turn and
//       looks whether others took a place meanwhile; then it is rolled back and cut once more, alone. A run that no rule
//       is about costs nothing for it.
import type { PoolClient } from "pg";
import type { RunId } from "@sluice/schema";
import { capsOfCut, keepWithinCaps, PlaceTakenError } from "./audience-cut-caps.ts";
import { type CutTotals, type LockedRun, lockDueRun, moveCutOn, type RunToCut } from "./audience-cut-run.ts";
import { type CutPlan, cutPageStatement, exclusionsStatement } from "./audience-cut-statements.ts";
import { drawRun, isDrawNeeded } from "./audience-draw.ts";
import type { Store } from "./connect.ts";
import { PLANNED_FOR_ITS_VALUES } from "./preparing-client.ts";

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
/** Beyond the campaign's audience limit. */
export const EXCLUDED_BY_AUDIENCE_LIMIT = "audience_limit";
/** The values that the template reads do not fit half a batch. */
export const EXCLUDED_AS_TOO_LARGE = "row_too_large";

/**
 * A page must read on along the primary key. Left to itself, and without fresh statistics above all, Postgres may prefer to
 * sort the whole table for each page: measured, 1,000,000 users then take minutes instead of seconds.
 */
const IN_ORDER_OF_IDS = "set local enable_seqscan = off; set local enable_bitmapscan = off";

/** Cuts one page of the due run that has the fewest recipients so far. @returns null when none is due. */
export async function cutNextPage(store: Store, options: CutOptions): Promise<CutPage | null> {
  try {
    return await cutInTransaction(store, options, false);
  } catch (error) {
    if (!(error instanceof PlaceTakenError)) throw error;
    return cutInTransaction(store, options, true);
  }
}

async function cutInTransaction(
  store: Store,
  options: CutOptions,
  isAlone: boolean,
): Promise<CutPage | null> {
  const client = await store.pool.connect();
  try {
    await client.query("begin");
    await client.query(IN_ORDER_OF_IDS);
    const page = await cutPage(client, options, isAlone);
    await client.query("commit"); // C1
    client.release();
    return page;
  } catch (error) {
    client.release(true); // closing the connection rolls back, whatever state it is in
    throw error;
  }
}

/** @param isAlone nobody else counts messages of the workspace meanwhile */
async function cutPage(client: PoolClient, options: CutOptions, isAlone: boolean): Promise<CutPage | null> {
  const locked = await lockDueRun(client, options.now, options.except ?? []);
  if (locked === null) return null;
  const caps = await capsOfCut(client, locked, options.now, isAlone);
  const run = await withDraw(client, { ...locked.run, caps }, options);
  const plan = options.planOf(run);
  const left = plan.maxRecipients === null ? Infinity : plan.maxRecipients - locked.recipients;
  const page =
    left > 0 ? await fillPage(client, locked, plan, left, options) : await lastOfAll(client, locked, plan);
  if (!isAlone) await keepWithinCaps(client, locked, page, options.now);
  return { ...page, totals: await moveCutOn(client, page, page.lastUserId, options.now) };
}

/** C5 */
async function withDraw(client: PoolClient, run: RunToCut, { planOf }: CutOptions): Promise<RunToCut> {
  if (run.draw !== null || !isDrawNeeded(run.definition)) return run;
  return { ...run, draw: await drawRun(client, run, (draw) => planOf({ ...run, draw })) };
}

type Page = Omit<CutPage, "totals"> & { lastUserId: string | null };

async function fillPage(
  client: PoolClient,
  locked: LockedRun,
  plan: CutPlan,
  left: number,
  { now, pageRecipients = PAGE_RECIPIENTS }: CutOptions,
): Promise<Page> {
  const wholeBatches = Math.max(1, Math.floor(pageRecipients / plan.maxBatchRecipients));
  const limit = Math.min(wholeBatches * plan.maxBatchRecipients, left);
  const found = await insertBatches(client, locked, plan, limit, now);
  const isLastPage = !found.hasMore;
  const { byReason } = await countExcluded(client, locked, plan, isLastPage ? null : found.lastUserId);
  const { lastUserId, recipients, batches } = found;
  const excluded = counted({ ...byReason, [EXCLUDED_AS_TOO_LARGE]: found.tooLarge });
  const targeted = recipients + sumOf(excluded); // C2
  return { run: locked.run, targeted, recipients, excluded, batches, isLastPage, lastUserId };
}

/** The audience limit is reached: whoever is left is counted, and gets nothing. */
async function lastOfAll(client: PoolClient, locked: LockedRun, plan: CutPlan): Promise<Page> {
  const { byReason, others } = await countExcluded(client, locked, plan, null, true);
  const beyond = (byReason[EXCLUDED_BY_AUDIENCE_LIMIT] ?? 0) + others;
  const excluded = counted({ ...byReason, [EXCLUDED_BY_AUDIENCE_LIMIT]: beyond });
  const targeted = sumOf(excluded); // C2
  return {
    run: locked.run,
    targeted,
    recipients: 0,
    excluded,
    batches: 0,
    isLastPage: true,
    lastUserId: null,
  };
}

const counted = (byReason: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(byReason).filter(([, count]) => count > 0));

const sumOf = (byReason: Readonly<Record<string, number>>): number =>
  Object.values(byReason).reduce((sum, count) => sum + count, 0);

interface FoundPage {
  /** Users who match, the excluded ones not among them. */
  found: number;
  tooLarge: number;
  recipients: number;
  batches: number;
  lastUserId: string | null;
  /** A full page is the last one where nobody comes after it. */
  hasMore: boolean;
}

async function insertBatches(
  client: PoolClient,
  { run, capping, cursor, nextBatchNo }: LockedRun,
  plan: CutPlan,
  limit: number,
  now: Date,
): Promise<FoundPage> {
  const countedAt = capping?.isCounted === true ? now : null;
  const { text, values } = cutPageStatement({ run, cursor, nextBatchNo, plan, limit, countedAt });
  const { rows } = await client.query({ ...PLANNED_FOR_ITS_VALUES, text, values });
  return rows[0] as FoundPage;
}

/** @param withOthers also when nothing excludes anybody. Otherwise that costs no statement. */
async function countExcluded(
  client: PoolClient,
  { run, cursor }: LockedRun,
  plan: CutPlan,
  lastUserId: string | null,
  withOthers = false,
): Promise<{ byReason: Record<string, number>; others: number }> {
  const reasons = plan.audience(1).exclusions.map(({ reason }) => reason);
  if (reasons.length === 0 && !withOthers) return { byReason: {}, others: 0 };
  const { text, values } = exclusionsStatement(run.workspaceId, plan, cursor, lastUserId);
  const { rows } = await client.query<{ reason: number | null; count: number }>({
    ...PLANNED_FOR_ITS_VALUES,
    text,
    values,
  });
  const byReason: Record<string, number> = {};
  let others = 0;
  for (const { reason: index, count } of rows) {
    const reason = index === null ? undefined : reasons[index];
    if (reason === undefined) others += count;
    else byReason[reason] = count;
  }
  return { byReason, others };
}
