// Triggered sends whom a control group or a frequency cap holds out: nothing is sent to them; they are counted, and their request
// ids remembered, as those of sends are.
//
//   H1. One statement under the run's lock: counted and remembered together, once for each request id.
//   H2. A run that does not send takes none of them in either.
import type { RunId, WorkspaceId } from "@sluice/schema";
import { CONTROL_GROUP_ID } from "./segment-members.ts";
import type { Pool } from "pg";
import type { Store } from "./connect.ts";

export interface HeldOutSend {
  sendId: string;
  /** As the run's stats name it. */
  reason: string;
  request: { id: string; digest: Buffer } | null;
}

export interface HeldOutGroup {
  runId: RunId;
  sends: readonly HeldOutSend[];
  now: Date;
}

export interface HeldOutSends {
  /** H2 */
  isOpen: boolean;
  /** The others' request ids were taken. */
  countedIds: ReadonlySet<string>;
}

const HOLD_OUT = `
  with run as materialized (
    select run_id, replaces from runs
    where run_id = $1 and is_triggered and status in ('planned', 'sending') and ended_at is null and replaced_at is null
    for no key update
  ), given as materialized (
    select * from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[])
      with ordinality as g (send_id, reason, request_id, content_digest, n)
  ), fresh as (
    insert into send_requests (run_id, request_id, send_id, content_digest, accepted_at, excluded)
    select run_id, request_id, send_id, content_digest, $6::timestamptz, reason from given, run
    where request_id is not null and not exists (
      select from send_requests as earlier where earlier.run_id = any(run.replaces) and earlier.request_id = given.request_id)
    order by request_id, n
    on conflict do nothing returning send_id
  ), held as materialized (
    select send_id, reason from given, run
    where request_id is null or send_id in (select send_id from fresh)
  ), by_reason as (
    select reason, count(*) as sends from held group by 1
  ), moved as (
    update runs set targeted = targeted + (select sum(sends) from by_reason),
      excluded = runs.excluded || (
        select jsonb_object_agg(reason, sends + coalesce((runs.excluded ->> reason)::bigint, 0)) from by_reason)
    where run_id = $1 and exists (select from by_reason)
  )
  select exists (select from run) as is_open, (select array_agg(send_id) from held) as counted`;

export const holdOutSends = (store: Store, group: HeldOutGroup): Promise<HeldOutSends> =>
  holdOutSendsWith(store.pool, group);

export async function holdOutSendsWith(
  client: Pick<Pool, "query">,
  { runId, sends, now }: HeldOutGroup,
): Promise<HeldOutSends> {
  const { rows } = await client.query<{ is_open: boolean; counted: string[] | null }>({
    name: "hold-out-sends",
    text: HOLD_OUT,
    values: [
      runId,
      sends.map(({ sendId }) => sendId),
      sends.map(({ reason }) => reason),
      sends.map(({ request }) => request?.id ?? null),
      sends.map(({ request }) => request?.digest ?? null),
      now,
    ],
  });
  const [row] = rows;
  return { isOpen: row?.is_open === true, countedIds: new Set(row?.counted ?? []) };
}

/** Of these users, those whom the list of the workspace's control group has in this version. */
export async function listedInControlGroup(
  store: Store,
  workspaceId: WorkspaceId,
  version: number,
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await store.pool.query<{ user_id: string }>({
    name: "listed-in-control-group",
    text: `select user_id from segment_members where workspace_id = $1 and segment_id = $2 and user_id = any($3::text[])
      and from_version <= $4 and to_version > $4`,
    values: [workspaceId, CONTROL_GROUP_ID, userIds, version],
  });
  return new Set(rows.map(({ user_id }) => user_id));
}
