// A file becomes a campaign, or every problem with its path and its line; whatever it holds, nothing else happens.
import { expect, test } from "vitest";
import { readCampaignFile } from "./read-campaign-file.ts";
import { MAX_FILE_BYTES } from "./read-source.ts";

const YAML = `channel: CONNECTOR
campaign_delivery_type: ONE_TIME
basic_details:
  name: Winter sale
campaign_content:
  content:
    connector:
      url: https://api.example.com/notify
      body:
        type: JSON
        json: { id: "{{UserAttribute['user_id']}}" }
scheduling_details:
  delivery_type: AT_FIXED_TIME
  start_time: 2026-12-01T09:30
  timezone: Europe/Berlin
`;

const problemsOf = (text: string, name = "sale.yaml") => {
  const read = readCampaignFile(name, text);
  if (read.ok) throw new Error("it was read");
  return read.problems;
};

test("YAML and JSON that say the same are the same campaign, byte for byte", () => {
  const yaml = readCampaignFile("sale.yaml", YAML);
  const json = readCampaignFile(
    "sale.json",
    JSON.stringify({
      campaign_content: {
        content: {
          connector: {
            body: { json: { id: "{{UserAttribute['user_id']}}" }, type: "JSON" },
            url: "https://api.example.com/notify",
          },
        },
      },
      scheduling_details: {
        start_time: "2026-12-01T09:30",
        delivery_type: "AT_FIXED_TIME",
        timezone: "Europe/Berlin",
      },
      basic_details: { name: "Winter sale" },
      campaign_delivery_type: "ONE_TIME",
      channel: "CONNECTOR",
    }),
  );
  const bytesOf = (read: typeof yaml): string =>
    JSON.stringify(read.ok ? read.file.definition : read.problems);
  expect(yaml.ok).toBe(true);
  expect(bytesOf(yaml)).toBe(bytesOf(json));
});

test("every problem is told at once, with its dotted path and its line", () => {
  const broken = YAML.replace("Winter sale", "Win")
    .replace("https:", "ftp:")
    .replace("timezone:", "time_zone:");
  expect(problemsOf(broken)).toEqual([
    { field: "basic_details.name", issue: "a name has 5 to 256 characters", line: 4 },
    {
      field: "campaign_content.content.connector.url",
      issue: "use an absolute http:// or https:// URL",
      line: 8,
    },
    {
      field: "scheduling_details.time_zone",
      issue: "unknown field; remove it or correct its name",
      line: 15,
    },
  ]);
});

test("of JSON the lines are told too", () => {
  const text =
    '{\n  "channel": "CONNECTOR",\n  "campaign_delivery_type": "ONE_TIME",\n  "basic_details": {\n    "name": 5\n  }\n}';
  expect(problemsOf(text, "sale.json")).toMatchObject([{ field: "basic_details.name", line: 5 }]);
});

test("what is no YAML or no JSON says so, with its line", () => {
  expect(problemsOf("channel: CONNECTOR\nbasic_details: [1, 2\n")).toMatchObject([{ field: "", line: 3 }]);
  expect(problemsOf('{\n  "channel": }', "sale.json")).toMatchObject([
    { issue: expect.stringMatching(/^is no JSON/) },
  ]);
  expect(problemsOf("just words")).toEqual([
    { field: "", issue: "is no campaign: it has no fields", line: null },
  ]);
});

test("a key that is given twice is a problem, not the last one's value", () => {
  expect(problemsOf(`${YAML}channel: PUSH\n`)).toMatchObject([{ issue: "Map keys must be unique" }]);
});

test.each([
  ["a tag", `${YAML}approvers: !!js/function "x"\n`],
  ["a second document", `${YAML}---\n${YAML}`],
  ["a merge", `base: &base { name: Winter sale }\n${YAML}utm_params: { <<: *base }\n`],
])("%s means nothing here, and is refused", (_, text) => {
  expect(problemsOf(text).length).toBeGreaterThan(0);
});

test("a file that is too large, too deep, or grows by aliases is a problem, and read no further", () => {
  expect(problemsOf("#".repeat(MAX_FILE_BYTES + 1))).toMatchObject([
    { issue: expect.stringContaining("at most") },
  ]);
  expect(problemsOf("[".repeat(100_000))).toMatchObject([{ issue: expect.stringContaining("levels deep") }]);
  const block = Array.from({ length: 500 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
  expect(problemsOf(block).length).toBeGreaterThan(0);
  const laughs = Array.from(
    { length: 9 },
    (_, i) => `l${i}: &l${i} [${`*l${i - 1},`.repeat(i === 0 ? 0 : 9)}"ha"]`,
  );
  expect(problemsOf(`${laughs.join("\n")}\n${YAML}`)).toMatchObject([
    { issue: expect.stringContaining("aliases") },
  ]);
});

test("an edit names the campaign and the version that was shown, both or neither", () => {
  const id = "6560a1b2c3d4e5f6a7b8c9d0";
  const read = readCampaignFile("sale.yaml", `campaign_id: ${id}\nversion: 3\n${YAML}`);
  expect(read.ok && read.file.editOf).toEqual({ campaignId: id, version: 3 });
  expect(problemsOf(`campaign_id: ${id}\n${YAML}`)).toMatchObject([{ field: "version" }]);
  expect(problemsOf(`version: two\n${YAML}`)).toMatchObject([
    { field: "campaign_id" },
    { field: "version", line: 1 },
  ]);
});
