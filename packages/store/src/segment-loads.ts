// Loads: files that change the members of a list, each a row that tells how far it is and what came of it.
//
//   L1. A list has one open load; another file waits for its end.
//   L2. A file that comes in a request is loaded by the process that receives it. A file behind an address is loaded by any
//       process, and by another one when that dies (`claimLoad`).
//   L3. Of each list the newest loads are kept.
import { type Kysely, sql } from "kysely";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import type { Database } from "./database.ts";
import type { MemberAction } from "./segment-member-statements.ts";
import type { LoadCounts } from "./segment-members.ts";
import type { SegmentKey } from "./segments.ts";

export interface NewLoad extends SegmentKey {
  loadId: string;
  action: MemberAction;
  /** `user_id` stands for the unique id. */
  attributeName: string;
  attributeType: "string" | "double";
  /** null: the file is in the request, and its load begins at once. */
  fileUrl: string | null;
  callbackUrl?: string | undefined;
  by: string;
}

export interface StoredLoad {
  load_id: string;
  segment_id: string;
  action: MemberAction;
  attribute_name: string;
  attribute_type: string;
  file_url: string | null;
  callback_url: string | null;
  state: "waiting" | "loading" | "done" | "failed";
  tries: number;
  requested_by: string;
  created_at: Date;
  finished_at: Date | null;
  bytes_read: number;
  values_found: number;
  values_processed: number;
  user_count: number | null;
  error: string | null;
  callback_state: "due" | "told" | "failed" | null;
  callback_tries: number;
}

export interface LoadRef {
  workspaceId: WorkspaceId;
  loadId: string;
}

/** L3 */
const KEPT_LOADS = 100;
/** A process says this often that it is still at it (`beatLoad`); one that is silent for long is taken for dead. */
const SILENT_FOR = sql`interval '60 seconds'`;

/** @returns false while another load of the list is open. */
export async function insertLoad(db: Kysely<Database>, load: NewLoad): Promise<boolean> {
  await failSilentUploads(db, load);
  const isWaiting = load.fileUrl !== null;
  const result = await db
    .insertInto("segment_loads")
    .values({
      workspace_id: load.workspaceId,
      load_id: load.loadId,
      segment_id: load.segmentId,
      action: load.action,
      attribute_name: load.attributeName,
      attribute_type: load.attributeType,
      file_url: load.fileUrl,
      callback_url: load.callbackUrl ?? null,
      state: isWaiting ? "waiting" : "loading",
      tries: isWaiting ? 0 : 1,
      requested_by: load.by,
    })
    .onConflict((conflict) => conflict.doNothing()) // L1
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await removeOldLoads(db, load);
  return true;
}

/** Nobody can go on with an upload whose process died. */
async function failSilentUploads(
  db: Kysely<Database>,
  { workspaceId, segmentId }: SegmentKey,
): Promise<void> {
  await db
    .updateTable("segment_loads")
    .set({ state: "failed", finished_at: new Date(), error: UPLOAD_ENDED })
    .where("workspace_id", "=", workspaceId)
    .where("segment_id", "=", segmentId)
    .where("state", "=", "loading")
    .where("file_url", "is", null)
    .where(sql<boolean>`beat_at < now() - ${SILENT_FOR}`)
    .execute();
}

const UPLOAD_ENDED = "the upload ended before the whole file was there; send it again";

async function removeOldLoads(db: Kysely<Database>, { workspaceId, segmentId }: SegmentKey): Promise<void> {
  await sql`delete from segment_loads where workspace_id = ${workspaceId} and segment_id = ${segmentId}
    and state in ('done', 'failed') and load_id < (
      select load_id from segment_loads where workspace_id = ${workspaceId} and segment_id = ${segmentId}
      order by load_id desc offset ${KEPT_LOADS} limit 1)`.execute(db);
}

/** L2. Of whatever workspace: a load that waits, that another process left, or whose callback is due. null: none. */
export async function claimLoad(store: Store): Promise<LoadRef | null> {
  const { rows } = await store.pool.query<{ workspace_id: WorkspaceId; load_id: string }>(
    "select workspace_id, load_id from claim_segment_load(interval '60 seconds')",
  );
  const [row] = rows;
  return row === undefined ? null : { workspaceId: row.workspace_id, loadId: row.load_id };
}

const columns = [
  "load_id",
  "segment_id",
  "action",
  "attribute_name",
  "attribute_type",
  "file_url",
  "callback_url",
  "state",
  "tries",
  "requested_by",
  "created_at",
  "finished_at",
  "bytes_read",
  "values_found",
  "values_processed",
  "user_count",
  "error",
  "callback_state",
  "callback_tries",
] as const;

export async function getLoad(
  db: Kysely<Database>,
  { workspaceId, loadId }: LoadRef,
): Promise<StoredLoad | null> {
  const row = await db
    .selectFrom("segment_loads")
    .select(columns)
    .where("workspace_id", "=", workspaceId)
    .where("load_id", "=", loadId)
    .executeTakeFirst();
  return row ?? null;
}

/** Newest first, of one list. */
export const listLoads = (
  db: Kysely<Database>,
  { workspaceId, segmentId }: SegmentKey,
  limit: number,
): Promise<StoredLoad[]> =>
  db
    .selectFrom("segment_loads")
    .select(columns)
    .where("workspace_id", "=", workspaceId)
    .where("segment_id", "=", segmentId)
    .orderBy("load_id", "desc")
    .limit(limit)
    .execute();

/** @returns false when the load is another process's by now. */
export async function beatLoad(
  db: Kysely<Database>,
  { workspaceId, loadId }: LoadRef,
  tries: number,
  counts: LoadCounts,
): Promise<boolean> {
  const result = await db
    .updateTable("segment_loads")
    .set({
      beat_at: sql<Date>`now()`,
      bytes_read: counts.bytesRead,
      values_found: counts.valuesFound,
      values_processed: counts.valuesProcessed,
    })
    .where("workspace_id", "=", workspaceId)
    .where("load_id", "=", loadId)
    .where("tries", "=", tries)
    .where("state", "=", "loading")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @param error in words that people may see: no address with its query, no secret */
export async function failLoad(
  db: Kysely<Database>,
  { workspaceId, loadId }: LoadRef,
  tries: number,
  error: string,
): Promise<void> {
  const result = await db
    .updateTable("segment_loads")
    .set({
      state: "failed",
      finished_at: sql<Date>`now()`,
      beat_at: sql<Date>`now()`,
      error,
      file_url: sql<string>`split_part(file_url, '?', 1)`,
      callback_state: sql<"due">`case when callback_url is not null then 'due' end`,
    })
    .where("workspace_id", "=", workspaceId)
    .where("load_id", "=", loadId)
    .where("tries", "=", tries)
    .where("state", "=", "loading")
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  await db
    .deleteFrom("segment_load_values")
    .where("workspace_id", "=", workspaceId)
    .where("load_id", "=", loadId)
    .execute();
}

/** Whoever is there goes on with it, from its beginning. */
export async function releaseLoad(
  db: Kysely<Database>,
  { workspaceId, loadId }: LoadRef,
  tries: number,
): Promise<void> {
  await db
    .updateTable("segment_loads")
    .set({ state: "waiting" })
    .where("workspace_id", "=", workspaceId)
    .where("load_id", "=", loadId)
    .where("tries", "=", tries)
    .where("state", "=", "loading")
    .execute();
}

/** What came of a try to tell: `due` once more, or for good. */
export async function noteCallback(
  db: Kysely<Database>,
  { workspaceId, loadId }: LoadRef,
  state: "due" | "told" | "failed",
): Promise<void> {
  await db
    .updateTable("segment_loads")
    .set({
      callback_state: state,
      callback_tries: sql<number>`callback_tries + 1`,
      beat_at: sql<Date>`now()`,
    })
    .where("workspace_id", "=", workspaceId)
    .where("load_id", "=", loadId)
    .where("callback_state", "=", "due")
    .execute();
}
