import { readMessage, type SlackMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WORKSPACE } from "../stage.ts";
import { actor, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  await scene.stage.store.pool.query(
    `update users set attributes = attributes || jsonb_build_object('email', user_id || '@secret.example', 'first_name', 'Hildegard-' || user_id)
     where workspace_id = $1`,
    [WORKSPACE],
  );
}, 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

const everywhere = (): SlackMessage[] =>
  [...scene.stage.team.workspace.channels.values()].flatMap(({ messages }) => messages);
const toAll = (): SlackMessage[] =>
  scene.stage.channel.messages.filter(({ ephemeral_to: reader }) => reader === undefined);

test("Untrusted text is escaped (`& < >`), mentions neutralised, lengths clamped, `text` fallback on every message (screen readers), alt text, no colour-only meaning; PII of recipients never posted to a channel.", async () => {
  const { stage, person } = scene;
  const name = `<!channel> & <@U123|you> <https://evil.example|click> ${"*".repeat(150)}`;
  const { campaign, card } = await scene.submitted({
    basic_details: { name },
    campaign_content: {
      content: {
        connector: {
          url: `${stage.endpoint.url}/n?to={{UserAttribute['email']}}`,
          body: { type: "JSON", json: { hello: "{{UserAttribute['first_name']}} \u202e <!here>" } },
        },
      },
    },
  });
  await scene.clicks("ben", "Preview", card);
  await person("ben").seesModal(/secret\.example|Hildegard/);
  await stage.desk.requestChanges(actor("ben"), campaign.id, campaign.content_hash, "<!everyone> <b>no</b>");
  await eventually(() => toAll().some((one) => readMessage(one).includes("&lt;!everyone&gt;")));
  await person("cleo").types(`/campaign audit ${campaign.id}`, stage.channel);
  await person("cleo").sees("campaign.submitted", stage.channel);
  await person("cleo").types("/campaign show <!channel>", stage.channel);
  await person("cleo").opensHome();

  for (const message of everywhere()) {
    const written = JSON.stringify([message.text, message.blocks]);
    expect(message.text).not.toBe("");
    for (const marked of markupIn(message))
      expect(marked).not.toMatch(/<!(?:channel|here|everyone)|<@U123|<https:\/\/evil/);
    expect(written).not.toContain("\u202e");
  }
  const shownToAll = JSON.stringify(toAll());
  expect(shownToAll).not.toMatch(/secret\.example|Hildegard/);
});

/** What Slack reads as markup: the fallback, and every text that is not plain. */
function markupIn({ text, blocks = [] }: SlackMessage): string[] {
  const found: string[] = [text];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) visit(one);
    if (typeof part !== "object" || part === null) return;
    if (Reflect.get(part, "type") === "mrkdwn") found.push(String(Reflect.get(part, "text")));
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(blocks);
  return found;
}
