// A file in a campaign's thread, where Slack lets the bot add one.
import type { WebClient } from "@slack/web-api";
import type { Campaign } from "@sluice/schema";
import type { BotMemory } from "../ports.ts";
import { type TextFile, uploadFile } from "./upload-file.ts";

/** @returns false when the campaign has no thread, or the app lacks the scope */
export async function addFile(
  { client, memory }: { client: WebClient; memory: Pick<BotMemory, "cardsOf"> },
  { id }: Campaign,
  file: TextFile,
): Promise<boolean> {
  const [card] = await memory.cardsOf(id);
  if (card === undefined) return false;
  try {
    await uploadFile(client, { channel: card.channelId, thread_ts: card.messageTs }, file);
    return true;
  } catch (error) {
    if (isMissingScope(error)) return false;
    throw error;
  }
}

const isMissingScope = (error: unknown): boolean =>
  Reflect.get(Object(Reflect.get(Object(error), "data")), "error") === "missing_scope";
