// The home tab of one person, as it is now.
import type { WebClient } from "@slack/web-api";
import type { Campaign, CampaignStatus, WorkspaceStop } from "@sluice/schema";
import { deedsFor } from "../actions/deeds-for.ts";
import { canDo } from "../actions/verb-rules.ts";
import type { HealthFacts } from "../blocks/health.ts";
import { HOME_ROWS, type HomeRow, homeView } from "../blocks/home.ts";
import type { BotOptions } from "../bot-options.ts";
import { ACTIONS, type ActionId } from "../blocks/buttons.ts";
import type { Office } from "../offices/office.ts";
import type { SlackPerson } from "../slack/people.ts";

const DRAFT: readonly CampaignStatus[] = ["DRAFT", "REJECTED"];
const LIVE: readonly CampaignStatus[] = ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"];
/** Of those that wait for anybody; which of them wait for this person is seen one by one. */
const MAX_LOOKED_AT = 25;

export async function showHome(
  office: Office,
  { health }: Pick<BotOptions, "health">,
  client: WebClient,
  userId: string,
): Promise<void> {
  const { desk, people } = office.context;
  const person = await people.of(userId);
  const mine = { person: person.person };
  const [pending, drafts, live, own, recent, lateRuns, stop] = await Promise.all([
    desk.list({ statuses: ["UNDER_REVIEW"], limit: MAX_LOOKED_AT }),
    desk.list({ ...mine, statuses: DRAFT, limit: HOME_ROWS }),
    desk.list({ statuses: LIVE, limit: HOME_ROWS }),
    desk.list({ ...mine, limit: MAX_LOOKED_AT }),
    desk.list({ limit: HOME_ROWS }),
    desk.lateRuns(),
    desk.stopInForce(),
  ]);
  const rows = (campaigns: readonly Campaign[]) =>
    Promise.all(campaigns.map((one) => rowOf(office, person, one)));
  const facts: HealthFacts = { ...health(), editsLeft: office.budget.left, lateRuns };
  const view = homeView({
    waiting: (await rows(pending)).filter(({ actions }) => actions.includes("campaign_approve")),
    drafts: await rows(drafts),
    live: await rows(live),
    mine: await rows(own.filter(({ status }) => !DRAFT.includes(status)).slice(0, HOME_ROWS)),
    recent: await rows(recent),
    stop: stop === null ? null : { stop, userIds: await people.userIdsOf(personsIn(stop)) },
    health: facts,
  });
  await client.views.publish({ user_id: userId, view });
}

const personsIn = ({ stopped_by: by, lifts }: WorkspaceStop): string[] => [
  by,
  ...lifts.map(({ lifted_by }) => lifted_by),
];

async function rowOf({ context }: Office, person: SlackPerson, campaign: Campaign): Promise<HomeRow> {
  const deeds = await deedsFor(campaign, person, (one) => context.people.approvalRefusal(one));
  const isEditable = person.refusal === null && canDo("submit", campaign);
  const edits: ActionId[] = isEditable ? ["campaign_edit", "campaign_file"] : [];
  const actions = deeds.flatMap((deed) => ACTIONS.filter((action) => action === `campaign_${deed}`));
  return { campaign, actions: [...actions, ...edits, "campaign_watch"] };
}
