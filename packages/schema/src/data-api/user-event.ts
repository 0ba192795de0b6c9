// Events on `events.<ws>.<shard>`, as the API accepts them and everybody who follows reads them. In the order of the stream:
// what happened to a user's events (moved, removed) stands among them, so that whoever follows does the same.
import { z } from "zod";
import { RunId, UserId, WorkspaceId } from "../ids.ts";
import { JsonValue } from "./json-value.ts";
import { DATA_PLATFORMS } from "./platform.ts";

/** Of a workspace: events of one user are always in the same one. */
export const EVENT_SHARDS = 4;

export const UserEvent = z.strictObject({
  kind: z.literal("event"),
  /** UUIDv7, minted when the event was accepted. */
  event_id: RunId,
  user_id: UserId,
  name: z.string(),
  /** When it happened, UTC. */
  at_ms: z.int(),
  device_id: z.string().nullable(),
  platform: z.enum(DATA_PLATFORMS).nullable(),
  app_version: z.string().nullable(),
  /** Of the user's clock from UTC. */
  timezone_offset_s: z.int().nullable(),
  attributes: z.record(z.string(), JsonValue),
});
export type UserEvent = z.infer<typeof UserEvent>;

/** Earlier events of the merged user belong to the retained one from here on. */
export const UserMerged = z.strictObject({
  kind: z.literal("user_merged"),
  merged_user_id: UserId,
  retained_user_id: UserId,
});
/** Earlier events of the user are to be forgotten. */
export const UserDeleted = z.strictObject({ kind: z.literal("user_deleted"), user_id: UserId });

export const EventEntry = z.discriminatedUnion("kind", [UserEvent, UserMerged, UserDeleted]);
export type EventEntry = z.infer<typeof EventEntry>;

export const EventsMessage = z.strictObject({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  entries: z.array(EventEntry).min(1),
});
export type EventsMessage = z.infer<typeof EventsMessage>;

/** HOT: once per event. FNV-1a over UTF-16 units: the same in every process. */
export function eventShard(userId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < userId.length; i++) hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % EVENT_SHARDS;
}
