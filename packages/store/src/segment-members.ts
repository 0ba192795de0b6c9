// The members of a list of users, which a file changes: a FILE segment, or the workspace's control group.
//
//   M1. A member is a row that holds from one version until another. A load writes rows of the next version, in as many
//       transactions as it has chunks; nobody reads them before its last one, which gives the segment that version.
//   M2. What a load that died has written is taken back before the next one begins.
//   M3. Rows of old versions stay while a run that is not cut yet was published with them, and one version longer: a
//       publication that goes on meanwhile keeps what it read.
//   M4. Only users whom the workspace knows become members.
import type { PoolClient } from "pg";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";
import { inTransaction } from "./in-transaction.ts";
import { copyInto } from "./users-copy.ts";
import { matchedUsers, type MemberAction, memberChange } from "./segment-member-statements.ts";

/** Of the list that is the workspace's control group. */
export const CONTROL_GROUP_ID = "control_group";

export interface MemberLoad {
  workspaceId: WorkspaceId;
  segmentId: string;
  loadId: string;
  /** Whoever began the load earlier than this try may no longer finish it. */
  tries: number;
  action: MemberAction;
  /** What the values of the file are: user ids, or values of an attribute. */
  match: { kind: "user_id" } | { kind: "attribute"; name: string; type: "string" | "double" };
}

export interface LoadCounts {
  bytesRead: number;
  valuesFound: number;
  valuesProcessed: number;
}

/** The load was begun again by another process, or given up. */
export class LoadSupersededError extends Error {
  override readonly name = "LoadSupersededError";
  readonly code = "LOAD_SUPERSEDED";
}

/** M2. @returns the version that the load makes. */
export async function beginMembers(store: Store, { workspaceId, segmentId }: MemberLoad): Promise<number> {
  const list = [workspaceId, segmentId];
  return inTransaction(store.pool, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      "select version from segments where workspace_id = $1 and segment_id = $2 for update",
      list,
    );
    const version = rows[0]?.version ?? 0;
    await client.query(
      "delete from segment_members where workspace_id = $1 and segment_id = $2 and from_version > $3",
      [...list, version],
    );
    await client.query(
      `update segment_members set to_version = default
       where workspace_id = $1 and segment_id = $2 and to_version > $3 and to_version < ${FOR_EVER}`,
      [...list, version],
    );
    await client.query(
      `delete from segment_load_values where workspace_id = $1
         and load_id in (select load_id from segment_loads where workspace_id = $1 and segment_id = $2)`,
      list,
    );
    return version + 1;
  });
}

const FOR_EVER = 2_147_483_647;

/** One chunk of the file. @param version as `beginMembers` returned it. @returns users whom it added or removed */
export async function changeMembers(
  store: Store,
  load: MemberLoad,
  version: number,
  values: readonly string[],
): Promise<number> {
  const rows = Buffer.from(values.map((value) => `${escaped(value)}\n`).join(""));
  return inTransaction(store.pool, async (client) => {
    await client.query(`create temporary table load_staging (value text collate "C") on commit drop`);
    await copyInto(client, "copy load_staging (value) from stdin", rows);
    if (load.match.kind === "attribute") return keepValues(client, load);
    const { rowCount } = await client.query(memberChange(load.action, STAGED_USERS), [
      load.workspaceId,
      load.segmentId,
      version,
    ]);
    return rowCount ?? 0;
  });
}

const escaped = (value: string): string =>
  value.replace(/[\\\t\n\r]/g, (char) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n" })[char] ?? "\\r");

const STAGED_USERS = `select distinct u.user_id from load_staging v
  join users u on u.workspace_id = $1 and u.user_id = v.value`; // M4

async function keepValues(client: PoolClient, { workspaceId, loadId }: MemberLoad): Promise<number> {
  await client.query(
    `insert into segment_load_values (workspace_id, load_id, value)
     select distinct $1::text, $2::uuid, value from load_staging`,
    [workspaceId, loadId],
  );
  return 0;
}

/** M1. @returns how many members the list has, and how many the load added or removed. @throws LoadSupersededError */
export async function finishMembers(
  store: Store,
  load: MemberLoad & { by: string; changed: number; counts: LoadCounts },
  version: number,
): Promise<{ userCount: number; changed: number }> {
  return inTransaction(store.pool, async (client) => {
    await assertStillOurs(client, load);
    const list = [load.workspaceId, load.segmentId];
    const matched = await changeMatched(client, load, version);
    if (load.action === "replace") {
      await client.query(
        `update segment_members set to_version = $3 where workspace_id = $1 and segment_id = $2
           and from_version < $3 and to_version = ${FOR_EVER}`,
        [...list, version],
      );
    }
    const changed = load.changed + matched;
    const userCount = await nextVersion(client, list, version, load.by);
    await endLoad(client, load, changed);
    await removeOldMembers(client, list, version - 1);
    return { userCount, changed };
  });
}

async function assertStillOurs(
  client: PoolClient,
  { workspaceId, loadId, tries }: MemberLoad,
): Promise<void> {
  const { rows } = await client.query(
    `select from segment_loads where workspace_id = $1 and load_id = $2 and tries = $3 and state = 'loading' for update`,
    [workspaceId, loadId, tries],
  );
  if (rows.length === 0) throw new LoadSupersededError(`load ${loadId} is no longer this process's`);
}

async function changeMatched(client: PoolClient, load: MemberLoad, version: number): Promise<number> {
  const { workspaceId, segmentId, loadId, match, action } = load;
  if (match.kind === "user_id") return 0;
  const change = memberChange(action, matchedUsers(match.type));
  const { rowCount } = await client.query(change, [workspaceId, segmentId, version, loadId, match.name]);
  await client.query("delete from segment_load_values where workspace_id = $1 and load_id = $2", [
    workspaceId,
    loadId,
  ]);
  return rowCount ?? 0;
}

async function nextVersion(
  client: PoolClient,
  list: readonly string[],
  version: number,
  by: string,
): Promise<number> {
  const { rows } = await client.query<{ user_count: number }>(
    `update segments set version = $3, updated_by = $4, updated_at = now(), user_count =
       (select count(*) from segment_members where workspace_id = $1 and segment_id = $2 and to_version = ${FOR_EVER})
     where workspace_id = $1 and segment_id = $2 returning user_count`,
    [...list, version, by],
  );
  return rows[0]?.user_count ?? 0;
}

/** The query of an address may carry a secret: it goes when it is no longer needed. */
async function endLoad(
  client: PoolClient,
  { workspaceId, loadId, counts }: MemberLoad & { counts: LoadCounts },
  changed: number,
): Promise<void> {
  await client.query(
    `update segment_loads set state = 'done', finished_at = now(), beat_at = now(), bytes_read = $3, values_found = $4,
       values_processed = $5, user_count = $6, file_url = split_part(file_url, '?', 1),
       callback_state = case when callback_url is not null then 'due' end
     where workspace_id = $1 and load_id = $2`,
    [workspaceId, loadId, counts.bytesRead, counts.valuesFound, counts.valuesProcessed, changed],
  );
}

/** M3 */
async function removeOldMembers(client: PoolClient, list: readonly string[], before: number): Promise<void> {
  await client.query(
    `delete from segment_members where workspace_id = $1 and segment_id = $2 and to_version <= (
       select least($3, min(version)) from (
         select (used ->> 'version')::integer as version from runs, json_array_elements(audience -> 'segments') as used
           where workspace_id = $1 and ended_at is null and cut_finished_at is null and used ->> 'id' = $2
         union all
         select (draw -> 'control_group' ->> 'version')::integer from runs
           where workspace_id = $1 and ended_at is null and cut_finished_at is null and $2 = '${CONTROL_GROUP_ID}'
       ) as used)`,
    [...list, before],
  );
}
