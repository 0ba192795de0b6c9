// What the engine has to say, told in the campaign's thread; each notice once.
import { CampaignError } from "@sluice/campaigns";
import type { NoticeMessage, NoticeQueue } from "@sluice/bus";
import { escapeText } from "../blocks/text.ts";
import type { CampaignDesk } from "../ports.ts";
import type { Offices } from "../offices/offices.ts";
import type { CardBoard } from "./card-board.ts";

const MOST = 20;
const WAIT_MS = 1_000;
/** After that nobody wants to hear it any more: a bot that was away tells what is, not what was. */
const FRESH_FOR_MS = 15 * 60_000;

export async function relayNotices(
  queue: Pick<NoticeQueue, "next">,
  { offices, nowMs }: { offices: Pick<Offices, "ofWorkspace">; nowMs: () => number },
): Promise<void> {
  for (const message of await queue.next(MOST, WAIT_MS)) {
    const { notice } = message;
    const isFresh = nowMs() - Date.parse(notice.at) < FRESH_FOR_MS;
    for (const { context } of isFresh ? offices.ofWorkspace(notice.workspace_id) : [])
      await tell(message, context);
    message.finish();
  }
}

async function tell(
  { notice }: NoticeMessage,
  { desk, board }: { desk: CampaignDesk; board: CardBoard },
): Promise<void> {
  if (notice.campaign_id === null) return;
  try {
    const campaign = await desk.get(notice.campaign_id);
    await board.tell(campaign, `${SIGN[notice.kind] ?? ":information_source:"} ${escapeText(notice.text)}`);
    await board.refreshCampaign(await desk.facts(campaign));
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error; // told again
  }
}

const SIGN: Readonly<Record<string, string>> = {
  run_started: ":rocket:",
  run_ended: ":checkered_flag:",
  limit_raised: ":arrow_up:",
  endpoint_failing: ":warning:",
  endpoint_recovered: ":white_check_mark:",
  run_paused_by_breaker: ":double_vertical_bar:",
  authorization_failed: ":lock:",
};
