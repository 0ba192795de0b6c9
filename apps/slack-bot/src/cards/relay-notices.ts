// What the engine has to say, told in the campaign's thread; each notice once.
import { CampaignError } from "@sluice/campaigns";
import type { NoticeMessage, NoticeQueue } from "@sluice/bus";
import type { Campaign } from "@sluice/schema";
import { escapeText } from "../blocks/text.ts";
import type { Office } from "../offices/office.ts";
import type { Offices } from "../offices/offices.ts";
import type { BotMemory } from "../ports.ts";

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
    for (const office of isFresh ? offices.ofWorkspace(notice.workspace_id) : []) await tell(message, office);
    message.finish();
  }
}

async function tell({ notice }: NoticeMessage, { context, memory }: Office): Promise<void> {
  if (notice.campaign_id === null) return;
  const { desk, board, people } = context;
  try {
    const campaign = await desk.get(notice.campaign_id);
    const isReminder = notice.kind === "review_reminder";
    if (isReminder && !(await isFirstReminder(campaign, memory))) return;
    const mention = isReminder ? ` ${people.approversMention}` : "";
    const sign = SIGN[notice.kind] ?? ":information_source:";
    await board.tell(campaign, `${sign}${mention} ${escapeText(notice.text)}`);
    await board.refreshCampaign(await desk.facts(campaign));
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error; // told again
  }
}

/** The planner announces before it notes that it did: it may do so twice, and people are called once. */
const isFirstReminder = ({ id, review }: Campaign, memory: BotMemory): Promise<boolean> =>
  memory.isFirst(`reminder ${id} ${review?.requested_at ?? ""}`);

const SIGN: Readonly<Record<string, string>> = {
  run_started: ":rocket:",
  run_ended: ":checkered_flag:",
  limit_raised: ":arrow_up:",
  endpoint_failing: ":warning:",
  endpoint_recovered: ":white_check_mark:",
  run_paused_by_breaker: ":double_vertical_bar:",
  authorization_failed: ":lock:",
  review_reminder: ":bell:",
  review_expired: ":hourglass:",
};
