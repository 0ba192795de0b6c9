import { expect, test } from "vitest";
import { email, fieldsIn } from "../../test/rule-factory.ts";

const E = "campaign_content.content.email";

test("an e-mail has no problems, and a template of the provider's own needs no texts", () => {
  expect(fieldsIn(email)).toEqual([]);
  expect(fieldsIn(email, { [E]: { custom_template_id: "t-1" } })).toEqual([]);
  expect(fieldsIn(email, { [`${E}.custom_template_id`]: "t-1" })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["no provider", { connector: undefined }, ["connector"]],
  ["no kind", { "basic_details.content_type": undefined }, ["basic_details.content_type"]],
  [
    "promotion without a subscription",
    { "basic_details.content_type": "PROMOTIONAL" },
    ["basic_details.subscription_category"],
  ],
  [
    "nothing in it",
    { [E]: {} },
    ["subject", "html_content", "sender_name", "from_address"].map((name) => `${E}.${name}`),
  ],
  [
    "the Ace Editor without HTML",
    { [E]: { custom_template_id: "t-1", email_editor: "Ace Editor" } },
    [`${E}.html_content`],
  ],
  [
    "attachments of the wrong kind",
    {
      [`${E}.attachments`]: [
        { file_type: "PERSONALIZED_ATTACHMENT", url: "https://example.com/all.pdf" },
        { file_type: "URL", url: "ftp://example.com/all.pdf" },
        { file_type: "URL", url: "{{UserAttribute['invoice']}}" },
      ],
    },
    [`${E}.attachments[0].url`, `${E}.attachments[1].url`],
  ],
])("%s", (_, changes, expected) => {
  expect(fieldsIn(email, changes)).toEqual(expected);
});

test("templates are judged as a connector's are: what cannot be read, and values that no event brings", () => {
  const broken = { [`${E}.subject`]: "Dear {{ UserAttribute['name'" };
  expect(fieldsIn(email, broken)).toEqual([`${E}.subject`]);
  const ofEvent = { [`${E}.html_content`]: "<p>{{ EventAttribute['code'] }}</p>" };
  expect(fieldsIn(email, ofEvent)).toEqual([`${E}.html_content`]);
});
