// `pnpm --filter @sluice/slack-bot pictures`: the story of the page once more, with more people and time, and its pictures into
// docs/pictures: those that the documents show. Takes about six minutes: the chart of the live card needs three full ones.
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { openStage, type Stage, WORKSPACE } from "../stage.ts";
import { findChromium, NO_CHROMIUM } from "./find-chromium.ts";
import { PageHand } from "./page-hand.ts";
import * as story from "./page-story.ts";

const DOCS = join(import.meta.dirname, "../../../../docs");
const FOLDER = join(DOCS, "pictures");
const MAX_PICTURE_BYTES = 150_000;
const USERS = 20_000;
/** Pixels. */
const FRAME = 8;
const SIZE = { width: 1_120, height: 780 };

async function addUsers({ store }: Stage): Promise<void> {
  await store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'user-' || i, '{"city": "Hamburg"}'::jsonb from generate_series(1, $2::int) as i`,
    [WORKSPACE, USERS],
  );
}

async function take(
  hand: PageHand,
  name: string,
  what: Parameters<story.StoryPlan["picture"]>[1],
): Promise<void> {
  if (!shown.includes(`${name}.png`)) return;
  const path = join(FOLDER, `${name}.png`);
  await what?.scrollIntoViewIfNeeded();
  const clip = framed((await what?.boundingBox()) ?? { x: 0, y: 0, ...SIZE });
  await hand.page.screenshot({ path, clip, animations: "disabled", caret: "hide" });
  const { size } = await stat(path);
  if (size > MAX_PICTURE_BYTES) throw new Error(`${path} has ${size} bytes, ${MAX_PICTURE_BYTES} at most`);
  process.stdout.write(`${name}.png ${Math.round(size / 1_024)} KiB\n`);
}

type Box = Readonly<Record<"x" | "y" | "width" | "height", number>>;

/** With a little of what is around it. */
function framed({ x, y, width, height }: Box): Box {
  const left = Math.max(0, x - FRAME);
  const top = Math.max(0, y - FRAME);
  return {
    x: left,
    y: top,
    width: Math.min(SIZE.width, x + width + FRAME) - left,
    height: Math.min(SIZE.height, y + height + FRAME) - top,
  };
}

const program = findChromium();
if (program === null) throw new Error(NO_CHROMIUM);
const shown = await readFile(join(DOCS, "slack.md"), "utf8");
await mkdir(FOLDER, { recursive: true });
await using stage = await openStage({ typeNameOver: 10_000 });
await addUsers(stage);
await stage.startEngine();
await stage.startBot();
await using hand = await PageHand.open(program, stage.slack.origin, SIZE);
const plan: story.StoryPlan = {
  name: "Winter sale",
  endpointUrl: `${stage.endpoint.url}/notify`,
  city: "Hamburg",
  audience: USERS.toLocaleString("en-US"),
  requestsPerMinute: "4000",
  endsWithinMs: 600_000,
  picture: (name, what) => take(hand, name, what),
};
await story.writeCampaign(hand, plan);
await story.approveIt(hand, plan);
await story.launchIt(hand, plan);
await story.stopEverything(hand, plan);
await story.liftTheStop(hand, plan);
await story.dropAFile(hand, plan);
await story.seeHome(hand, plan);
await story.seeTheChart(hand, plan);
await story.seeItEnd(hand, plan);
