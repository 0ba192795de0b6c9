import type { App, ReceiverEvent } from "@slack/bolt";
import { createLogger } from "@sluice/telemetry";
import { expect, test } from "vitest";
import { FrontDoor } from "./front-door.ts";
import { MalformedPayload } from "./sound-payload.ts";

const log = createLogger("test", { level: "silent" });

const click = (trigger: string) => ({
  type: "block_actions",
  team: { id: "T1" },
  user: { id: "U1" },
  trigger_id: trigger,
  actions: [{ action_id: "campaign_approve", type: "button", value: "x" }],
});
const submission = {
  type: "view_submission",
  team: { id: "T1" },
  user: { id: "U1" },
  trigger_id: "v1",
  view: {
    id: "V1",
    callback_id: "campaign_basics",
    private_metadata: "",
    state: { values: {} },
    blocks: [{ type: "section" }, { type: "input", block_id: "name" }],
  },
};

/** @param listen what the app does with an event */
function setUp(listen: (event: ReceiverEvent) => Promise<void>) {
  const app = { processEvent: listen } as unknown as App;
  const door = new FrontDoor({ log, nowMs: () => 1_000 }).before(app);
  const heard: unknown[] = [];
  const deliver = (body: Record<string, unknown>) =>
    door.processEvent({ body, ack: async (response) => void heard.push(response) });
  return { deliver, heard };
}

test("what is delivered again gets the same acknowledgement, also while it is under way, and is done once", async () => {
  let count = 0;
  const { deliver, heard } = setUp(async ({ ack }) => {
    count += 1;
    await Promise.resolve();
    await ack({ response_action: "clear" });
  });
  await Promise.all([deliver(submission), deliver(submission)]);
  await deliver(submission);
  expect(count).toBe(1);
  expect(heard).toEqual(Array.from({ length: 3 }, () => ({ response_action: "clear" })));
});

test("two clicks are two clicks", async () => {
  let count = 0;
  const { deliver } = setUp(async ({ ack }) => {
    count += 1;
    await ack();
  });
  await deliver(click("1"));
  await deliver(click("2"));
  expect(count).toBe(2);
});

test("what failed before it was acknowledged may come again", async () => {
  let count = 0;
  const { deliver, heard } = setUp(async ({ ack }) => {
    count += 1;
    if (count === 1) throw new Error("the database is away");
    await ack("done");
  });
  await expect(deliver(click("1"))).rejects.toThrow("away");
  await deliver(click("1"));
  expect(heard).toEqual(["done"]);
});

test("a modal that no listener answered keeps what was written, and says so under its first input", async () => {
  const { deliver, heard } = setUp(async () => undefined);
  await deliver(submission);
  expect(heard).toEqual([
    { response_action: "errors", errors: { name: expect.stringContaining("try again") } },
  ]);
});

test("an acknowledgement that does not arrive keeps nothing from being done", async () => {
  let isDone = false;
  const app = {
    processEvent: async ({ ack }: ReceiverEvent) => {
      await ack();
      isDone = true;
    },
  } as unknown as App;
  const door = new FrontDoor({ log, nowMs: () => 0 }).before(app);
  await door.processEvent({
    body: click("1"),
    ack: async () => Promise.reject(new Error("the socket is closed")),
  });
  expect(isDone).toBe(true);
});

test.each([
  ["nothing", {}],
  ["a click without actions", { ...click("1"), actions: [] }],
  ["an action that is a list", { ...click("1"), actions: [[]] }],
  ["a value that is a number", { ...click("1"), actions: [{ action_id: "a", type: "button", value: 1 }] }],
  ["a person without an id", { ...click("1"), user: {} }],
  ["a view without its state", { ...submission, view: { ...submission.view, state: null } }],
  ["a command without a text", { command: "/campaign", team_id: "T1", user_id: "U1" }],
  [
    "an event that is a text",
    { type: "event_callback", team_id: "T1", event_id: "E1", event: "app_home_opened" },
  ],
])("%s is refused, and nothing behind the door sees it", async (_, body) => {
  let isSeen = false;
  const { deliver } = setUp(async () => void (isSeen = true));
  await expect(deliver(body)).rejects.toThrow(MalformedPayload);
  expect(isSeen).toBe(false);
});
