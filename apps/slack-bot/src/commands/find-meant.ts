// Which campaign is meant: by short id, id, name, or the link of one of its messages.
import type { Campaign } from "@sluice/schema";
import type { BotMemory, CampaignDesk } from "../ports.ts";
import { parsePermalink } from "./permalink.ts";

/** The best first, at most five. */
export async function findMeant(
  desk: Pick<CampaignDesk, "find" | "get">,
  memory: Pick<BotMemory, "campaignAt">,
  text: string,
): Promise<Campaign[]> {
  const message = parsePermalink(text);
  if (message === null) return desk.find(text);
  const { channelId, messageTs, threadTs } = message;
  const campaignId =
    (await memory.campaignAt({ channelId, messageTs })) ??
    (threadTs === null ? null : await memory.campaignAt({ channelId, messageTs: threadTs }));
  return campaignId === null ? [] : [await desk.get(campaignId)];
}
