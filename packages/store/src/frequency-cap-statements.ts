// What is asked of the counted messages. A user's are found by an index: a few microseconds for each user of a page.
import { SEND_LIFETIME_MS, type WorkspaceId } from "@sluice/schema";
import type { SqlFragment } from "./audience-cut-statements.ts";
import type { CapsInForce } from "./frequency-caps.ts";

/** Of a recipient of a cut, who has no send. */
const NO_SEND = "'00000000-0000-0000-0000-000000000000'::uuid";

interface CapsOfUsers {
  caps: CapsInForce;
  workspaceId: WorkspaceId;
  /** In SQL; of one user, or of many. */
  isOfUser: string;
}

/** Whether a user has reached one of the caps; never null in SQL. */
export function atCap(
  caps: CapsInForce,
  {
    workspaceId,
    userId,
    firstParameter,
  }: { workspaceId: WorkspaceId; userId: string; firstParameter: number },
): SqlFragment {
  const { counts, messages, values, bind } = parts(
    { caps, workspaceId, isOfUser: `= ${userId}` },
    firstParameter,
  );
  const reached = counts.map((count, index) => `${count} >= ${bind(caps.caps[index]?.maxMessages)}::integer`);
  return { text: `(select ${reached.join(" or ")} from ${messages})`, values };
}

/** How many messages each of these users has, for each of the caps in their order. Users who have none are left out. */
export function countsOfUsers(
  caps: CapsInForce,
  workspaceId: WorkspaceId,
  userIds: readonly string[],
): SqlFragment {
  const { counts, messages, values } = parts({ caps, workspaceId, isOfUser: "= any($1::text[])" }, 2);
  return {
    text: `select m.user_id as "userId", array[${counts.join(", ")}]::integer[] as counts from ${messages} group by 1`,
    values: [userIds, ...values],
  };
}

function parts({ caps: { caps, latestFrom }, workspaceId, isOfUser }: CapsOfUsers, firstParameter: number) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${firstParameter + values.push(value) - 1}`;
  const messages = `(select c.user_id, c.run_id, ${lastAt(`${bind(latestFrom)}::timestamptz`)} as last_at
    from counted_messages c where c.workspace_id = ${bind(workspaceId)}::text and c.user_id ${isOfUser} offset 0) as m`;
  const counts = caps.map(
    ({ from, runIds }) =>
      `count(*) filter (where m.run_id = any(${bind(runIds)}::uuid[]) and m.last_at >= ${bind(from)}::timestamptz)`,
  );
  return { messages, counts, values, bind };
}

/**
 * When a message was sent at the latest (F1 of frequency-caps.ts). Outcomes are looked up only of what was planned before the
 * shortest window. A triggered send has an end after its lifetime, whether its outcome is still kept or not.
 */
const lastAt = (latestFrom: string): string => `
  case when c.planned_at >= ${latestFrom} then c.planned_at else greatest(c.planned_at, least(
    case when c.send_id = ${NO_SEND} then 'infinity'
      else c.planned_at + interval '${SEND_LIFETIME_MS / 1_000} seconds' end,
    coalesce((select d.settled_at from deliveries d where d.run_id = c.run_id and d.user_id =
      case when c.send_id = ${NO_SEND} then c.user_id else c.user_id || '#' || c.send_id end), 'infinity'))) end`;
