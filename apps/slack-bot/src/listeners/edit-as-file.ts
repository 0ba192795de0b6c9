// A campaign handed to somebody as a file: in a modal, or as a file of their own when it is longer than a modal holds.
import type { WebClient } from "@slack/web-api";
import type { Campaign } from "@sluice/schema";
import { nameOf } from "../blocks/campaign-words.ts";
import { quoted } from "../blocks/text.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { campaignFileText, fileModal } from "../modals/file-step.ts";
import { uploadFile } from "../slack/upload-file.ts";
import { shortId } from "../short-id.ts";

export async function editAsFile(
  { apiUrl }: Pick<CommandContext, "apiUrl">,
  client: WebClient,
  { campaign, userId, triggerId }: { campaign: Campaign; userId: string; triggerId: string },
): Promise<void> {
  const view = fileModal(campaign, apiUrl);
  if (view === null) return handOver(client, campaign, userId);
  await client.views.open({ trigger_id: triggerId, view });
}

/** Dropped back, it is an edit of the version that it was made from. */
export async function handOver(client: WebClient, campaign: Campaign, userId: string): Promise<void> {
  const text =
    `*${quoted(nameOf(campaign), 120)}* v${campaign.version} as a file: it is longer than a modal holds. ` +
    "Change it and drop it back here.";
  const { channel = userId, ts = "" } = await client.chat.postMessage({ channel: userId, text });
  const name = `${shortId(campaign.id)}-v${campaign.version}.campaign.yaml`;
  await uploadFile(client, { channel, thread_ts: ts }, { name, text: campaignFileText(campaign) });
}
