// How many users an audience has, without holding whoever asks: exactly within a time, else from a part of the users.
import type { PoolClient } from "pg";
import type { CutPlan, SqlFragment } from "./audience-cut-statements.ts";
import type { Store } from "./connect.ts";
import { inTransaction } from "./in-transaction.ts";
import { PLANNED_FOR_ITS_VALUES } from "./preparing-client.ts";

export interface CountedAudience {
  targeted: number;
  excluded: Record<string, number>;
  isEstimate: boolean;
}

type Conditions = ReturnType<CutPlan["audience"]>;

/** A query that took longer than it may. */
const QUERY_CANCELED = "57014";
const EXACT_WITHIN_MS = 5_000;
const ESTIMATE_WITHIN_MS = 10_000;
/** Of the table's pages. */
const SAMPLE_PERCENT = 1;

/** @param conditions numbered from $1. @throws Error 57014 when even a part takes too long */
export async function countWithin(
  store: Store,
  conditions: Conditions,
  exactWithinMs = EXACT_WITHIN_MS,
): Promise<CountedAudience> {
  try {
    const counts = await count(store, conditions, "users", exactWithinMs);
    return { ...counts, isEstimate: false };
  } catch (error) {
    if (!isTooLong(error)) throw error;
    const part = `users tablesample system (${SAMPLE_PERCENT})`;
    const { targeted, excluded } = await count(store, conditions, part, ESTIMATE_WITHIN_MS);
    const whole = (found: number): number => Math.round((found * 100) / SAMPLE_PERCENT);
    const scaled = Object.entries(excluded).map(([reason, found]) => [reason, whole(found)] as const);
    return { targeted: whole(targeted), excluded: Object.fromEntries(scaled), isEstimate: true };
  }
}

const isTooLong = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, "code") === QUERY_CANCELED;

const count = (store: Store, conditions: Conditions, from: string, withinMs: number) =>
  inTransaction(
    store.pool,
    (client) => countIn(client, conditions, from),
    `set local statement_timeout = ${withinMs}`,
  );

async function countIn(
  client: PoolClient,
  { included, exclusions }: Conditions,
  from: string,
): Promise<Omit<CountedAudience, "isEstimate">> {
  const { text, values } = countStatement(included, exclusions, from);
  const { rows } = await client.query<{ reason: number | null; count: number }>({
    ...PLANNED_FOR_ITS_VALUES,
    text,
    values,
  });
  const excluded: Record<string, number> = {};
  let targeted = 0;
  for (const { reason: index, count } of rows) {
    targeted += count;
    const reason = index === null ? undefined : exclusions[index]?.reason;
    if (reason !== undefined) excluded[reason] = count;
  }
  return { targeted, excluded };
}

function countStatement(
  included: SqlFragment,
  exclusions: Conditions["exclusions"],
  from: string,
): SqlFragment {
  const cases = exclusions.map(({ condition }, index) => `when ${condition.text} then ${index}`);
  const reason = cases.length === 0 ? "null::integer" : `case ${cases.join(" ")} end`;
  return {
    text: `select ${reason} as reason, count(*) as count from ${from} where ${included.text} group by 1`,
    values: [...included.values, ...exclusions.flatMap(({ condition }) => condition.values)],
  };
}
