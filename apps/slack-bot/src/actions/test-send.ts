// A test send from Slack: the newest content to one person, through an API process, which has the secrets and the way out. What came
// of it stands in the campaign's thread.
//
//   T1. What was sent is shown to everybody only where the policy names the users for tests: anybody else is a customer, whose data is
//       for the eyes of whoever asked.
import { CampaignError } from "@sluice/campaigns";
import type { AnsweredTest, Campaign } from "@sluice/schema";
import type { TestTarget } from "../acting-ports.ts";
import { nameOf } from "../blocks/campaign-words.ts";
import { type Told, testBlocks, testText } from "../blocks/test-message.ts";
import { quoted } from "../blocks/text.ts";
import type { CardBoard } from "../cards/card-board.ts";
import type { CampaignDesk } from "../ports.ts";
import type { People, SlackPerson } from "../slack/people.ts";
import { actorOf } from "./actor-of.ts";
import { inWords } from "./in-words.ts";

export interface TestContext {
  desk: Pick<CampaignDesk, "test" | "areTestUsersNamed">;
  board: Pick<CardBoard, "tell" | "hasThread">;
  people: Pick<People, "of">;
  teamId: string;
}

export interface WantedTest {
  campaign: Campaign;
  /** `@me`, an address, somebody's mention, or the id of a user; empty: `@me`. */
  to: string;
  userId: string;
  /** For the audit log. */
  from: string;
}

const NOBODY_ANSWERS =
  "No API process answered, so nothing is known to have been sent. Tests are sent by the API: see that it runs (`sluice run api`), and try again.";

export async function testSend(context: TestContext, wanted: WantedTest): Promise<Told> {
  const { desk, people } = context;
  const { campaign, userId, from } = wanted;
  const person = await people.of(userId);
  if (person.refusal !== null) return { text: person.refusal };
  const to = await targetOf(context, wanted.to, person);
  if (to === null)
    return {
      text: `“${quoted(wanted.to, 60)}” has no mailbox that Slack tells. Name an address or a user id.`,
    };
  const actor = actorOf(context, person, from);
  try {
    const answered = await desk.test(actor, campaign.id, to);
    return answered === null ? { text: NOBODY_ANSWERS } : await tell(context, wanted, answered);
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    return { text: inWords(error) };
  }
}

async function tell(
  { board, desk }: TestContext,
  { campaign, userId }: WantedTest,
  answered: AnsweredTest,
): Promise<Told> {
  if ("refusal" in answered)
    return { text: inWords(new CampaignError("INVALID", answered.refusal, { problems: answered.problems })) };
  const { recipients } = answered;
  const text = `:test_tube: <@${userId}> sent a test of ${quoted(nameOf(campaign), 120)} v${campaign.version}: ${testText(recipients)}`;
  const whole = { text, blocks: testBlocks(text, recipients) };
  if (!(await board.hasThread(campaign))) return whole;
  const isForAll = await desk.areTestUsersNamed(); // T1
  await board.tell(campaign, text, isForAll ? { blocks: whole.blocks } : {});
  return isForAll
    ? { text: `${testText(recipients)}. What was sent and answered stands in its thread.` }
    : whole;
}

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;
const ADDRESS = /^(?:<mailto:)?([^\s<>|]+@[^\s<>|]+)(?:\|[^>]*)?>?$/;

/** null: somebody whose mailbox nobody knows. */
async function targetOf(
  { people }: TestContext,
  typed: string,
  asker: SlackPerson,
): Promise<TestTarget | null> {
  const text = typed.trim();
  const [, mentioned] = MENTION.exec(text) ?? [];
  if (text === "" || text.toLowerCase() === "@me" || text.toLowerCase() === "me") return mailbox(asker);
  if (mentioned !== undefined) return mailbox(await people.of(mentioned));
  const [, address] = ADDRESS.exec(text) ?? [];
  if (address !== undefined) return { identifier: "EMAIL", value: address };
  return { identifier: "USER_ATTRIBUTE_UNIQUE_ID", value: text };
}

const mailbox = ({ person }: SlackPerson): TestTarget | null =>
  person.includes("@") ? { identifier: "EMAIL", value: person } : null;
