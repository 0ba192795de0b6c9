// A file that a person drops into a channel: a message with it, and the event that the app hears.
import type { FakeTeam } from "./fake-team.ts";
import type { SlackChannel, SlackUser } from "./workspace.ts";

export interface DroppedFile {
  name: string;
  bytes: Buffer;
}

/** @returns the event `file_shared` */
export function dropFile(
  team: FakeTeam,
  user: SlackUser,
  channel: SlackChannel,
  { name, bytes }: DroppedFile,
): Record<string, unknown> {
  const id = team.workspace.nextId("F");
  const ts = team.workspace.nextTs();
  const sharedBy = { userId: user.id, channelId: channel.id, ts };
  team.files.set(id, { id, name, bytes, isComplete: true, sharedBy });
  channel.messages.push({ type: "message", ts, user: user.id, text: "", files: [id] });
  return { type: "file_shared", file_id: id, file: { id }, user_id: user.id, channel_id: channel.id };
}
