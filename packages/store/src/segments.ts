// Custom segments: saved rules, and lists of users who were named in files (segment-members.ts).
//
//   S1. A name is given once in a workspace, and the same filters once among the segments that are in use.
//   S2. The version grows with every change of what a segment says; archiving and renaming are none.
//   S3. The workspace's control group is a list among them that is never shown as a segment.
import type { KnownSegment, SegmentDefinition, SegmentRef, SegmentType, WorkspaceId } from "@sluice/schema";
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

export interface SegmentKey {
  workspaceId: WorkspaceId;
  segmentId: string;
}

export interface StoredSegment extends KnownSegment {
  user_count: number;
  created_by: string;
  created_at: Date;
  updated_at: Date;
  archived_at: Date | null;
  expires_at: Date | null;
}

export interface NewSegment extends SegmentKey {
  type: SegmentType;
  name: string;
  /** null: a FILE. */
  definition: SegmentDefinition | null;
  definitionHash: string | null;
  by: string;
  at: Date;
  /** It is archived from then on. */
  expiresAt?: Date | undefined;
}

export type SegmentWritten =
  | { kind: "written"; segment: StoredSegment }
  /** S1 */
  | { kind: "exists"; existing: { id: string; name: string }; because: "name" | "definition" }
  | { kind: "too_many"; count: number }
  | { kind: "not_found" };

const isInUse = sql<boolean>`(archived_at is null and (expires_at is null or expires_at > now()))`;

const segmentRows = (db: Kysely<Database>, workspaceId: WorkspaceId) =>
  db
    .selectFrom("segments")
    .select([
      "segment_id as id",
      sql<SegmentType>`type`.as("type"),
      "name",
      "version",
      "definition",
      "user_count",
      "created_by",
      "created_at",
      "updated_by",
      "updated_at",
      "archived_at",
      "expires_at",
      sql<boolean>`not ${isInUse}`.as("is_archived"),
    ])
    .where("workspace_id", "=", workspaceId)
    .where("type", "<>", "CONTROL_GROUP"); // S3

/** Of those that are there, archived ones among them. */
export async function findSegments(
  db: Kysely<Database>,
  workspaceId: WorkspaceId,
  refs: readonly SegmentRef[],
): Promise<KnownSegment[]> {
  const ids = refs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const names = refs.flatMap(({ id, name }) => (id !== undefined || name === undefined ? [] : [name]));
  return segmentRows(db, workspaceId)
    .where(sql<boolean>`(segment_id = any(${ids}) or name = any(${names}))`)
    .execute();
}

export async function getSegment(
  db: Kysely<Database>,
  { workspaceId, segmentId }: SegmentKey,
): Promise<StoredSegment | null> {
  const row = await segmentRows(db, workspaceId).where("segment_id", "=", segmentId).executeTakeFirst();
  return row ?? null;
}

export interface SegmentPage {
  workspaceId: WorkspaceId;
  name?: string | undefined;
  /** Archived ones among them, for as long after they were archived. */
  archivedSince: Date | null;
  after?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listSegments(
  db: Kysely<Database>,
  { workspaceId, name, archivedSince, after, limit }: SegmentPage,
): Promise<StoredSegment[]> {
  const isListed =
    archivedSince === null
      ? isInUse
      : sql<boolean>`coalesce(archived_at, expires_at, 'infinity') > ${archivedSince}`;
  let rows = segmentRows(db, workspaceId).where(isListed);
  if (name !== undefined) rows = rows.where("name", "=", name);
  if (after !== undefined) rows = rows.where("segment_id", "<", after);
  return rows.orderBy("segment_id", "desc").limit(limit).execute();
}

/** @param maxInUse segments of the workspace that are not archived */
export async function insertSegment(
  db: Kysely<Database>,
  segment: NewSegment,
  maxInUse: number,
): Promise<SegmentWritten> {
  await lockSegments(db, segment.workspaceId);
  const count = await countInUse(db, segment.workspaceId);
  if (count >= maxInUse) return { kind: "too_many", count };
  const taken = await whoHas(db, segment);
  if (taken !== null) return taken;
  const { workspaceId, segmentId, definition, definitionHash, by, at, expiresAt, ...rest } = segment;
  await db
    .insertInto("segments")
    .values({
      ...rest,
      workspace_id: workspaceId,
      segment_id: segmentId,
      version: definition === null ? 0 : 1,
      definition: definition === null ? null : JSON.stringify(definition),
      definition_hash: definitionHash,
      created_by: by,
      created_at: at,
      updated_by: by,
      updated_at: at,
      expires_at: expiresAt ?? null,
    })
    .execute();
  return written(db, segment);
}

export interface SegmentChange extends SegmentKey {
  name?: string | undefined;
  definition: SegmentDefinition;
  definitionHash: string;
  by: string;
  at: Date;
}

/** Of a FILTER that is not archived. */
export async function updateSegment(db: Kysely<Database>, change: SegmentChange): Promise<SegmentWritten> {
  await lockSegments(db, change.workspaceId);
  const stored = await getSegment(db, change);
  if (stored === null) return { kind: "not_found" };
  const taken = await whoHas(db, { ...change, name: change.name ?? stored.name });
  if (taken !== null) return taken;
  await db
    .updateTable("segments")
    .set({
      name: change.name ?? stored.name,
      version: sql<number>`version + (definition_hash is distinct from ${change.definitionHash})::int`, // S2
      definition: JSON.stringify(change.definition),
      definition_hash: change.definitionHash,
      updated_by: change.by,
      updated_at: change.at,
    })
    .where("workspace_id", "=", change.workspaceId)
    .where("segment_id", "=", change.segmentId)
    .execute();
  return written(db, change);
}

/** @param archivedAt null: back in use, which another segment with its filters, or too many, may prevent. */
export async function setSegmentArchived(
  db: Kysely<Database>,
  { workspaceId, segmentId }: SegmentKey,
  archivedAt: Date | null,
  maxInUse: number,
): Promise<SegmentWritten> {
  await lockSegments(db, workspaceId);
  const row = await db
    .selectFrom("segments")
    .select(["name", "definition_hash as definitionHash", sql<boolean>`${isInUse}`.as("isInUse")])
    .where("workspace_id", "=", workspaceId)
    .where("segment_id", "=", segmentId)
    .where("type", "<>", "CONTROL_GROUP")
    .executeTakeFirst();
  if (row === undefined) return { kind: "not_found" };
  if (archivedAt === null && !row.isInUse) {
    const count = await countInUse(db, workspaceId);
    if (count >= maxInUse) return { kind: "too_many", count };
    const taken = await whoHas(db, { workspaceId, segmentId, ...row });
    if (taken !== null) return taken;
  }
  if (row.isInUse !== (archivedAt === null)) {
    await db
      .updateTable("segments")
      .set({ archived_at: archivedAt, ...(archivedAt === null && { expires_at: null }) })
      .where("workspace_id", "=", workspaceId)
      .where("segment_id", "=", segmentId)
      .execute();
  }
  return written(db, { workspaceId, segmentId });
}

/** Counting and writing are one step: two creates at once do not pass a limit or share a name. */
async function lockSegments(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(5071012, hashtext(${workspaceId}))`.execute(db);
}

async function countInUse(db: Kysely<Database>, workspaceId: WorkspaceId): Promise<number> {
  const { count } = await db
    .selectFrom("segments")
    .select((query) => query.fn.countAll<number>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("type", "<>", "CONTROL_GROUP")
    .where(isInUse)
    .executeTakeFirstOrThrow();
  return count;
}

/** S1 */
async function whoHas(
  db: Kysely<Database>,
  wanted: SegmentKey & { name: string; definitionHash: string | null },
): Promise<Extract<SegmentWritten, { kind: "exists" }> | null> {
  const row = await db
    .selectFrom("segments")
    .select(["segment_id as id", "name"])
    .where("workspace_id", "=", wanted.workspaceId)
    .where("segment_id", "<>", wanted.segmentId)
    .where(
      sql<boolean>`(name = ${wanted.name} or definition_hash = ${wanted.definitionHash} and archived_at is null)`,
    )
    .orderBy(sql`name <> ${wanted.name}`)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { kind: "exists", existing: row, because: row.name === wanted.name ? "name" : "definition" };
}

async function written(db: Kysely<Database>, key: SegmentKey): Promise<SegmentWritten> {
  const segment = await getSegment(db, key);
  return segment === null ? { kind: "not_found" } : { kind: "written", segment };
}
