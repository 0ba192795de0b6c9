// A notice of the engine, told where it belongs: of a run in its campaign's thread, of the whole workspace loudly in the channel.
import type { Campaign, Notice } from "@sluice/schema";
import { noticeMessage } from "../blocks/notice-message.ts";
import { stopMessage } from "../blocks/stop-message.ts";
import { escapeText, section } from "../blocks/text.ts";
import type { Office } from "../offices/office.ts";
import type { BotMemory } from "../ports.ts";

type Listening = Pick<Office, "place" | "context" | "memory">;

export const announceNotice = (office: Listening, notice: Notice): Promise<void> =>
  notice.campaign_id === null ? ofWorkspace(office, notice) : ofCampaign(office, notice.campaign_id, notice);

async function ofCampaign({ context, memory }: Listening, campaignId: string, notice: Notice): Promise<void> {
  const { desk, board, people } = context;
  const campaign = await desk.get(campaignId);
  const isReminder = notice.kind === "review_reminder";
  if (isReminder && !(await isFirstReminder(campaign, memory))) return;
  const owner = (await people.userIdsOf([campaign.created_by])).get(campaign.created_by) ?? null;
  const called = { owner, approvers: people.approversMention };
  const { text, ...more } = noticeMessage(notice, campaign, called);
  await board.tell(campaign, text, more);
  await board.refreshCampaign(await desk.facts(campaign));
}

/** The planner announces before it notes that it did: it may do so twice, and people are called once. */
const isFirstReminder = ({ id, review }: Campaign, memory: BotMemory): Promise<boolean> =>
  memory.isFirst(`reminder ${id} ${review?.requested_at ?? ""}`);

/** What holds now, whatever held when the notice was written; one that is no longer true is told in its own words. */
async function ofWorkspace({ context, place }: Listening, notice: Notice): Promise<void> {
  const { desk, board, people } = context;
  const stop = await desk.stopInForce();
  if (stop === null) {
    const text = `:large_green_circle: ${escapeText(notice.text)}`;
    board.announce(place.channelId, text, [section(text)]);
    return;
  }
  const persons = [stop.stopped_by, ...stop.lifts.map(({ lifted_by }) => lifted_by)];
  const { text, blocks } = stopMessage(stop, await people.userIdsOf(persons));
  board.announce(place.channelId, text, blocks);
}
