// The page in a real browser without a bot behind it: what a person may rely on whatever the bot does.
import { type FakeTeam, type SlackChannel, startFakeSlack } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { findChromium, NO_CHROMIUM } from "./find-chromium.ts";
import { PageHand } from "./page-hand.ts";

const program = findChromium();
if (program === null)
  console.warn(`SKIPPED, so not tested here: the page of the played Slack. ${NO_CHROMIUM}`);

/** Not the default of one second. */
const POLL = { timeout: 20_000 };

const plain = (text: string) => ({ type: "plain_text", text });

async function openPage() {
  const slack = await startFakeSlack();
  const team = slack.addTeam("T1", []);
  const people = ["ann", "ben"].map((name) => team.workspace.addUser(name).id);
  const channel = team.workspace.addChannel("campaigns", [...people, "U0BOT"]);
  const hand = await PageHand.open(program ?? "", slack.origin, { width: 1_000, height: 600 });
  const close = async (): Promise<void> => {
    await hand[Symbol.asyncDispose]();
    await slack.stop();
  };
  return { slack, team, channel, hand, [Symbol.asyncDispose]: close };
}

function post({ workspace }: FakeTeam, channel: SlackChannel, text: string, blocks?: object[]): string {
  const ts = workspace.nextTs();
  const more = blocks === undefined ? {} : { blocks: workspace.withIds(blocks) };
  channel.messages.push({ type: "message", ts, user: "U0BOT", bot_id: "B0BOT", text, ...more });
  return ts;
}

test.skipIf(program === null)("what somebody wrote is text on the page, whatever it looks like", async () => {
  await using page = await openPage();
  const { team, channel, hand } = page;
  post(team, channel, `<img src="x" onerror="alert(1)"> &lt;b&gt; <javascript:alert(1)|here>`);
  post(team, channel, "blocks", [{ type: "header", text: plain("</h3><script>throw 1</script>") }]);
  await hand.sees("<script>throw 1</script>");
  await hand.sees(`<img src="x" onerror="alert(1)"> <b>`);
  expect(await hand.page.locator("#messages img, #messages script, #messages a").count()).toBe(0);
  expect([hand.complaints, hand.strayRequests]).toEqual([[], []]);
});

test.skipIf(program === null)(
  "with the keyboard alone a dangerous button asks first, and Escape means no",
  async () => {
    await using page = await openPage();
    const { slack, team, channel, hand } = page;
    const confirm = {
      title: plain("Cancel for good?"),
      text: plain("40 users"),
      confirm: plain("Cancel it"),
      deny: plain("No"),
    };
    const button = { type: "button", action_id: "cancel", text: plain("Cancel"), style: "danger", confirm };
    post(team, channel, "card", [{ type: "actions", elements: [button] }]);
    await hand.button("Cancel").focus();
    await hand.page.keyboard.press("Enter");
    await hand.question.filter({ hasText: "40 users" }).waitFor();
    await hand.page.keyboard.press("Escape");
    await hand.question.waitFor({ state: "hidden" });
    expect(slack.socket.undeliverable).toBe(0);
    await hand.page.keyboard.press("Enter");
    await hand.answers("Cancel it");
    await eventually(() => slack.socket.undeliverable === 1);
  },
);

test.skipIf(program === null)(
  "a click counts although its message and those beside it change while the button is down",
  async () => {
    await using page = await openPage();
    const { slack, team, channel, hand } = page;
    const blocks = (label: string) => [
      {
        type: "actions",
        block_id: "actions",
        elements: [{ type: "button", action_id: "go", text: plain(label) }],
      },
    ];
    post(team, channel, "before");
    const card = post(team, channel, "card", blocks("Resume"));
    const pressed = hand.button("Resume");
    await pressed.hover();
    await hand.page.mouse.down();
    const drawn = hand.message("news").waitFor({ state: "attached", timeout: 500 });
    const message = channel.messages.find(({ ts }) => ts === card);
    if (message !== undefined) message.blocks = team.workspace.withIds(blocks("Resume it"));
    channel.messages.shift();
    post(team, channel, "news");
    await expect(drawn).rejects.toThrow(/Timeout/);
    await hand.page.mouse.up();
    await eventually(() => slack.socket.undeliverable === 1);
    await hand.message("news").waitFor({ state: "attached" });
    await hand.button("Resume it").waitFor();
  },
);

const input = (id: string, label: string) => ({
  type: "input",
  block_id: id,
  label: plain(label),
  element: { type: "plain_text_input", action_id: "v" },
});
const modal = (title: string, ...blocks: object[]) => ({
  type: "modal" as const,
  title: plain(title),
  submit: plain("Next"),
  blocks: blocks as Array<Record<string, unknown>>,
});

test.skipIf(program === null)(
  "when the app changes a modal, what a person typed and where they are stays",
  async () => {
    await using page = await openPage();
    const { team, hand } = page;
    await hand.be("ann");
    const { id } = team.views.pushOnto(team.workspace.userNamed("ann").id, modal("New", input("a", "Name")));
    await hand.seesModal("New");
    await hand.fills({ Name: "Winter sa" });
    team.views.update({ view_id: id }, modal("New, counted", input("a", "Name"), input("b", "City")));
    await hand.seesModal("New, counted");
    await hand.page.keyboard.type("le");
    await expect.poll(() => hand.modal.getByLabel("Name").inputValue(), POLL).toBe("Winter sale");
    await hand.submits();
    await hand.errorOf("City").filter({ hasText: "Please complete this required field." }).waitFor();
    await expect
      .poll(() => hand.modal.getByLabel("City").evaluate((box) => box.matches(":focus")), POLL)
      .toBe(true);
  },
);

test.skipIf(program === null)(
  "a link to a message comes to that message; news do not take a reader away from it",
  async () => {
    await using page = await openPage();
    const { slack, team, channel, hand } = page;
    const [first = ""] = Array.from({ length: 30 }, (_, i) => post(team, channel, `message ${i}`));
    await hand.page.goto(`${slack.origin}/archives/${channel.id}/p${first.replace(".", "")}`);
    const linked = hand.page.locator("article.linked");
    await linked.filter({ hasText: "message 0" }).waitFor();
    await expect.poll(async () => (await linked.boundingBox())?.y, POLL).toBeGreaterThan(0);
    const before = await linked.boundingBox();
    post(team, channel, "news");
    await hand.message("news").waitFor({ state: "attached" });
    expect(await linked.boundingBox()).toEqual(before);
  },
);
