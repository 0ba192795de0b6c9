// Events of users as they are read back, and what happens to them when users are merged or deleted. They are written by the
// ledger, out of the stream (user-events-projection.ts).
import type { WorkspaceId } from "@sluice/schema";
import type { Pool, PoolClient } from "pg";
import type { Store } from "./connect.ts";

export interface FoundEvent {
  event_id: string;
  name: string;
  /** When it happened. */
  at: Date;
  accepted_at: Date;
  device_id: string | null;
  platform: string | null;
  app_version: string | null;
  timezone_offset_s: number | null;
  attributes: Record<string, unknown>;
}

export interface EventCursor {
  atMs: number;
  eventId: string;
}

export interface EventSearch {
  workspaceId: WorkspaceId;
  userId: string;
  name?: string | undefined;
  limit: number;
  /** `next` of the page before. */
  cursor?: EventCursor | undefined;
}

export interface EventPage {
  events: FoundEvent[];
  /** null at the end. */
  next: EventCursor | null;
}

/** Newest first, by the key of each partition: a page costs a page in each of them. */
export async function userEvents({ pool }: Pick<Store, "pool">, search: EventSearch): Promise<EventPage> {
  const { rows } = await pool.query<FoundEvent>(
    `select event_id, name, at, accepted_at, device_id, platform, app_version, timezone_offset_s, attributes
     from user_events
     where workspace_id = $1 and user_id = $2 and ($3::text is null or name = $3)
       and ($4::timestamptz is null or (at, event_id) < ($4, $5::uuid))
     order by at desc, event_id desc limit $6`,
    [
      search.workspaceId,
      search.userId,
      search.name ?? null,
      search.cursor === undefined ? null : new Date(search.cursor.atMs),
      search.cursor?.eventId ?? null,
      search.limit + 1,
    ],
  );
  const events = rows.slice(0, search.limit);
  const last = events.at(-1);
  const hasMore = rows.length > search.limit && last !== undefined;
  return { events, next: hasMore ? { atMs: last.at.getTime(), eventId: last.event_id } : null };
}

type Queries = Pick<Pool | PoolClient, "query">;

export async function moveEvents(
  client: Queries,
  workspaceId: WorkspaceId,
  { mergedUserId, retainedUserId }: { mergedUserId: string; retainedUserId: string },
): Promise<void> {
  await client.query("update user_events set user_id = $3 where workspace_id = $1 and user_id = $2", [
    workspaceId,
    mergedUserId,
    retainedUserId,
  ]);
}

export async function removeEvents(client: Queries, workspaceId: WorkspaceId, userId: string): Promise<void> {
  await client.query("delete from user_events where workspace_id = $1 and user_id = $2", [
    workspaceId,
    userId,
  ]);
}
