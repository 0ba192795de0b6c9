// The statements of the cut. HOT: the first one does all the work of a page, a few microseconds a recipient.
import type { RunToCut } from "./audience-cut-run.ts";

/** A condition with `$n` placeholders and what they stand for, in order. */
export interface SqlFragment {
  text: string;
  values: unknown[];
}

/** Who of the included is no recipient, and why. Of several reasons the first one counts. */
export interface Exclusion {
  reason: string;
  condition: SqlFragment;
}

/** How a run is cut: whom it takes in, what of each user goes into a batch, and how large batches are. */
export interface CutPlan {
  /** Conditions over `users`; never null in SQL. `$n` placeholders begin at `firstParameter` and go on in this order. */
  audience(firstParameter: number): { included: SqlFragment; exclusions: readonly Exclusion[] };
  /** Of the whole run; null: no limit. */
  maxRecipients: number | null;
  /** A number of 32 bits for each user, by which the audience limit draws. */
  drawHash(firstParameter: number): SqlFragment;
  /** Attributes whose values follow the user id in a row. */
  attributes: readonly string[];
  maxBatchRecipients: number;
  maxBatchBytes: number;
  /** JSON of a batch around its number and its rows, which Postgres puts between. */
  envelope: { beforeBatchNo: string; beforeRows: string; afterRows: string };
}

export interface PageToCut {
  run: Pick<RunToCut, "runId" | "workspaceId">;
  cursor: string | null;
  nextBatchNo: number;
  plan: CutPlan;
  /** At most so many recipients. */
  limit: number;
  /** When they count for frequency caps; null: they do not. */
  countedAt: Date | null;
}

/**
 * Inserts the batches of one page and says what they hold. A batch ends at its number of recipients, or, when the page's
 * largest row could make one too large, where the page's bytes so far pass a multiple of half the bound: with the row that
 * passed it, it stays below the bound. Nothing is sorted: rows are numbered and gathered as the index gives them.
 */
export function cutPageStatement({
  run,
  cursor,
  nextBatchNo,
  plan,
  limit,
  countedAt,
}: PageToCut): SqlFragment {
  const { beforeBatchNo, beforeRows, afterRows } = plan.envelope;
  const envelopeBytes = Buffer.byteLength(beforeBatchNo + beforeRows + afterRows) + MAX_DIGITS;
  const values: unknown[] = [
    run.runId,
    run.workspaceId,
    cursor,
    limit,
    plan.maxBatchRecipients,
    Math.floor((plan.maxBatchBytes - envelopeBytes) / 2),
    nextBatchNo,
    beforeBatchNo,
    beforeRows,
    afterRows,
  ];
  const columns = plan.attributes.map(
    (name) => ` || ',' || coalesce((attributes -> $${values.push(name)}::text)::text, 'null')`,
  );
  const counted = countedAt === null ? "" : countedSql(values.push(countedAt));
  const { included, exclusions } = plan.audience(values.length + 1);
  const isLeft = exclusions.map(({ condition }) => `and not ${condition.text}`).join(" ");
  const isRecipient = `workspace_id = $2 and ${included.text} ${isLeft}`;
  const text = `
    with page as materialized (
      select user_id, '[' || to_json(user_id)::text${columns.join("")} || ']' as row
      from users where ${isRecipient}
        ${cursor === null ? "and $3::text is null" : "and user_id > $3::text"}
      order by user_id limit $4
    ), numbered as (
      select row, row_number() over so_far - 1 as n,
        case when longest <= 2 * $6::bigint / $5::integer then 0
          else sum(octet_length(row) + 1) over so_far / $6::integer end as part
      from page, (select max(octet_length(row) + 1) as longest from page) as m
      where octet_length(row) < $6 window so_far as (rows unbounded preceding)
    ), gathered as (
      select n / $5::integer as k, part, count(*) as recipients, string_agg(row, ',') as rows
      from numbered group by 1, 2
    ), inserted as (
      insert into run_batches (run_id, batch_no, state, recipients, payload)
      select $1, batch_no, 'planned', recipients, $8::text || batch_no || $9::text || rows || $10::text
      from (select $7::integer + row_number() over (order by k, part) - 1 as batch_no, recipients, rows from gathered) as g
      returning recipients
    )${counted}
    select found, found - recipients as "tooLarge", recipients, batches, "lastUserId",
      found = $4 and exists (select from users where ${isRecipient} and user_id > "lastUserId") as "hasMore" from
      (select count(*) as found, max(user_id) as "lastUserId" from page) as p,
      (select count(*) as batches, coalesce(sum(recipients), 0)::bigint as recipients from inserted) as i`;
  return { text, values: [...values, ...valuesOf(included, exclusions)] };
}

/** Those who fit a batch, one row each. */
const countedSql = (countedAt: number): string => `, counted as (
      insert into counted_messages (workspace_id, run_id, user_id, planned_at)
      select $2, $1, user_id, $${countedAt}::timestamptz from page where octet_length(row) < $6
    )`;

const valuesOf = (included: SqlFragment, exclusions: readonly Exclusion[]): unknown[] => [
  ...included.values,
  ...exclusions.flatMap(({ condition }) => condition.values),
];

const MAX_DIGITS = 10;

/**
 * How many of the included there are after the cursor and up to `lastUserId` (null: to the end), by the reason that excludes
 * them: its number among the exclusions, and null for those whom nothing excludes.
 */
export function exclusionsStatement(
  workspaceId: string,
  plan: CutPlan,
  cursor: string | null,
  lastUserId: string | null,
): SqlFragment {
  const values: unknown[] = [workspaceId];
  const after = cursor === null ? "" : `and user_id > $${values.push(cursor)}`;
  const upTo = lastUserId === null ? "" : `and user_id <= $${values.push(lastUserId)}`;
  const { included, exclusions } = plan.audience(values.length + 1);
  const cases = exclusions.map(({ condition }, index) => `when ${condition.text} then ${index}`);
  const reason = cases.length === 0 ? "null::integer" : `case ${cases.join(" ")} end`;
  const text = `select ${reason} as reason, count(*) as count from users
    where workspace_id = $1 and ${included.text} ${after} ${upTo} group by 1`;
  return { text, values: [...values, ...valuesOf(included, exclusions)] };
}
