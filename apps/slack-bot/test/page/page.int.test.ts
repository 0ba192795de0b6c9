// The page of the played Slack in a real browser, with the real bot and the real engine behind it.
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { openStage } from "../stage.ts";
import { findChromium, NO_CHROMIUM } from "./find-chromium.ts";
import { PageHand } from "./page-hand.ts";
import * as story from "./page-story.ts";

const program = findChromium();
if (program === null)
  console.warn(`SKIPPED, so not tested here: the page of the played Slack. ${NO_CHROMIUM}`);

test.skipIf(program === null)(
  "in a browser people write, are refused, approve, launch, stop everything and lift that; the card ends with the ledger's figures",
  { timeout: 180_000 },
  async () => {
    await using stage = await openStage({ typeNameOver: 10 });
    await stage.startEngine();
    await stage.startBot();
    await using hand = await PageHand.open(program ?? "", stage.slack.origin);
    const unnamed: string[] = [];
    const plan: story.StoryPlan = {
      name: "Winter sale",
      endpointUrl: `${stage.endpoint.url}/notify`,
      city: "Berlin",
      audience: "40",
      requestsPerMinute: "60",
      endsWithinMs: 90_000,
      picture: async () => void unnamed.push(...(await hand.unnamedControls())),
    };
    await story.writeCampaign(hand, plan);
    await story.approveIt(hand, plan);
    await story.launchIt(hand, plan);
    await story.stopEverything(hand, plan);
    await story.liftTheStop(hand, plan);
    await story.dropAFile(hand, plan);
    await story.seeHome(hand, plan);
    await story.seeItEnd(hand, plan);

    const [campaign] = await stage.desk.find(plan.name);
    const stats = campaign === undefined ? null : await stage.desk.stats(campaign);
    expect(stats).toMatchObject({ recipients: 40, delivered: 40, open: 0, possible_duplicates: 0 });
    const card = await hand
      .message(`${plan.name} · sent`)
      .filter({ hasText: "Possible duplicates" })
      .innerText();
    expect(card).toMatch(/100 %\s+40 of 40/);
    expect(card).toMatch(/Delivered\s+40\s/);
    await eventually(() => stage.endpoint.requests.length === 40);
    expect({ unnamed, strayRequests: hand.strayRequests, complaints: hand.complaints }).toEqual({
      unnamed: [],
      strayRequests: [],
      complaints: [],
    });
  },
);
