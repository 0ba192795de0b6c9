// What the engine has to say, told where it belongs; each notice once.
import { CampaignError } from "@sluice/campaigns";
import type { NoticeMessage, NoticeQueue } from "@sluice/bus";
import type { Office } from "../offices/office.ts";
import type { Offices } from "../offices/offices.ts";
import { announceNotice } from "./announce-notice.ts";

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

async function tell({ notice }: NoticeMessage, office: Office): Promise<void> {
  try {
    await announceNotice(office, notice);
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error; // told again
  }
}
