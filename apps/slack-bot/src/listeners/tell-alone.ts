// An answer to one person: where they acted, seen by nobody else. From the home tab, and where the bot is no member of the channel (a
// command can be typed anywhere), as a direct message.
import type { WebClient } from "@slack/web-api";

/** @param placeId channel, or the person */
export async function tellAlone(
  client: WebClient,
  placeId: string,
  userId: string,
  text: string,
): Promise<void> {
  if (placeId !== userId && (await isToldThere(client, placeId, userId, text))) return;
  await client.chat.postMessage({ channel: userId, text });
}

/** @throws what is no refusal: then it may have been told */
async function isToldThere(client: WebClient, channel: string, user: string, text: string): Promise<boolean> {
  try {
    await client.chat.postEphemeral({ channel, user, text });
    return true;
  } catch (error) {
    if (NOT_THERE.has(String(Reflect.get(Object(Reflect.get(Object(error), "data")), "error")))) return false;
    throw error;
  }
}

const NOT_THERE = new Set(["channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"]);
