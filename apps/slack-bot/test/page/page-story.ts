// The story that the page's test and the pictures tell: Ann writes a campaign and may not approve it herself; Ben approves and
// launches it; everything is stopped, allowed again by two people, and the run goes on to its end.
import type { Locator } from "playwright-core";
import type { PageHand } from "./page-hand.ts";

export interface StoryPlan {
  name: string;
  endpointUrl: string;
  city: string;
  /** How many users live there, as people read it. */
  audience: string;
  requestsPerMinute: string;
  /** From the launch. */
  endsWithinMs: number;
  /** What stands still for a moment: the page, or a part of it. */
  picture: (name: string, what?: Locator) => Promise<void>;
}

const BODY = `{"to": "{{UserAttribute['user_id']}}", "text": "The winter sale begins in {{UserAttribute['city']}}."}`;

const FILE = `channel: CONNECTOR
campaign_delivery_type: ONE_TIME
basic_details:
  name: Spring sale
segmentation_details:
  is_all_user_campaign: true
`;

export async function writeCampaign(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.be("ann");
  await hand.types("/campaign new");
  await hand.seesModal("New campaign");
  await hand.fills({ Name: plan.name, Tags: "winter, sale" });
  await plan.picture("write-1-basics", hand.modal);
  await hand.submits();
  await chooseAudience(hand, plan);
  await describeRequest(hand, plan);
  await hand.seesModal("Look at it");
  await hand.readsInModal(`${plan.audience} users`);
  await plan.picture("write-4-look-at-it", hand.modal);
  await hand.submits();
  await hand.modal.waitFor({ state: "hidden" });
}

async function chooseAudience(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.seesModal("To whom");
  await hand.fills({
    "Who gets it": "Users with these attributes, or in these segments",
    Attribute: "city",
    Value: plan.city,
  });
  await hand.readsInModal(`It reaches ${plan.audience} users`);
  await plan.picture("write-2-to-whom", hand.modal);
  await hand.submits();
}

/** With a mistake, which is told at its field. */
async function describeRequest(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.seesModal("What and when");
  await hand.fills({
    Method: "POST",
    URL: "example.com/notify",
    "Text of the body": BODY,
    Start: "As soon as it is launched",
    "Request limit": plan.requestsPerMinute,
  });
  await hand.submits();
  await hand.errorOf("URL").filter({ hasText: "use an absolute" }).waitFor();
  await plan.picture("write-3-what-is-wrong", hand.modal);
  await hand.fills({ URL: plan.endpointUrl });
  await hand.submits();
}

export async function approveIt(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.sees("waiting for approval");
  await hand.clicks("Approve");
  await hand.sees("created this campaign and cannot approve it");
  await hand.button("Approve").waitFor(); // the card is as before
  await plan.picture("refused");
  await hand.be("ben");
  await hand.sees("waiting for approval");
  await hand.clicks("Approve");
  await hand.button("Launch").waitFor();
}

/** Its name has to be typed: it goes to many. */
export async function launchIt(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.clicks("Launch");
  await hand.question.filter({ hasText: `${plan.name} goes to ${plan.audience} users.` }).waitFor();
  await hand.answers("Launch");
  await hand.seesModal("Launch?");
  await hand.fills({ "Type the campaign's name": plan.name });
  await plan.picture("launch", hand.modal);
  await hand.submits();
  await hand.sees(`${plan.name} · sending`);
}

export async function stopEverything(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.types("/campaign stop-all");
  await hand.seesModal("Stop everything?");
  await hand.fills({ "Why, for everybody who looks": "The shop is down" });
  await plan.picture("stop-all-asked", hand.modal);
  await hand.submits();
  await hand.sees("Everything is stopped");
  await hand.sees(`${plan.name} · paused`);
  await plan.picture("stop-all", hand.message("Everything is stopped").locator(".body"));
}

/** Two people, then the run is resumed. */
export async function liftTheStop(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.clicks("Lift the stop (0 of 2)");
  await hand.answers("Lift it");
  await hand.button("Lift the stop (1 of 2)").waitFor();
  await hand.be("cleo");
  await hand.clicks("Lift the stop (1 of 2)");
  await hand.answers("Lift it");
  await hand.sees(/The stop is lifted/); // not "Until the stop is lifted", which it said before
  await hand.clicks("Resume");
  // The rest of a small run may be sent before its card is edited again.
  await hand.sees(new RegExp(`${plan.name} · (sending|sent)`));
}

/** A campaign from a file, dropped into the channel under a name that says what it is. */
export async function dropAFile(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.be("ann");
  await hand.drops("spring.campaign.yaml", FILE);
  const answer = await hand.sees("Spring sale");
  await plan.picture("from-a-file", answer.locator(".body"));
}

export async function seeHome(hand: PageHand, plan: StoryPlan): Promise<void> {
  await hand.be("ann");
  await hand.opensApp();
  await hand.home.filter({ hasText: plan.name }).waitFor();
  await plan.picture("home");
  await hand.opensChannel("campaigns");
}

/** After three full minutes there is something to draw. */
export async function seeTheChart(hand: PageHand, plan: StoryPlan): Promise<void> {
  const card = hand.message(`${plan.name} · sending`);
  await card.locator("svg.chart").waitFor({ timeout: plan.endsWithinMs });
  await plan.picture("live-card", card.locator(".body"));
}

export async function seeItEnd(hand: PageHand, plan: StoryPlan): Promise<void> {
  const card = hand.message(`${plan.name} · sent`).filter({ hasText: "Possible duplicates" });
  await card.waitFor({ timeout: plan.endsWithinMs });
  await hand.opensThread();
  await hand.thread.filter({ hasText: `${plan.audience} recipients: ${plan.audience} delivered` }).waitFor();
  await plan.picture("thread");
}
