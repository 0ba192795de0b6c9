// Accepting triggered sends: a group of them becomes one batch of its run.
//
//   S1. One statement: batch, counters and remembered request ids are stored together, under the run's lock. What is
//       answered "accepted" after it is durable.
//   S2. A run that does not send (paused, stopped, replaced, over) takes nothing in, however recently that changed.
//   S3. A request id that is remembered, here or by a run that this one replaces, or stands twice in the group, adds nothing;
//       `sendsOfRequests` tells which send it made.
//   S4. A batch that its acceptor puts on the bus itself is stored as fed. If it dies before it does, the batch is fed and not on
//       the queue, and the ledger's reconciliation plans it again.
import type { RunId } from "@sluice/schema";
import type { Pool } from "pg";
import type { Store } from "./connect.ts";

export interface SendToAccept {
  sendId: string;
  /** JSON of a `RecipientRow`. */
  row: string;
  /** `digest` tells a repeated call from another call with the same id. */
  request: { id: string; digest: Buffer } | null;
}

export interface SendGroup {
  runId: RunId;
  sends: readonly SendToAccept[];
  /** JSON of a batch around its number and its rows. */
  envelope: { beforeBatchNo: string; beforeRows: string; afterRows: string };
  /** The acceptor publishes the batch at once (S4); otherwise the planner feeds it in its turn. */
  isPublishedAtOnce: boolean;
  now: Date;
}

export interface AcceptedSends {
  /** S2: false when the run took nothing in. */
  isOpen: boolean;
  acceptedIds: ReadonlySet<string>;
  /** null when nothing was new. */
  batch: { batchNo: number; payload: string; isFed: boolean } | null;
}

interface AcceptedRow {
  is_open: boolean;
  accepted: string[] | null;
  batch_no: number | null;
  state: "planned" | "fed" | null;
  payload: string | null;
}

// HOT: once per group. The order by request id keeps two acceptors from waiting for each other.
const ACCEPT = `
  with run as materialized (
    select run_id, status, next_batch_no, replaces from runs
    where run_id = $1 and is_triggered and status in ('planned', 'sending') and ended_at is null and replaced_at is null
    for no key update
  ), given as materialized (
    select * from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[])
      with ordinality as g (send_id, row, request_id, content_digest, n)
  ), fresh as (
    insert into send_requests (run_id, request_id, send_id, content_digest, accepted_at)
    select run_id, request_id, send_id, content_digest, $6::timestamptz from given, run
    where request_id is not null and not exists (
      select from send_requests as earlier where earlier.run_id = any(run.replaces) and earlier.request_id = given.request_id)
    order by request_id, n
    on conflict do nothing returning send_id
  ), accepted as materialized (
    select send_id, row, n from given, run
    where request_id is null or send_id in (select send_id from fresh)
  ), batch as (
    insert into run_batches (run_id, batch_no, state, recipients, payload, fed_at)
    select run_id, next_batch_no, state, recipients, $8::text || next_batch_no || $9::text || rows || $10::text,
      case when state = 'fed' then $6::timestamptz end
    from run,
      (select count(*) as recipients, string_agg(row, ',' order by n) as rows from accepted) as a,
      lateral (select case when status = 'sending' and $7 then 'fed' else 'planned' end as state) as s
    where recipients > 0
    returning batch_no, state, payload, recipients
  ), moved as (
    update runs set next_batch_no = batch.batch_no + 1,
      targeted = targeted + batch.recipients, recipients = runs.recipients + batch.recipients
    from batch where run_id = $1
  )
  select exists (select from run) as is_open, (select array_agg(send_id) from accepted) as accepted,
    batch_no, state, payload from (select) as always left join batch on true`;

export const acceptSends = (store: Store, group: SendGroup): Promise<AcceptedSends> =>
  acceptSendsWith(store.pool, group);

export async function acceptSendsWith(client: Pick<Pool, "query">, group: SendGroup): Promise<AcceptedSends> {
  const { sends, envelope } = group;
  const { rows } = await client.query<AcceptedRow>({
    name: "accept-sends",
    text: ACCEPT,
    values: [
      group.runId,
      sends.map(({ sendId }) => sendId),
      sends.map(({ row }) => row),
      sends.map(({ request }) => request?.id ?? null),
      sends.map(({ request }) => request?.digest ?? null),
      group.now,
      group.isPublishedAtOnce,
      envelope.beforeBatchNo,
      envelope.beforeRows,
      envelope.afterRows,
    ],
  });
  const [row] = rows;
  return {
    isOpen: row?.is_open === true,
    acceptedIds: new Set(row?.accepted ?? []),
    batch: row === undefined ? null : batchOf(row),
  };
}

function batchOf({ batch_no, state, payload }: AcceptedRow): AcceptedSends["batch"] {
  if (batch_no === null || payload === null) return null;
  return { batchNo: batch_no, payload, isFed: state === "fed" };
}

export interface RememberedRequest {
  sendId: string;
  digest: Buffer;
  /** Held out by a control group or a frequency cap: which. */
  excluded: string | null;
}

/** What earlier calls with these request ids have sent. */
export async function sendsOfRequests(
  store: Store,
  runId: RunId,
  requestIds: readonly string[],
): Promise<Map<string, RememberedRequest>> {
  const { rows } = await store.pool.query<{
    request_id: string;
    send_id: string;
    content_digest: Buffer;
    excluded: string | null;
  }>(
    `select request_id, send_id, content_digest, excluded from send_requests
     where run_id = any((select array_append(replaces, run_id) from runs where run_id = $1)::uuid[]) and request_id = any($2::text[])`,
    [runId, requestIds],
  );
  return new Map(
    rows.map(
      ({ request_id, send_id, content_digest, excluded }) =>
        [request_id, { sendId: send_id, digest: content_digest, excluded }] as const,
    ),
  );
}

/** The bus did not take the batch: the planner feeds it when it can. One that is done meanwhile stays done. */
export async function leaveToPlanner(store: Store, runId: RunId, batchNo: number): Promise<void> {
  await store.pool.query(
    "update run_batches set state = 'planned', fed_at = null where run_id = $1 and batch_no = $2 and state = 'fed'",
    [runId, batchNo],
  );
}
