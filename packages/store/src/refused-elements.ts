// Bulk requests of which elements were refused: the answer came before anybody knew.
//
//   R1. Bounded for each workspace: for so many days, and so many requests; the oldest go first.
import type { RefusedElement, WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

export const REFUSED_ELEMENTS_KEPT_DAYS = 7;
const MAX_REQUESTS = 10_000;
/** Removed at a time, so that a request waits for little. */
const ROOM = 200;

export interface StoredRefusals {
  requestId: string;
  elements: number;
  refused: number;
  listed: readonly RefusedElement[];
}

/** A request id that comes again is told of anew. */
export async function keepRefusedElements(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  { requestId, elements, refused, listed }: StoredRefusals,
): Promise<void> {
  await pool.query(
    `insert into refused_elements (workspace_id, request_id, at, elements, refused, listed)
     values ($1, $2, now(), $3, $4, $5)
     on conflict (workspace_id, request_id) do update
       set at = now(), elements = excluded.elements, refused = excluded.refused, listed = excluded.listed`,
    [workspaceId, requestId, elements, refused, JSON.stringify(listed)],
  );
}

/** R1 */
export async function boundRefusedElements(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
): Promise<void> {
  await pool.query(
    `delete from refused_elements where workspace_id = $1 and request_id in (
       (select request_id from refused_elements
        where workspace_id = $1 and at < now() - interval '${REFUSED_ELEMENTS_KEPT_DAYS} days' limit ${ROOM})
       union all
       (select request_id from refused_elements where workspace_id = $1 order by at desc offset ${MAX_REQUESTS} limit ${ROOM}))`,
    [workspaceId],
  );
}

/** null: no element of such a request was refused, or it is too long ago. */
export async function refusedElementsOf(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  requestId: string,
): Promise<StoredRefusals | null> {
  const { rows } = await pool.query<StoredRefusals>(
    `select request_id as "requestId", elements, refused, listed from refused_elements
     where workspace_id = $1 and request_id = $2`,
    [workspaceId, requestId],
  );
  return rows[0] ?? null;
}
