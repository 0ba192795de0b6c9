// Campaigns written in Slack: in modals, and as files. They are the same campaigns as over the API, byte for byte.
import { type Campaign, definitionOf } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { type Person, pressables, readBlocks } from "@sluice/testkit/fake-slack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiPerson, startApi } from "./start-api.ts";
import { API_URL, openStage, type Stage, WORKSPACE } from "./stage.ts";

let stage: Stage;
let api: ApiPerson;
const person = (name: string): Person => stage.slack.person(stage.team, name);
const bytesOf = (campaign: Campaign): string => JSON.stringify(definitionOf(campaign));
const SEGMENT = "6560a1b2c3d4e5f6a7b8c9d1";
const CONFIGURATION = "6560a1b2c3d4e5f6a7b8c9d2";

beforeAll(async () => {
  stage = await openStage();
  await stage.store.pool.query(
    `insert into segments (workspace_id, segment_id, type, name, version, definition, definition_hash, created_by, created_at, updated_by, updated_at)
     values ($1, $2, 'FILTER', 'Friends of the house', 1, $3, 'h', 'ann', now(), 'ann', now())`,
    [
      WORKSPACE,
      SEGMENT,
      JSON.stringify({ included_filters: { filter_operator: "and", filters: [city("Paris")] } }),
    ],
  );
  await stage.store.pool.query(
    `insert into authorization_configurations (workspace_id, configuration_id, name, type, status, version, sealed, header_names, created_by, created_at, updated_at)
     values ($1, $2, 'CRM', 'OAUTH2', 'ACTIVE', 1, 'sealed', '{authorization}', 'ann', now(), now())`,
    [WORKSPACE, CONFIGURATION],
  );
  await stage.startBot();
  api = await startApi(stage, "ann@example.com");
}, 60_000);
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

const city = (value: string) => ({
  filter_type: "user_attributes",
  name: "city",
  data_type: "string",
  operator: "is",
  value,
});

const WHOLE = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  basic_details: { name: "Winter sale, whole", tags: ["sale", "winter"] },
  campaign_content: {
    content: {
      connector: {
        method: "PUT",
        url: "https://api.example.com/notify/{{UserAttribute['user_id']}}",
        url_parameters: [{ key: "source", value: "sluice" }],
        headers: [{ key: "X-Campaign", value: "winter: 2026" }],
        body: { type: "JSON", json: { id: "{{UserAttribute['user_id']}}", lines: ["a", 1, null, true] } },
        authorization: { configuration_id: CONFIGURATION },
        success: {
          statuses: ["200", "201"],
          and: { body_path: "result.status", equals: "ok" },
          otherwise: "retry",
        },
        timeout_ms: 5_000,
      },
    },
  },
  segmentation_details: {
    included_filters: {
      filter_operator: "or",
      filters: [
        city("Berlin"),
        { filter_type: "custom_segments", id: SEGMENT, name: "Friends of the house" },
      ],
    },
  },
  scheduling_details: {
    delivery_type: "AT_FIXED_TIME",
    start_time: "2030-12-01T09:30",
    timezone: "Europe/Berlin",
    expiry_time: "2030-12-02T09:30",
  },
  delivery_controls: {
    campaign_throttle_rpm: 60_000,
    throttle_weight: 3,
    four_hour_rule: "keep",
    retry_policy: {
      max_attempts: 4,
      initial_delay_ms: 1_000,
      max_delay_ms: 60_000,
      statuses: ["429", "5xx"],
      after_no_answer: false,
    },
    in_doubt_policy: "at_most_once",
  },
  approvers: ["ben@example.com"],
};

async function overApi(body: unknown): Promise<Campaign> {
  const answer = await api.post("/v5/campaigns", body);
  expect(answer).toMatchObject({ status: 201 });
  return stage.desk.get(String(Reflect.get(Object(answer.body["data"]), "id")));
}

async function named(name: string): Promise<Campaign> {
  return eventually(async () => (await stage.desk.find(name))[0]);
}

/** The first step, done. */
async function begins(ann: Person, name: string): Promise<Campaign> {
  await ann.types("/campaign new", stage.channel);
  await ann.seesModal("New campaign");
  ann.fills({ Name: name });
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("To whom");
  return named(name);
}

const home = (ann: Person): string => readBlocks(ann.home?.blocks ?? []);
const dm = (ann: Person) => stage.team.workspace.directMessages(ann.user.id);

test("a campaign that is written whole in modals equals byte for byte the definition that is written over the API", async () => {
  const ann = person("ann");
  await ann.types("/campaign new", stage.channel);
  await ann.seesModal("New campaign");
  ann.fills({ Name: WHOLE.basic_details.name, Tags: "sale, winter", Approvers: "ben@example.com" });
  expect(await ann.submits()).toBeNull();

  await ann.seesModal("To whom");
  expect(await ann.looksUp("Custom segments", "friends")).toEqual([
    { text: { type: "plain_text", text: "Friends of the house", emoji: true }, value: SEGMENT },
  ]);
  ann.fills({
    "Who gets it": "some",
    Attribute: "city",
    Value: "Berlin",
    "Custom segments": [SEGMENT],
    "Filters and segments": "or",
  });
  expect(await ann.submits()).toBeNull();

  await ann.seesModal("What and when");
  await ann.presses("More: success, retries, certificates");
  await ann.seesModal("Weight beside other runs");
  expect(await ann.looksUp("Authorization", "")).toMatchObject([{ value: CONFIGURATION }]);
  ann.fills({
    Method: "PUT",
    URL: "https://api.example.com/notify/{{UserAttribute['user_id']}}",
    Headers: "X-Campaign: winter: 2026",
    "Text of the body": JSON.stringify(WHOLE.campaign_content.content.connector.body.json),
    Authorization: [CONFIGURATION],
    Start: "At the time below",
    "Start time": "2030-12-01T09:30",
    "Time zone": "Europe/Berlin",
    Expires: "2030-12-02T09:30",
    "Request limit": "60000",
    "URL parameters": "source: sluice",
    "Timeout of a request, in milliseconds": "5000",
    "Statuses that count as delivered": "200, 201",
    "When the answer does not show it": "It is tried again",
    "The answer must also show": "this value at a path of its JSON",
    "Header, or path in the JSON": "result.status",
    "Value, or text": "ok",
    "Attempts, the first among them": "4",
    "First wait, in milliseconds": "1000",
    "Longest wait, in milliseconds": "60000",
    "Statuses to try again after": "429, 5xx",
    "Try again after no answer": "No",
    "A recipient in doubt": "ends as unknown",
    "Weight beside other runs": "3",
    "Four-hour rule": "The limit stays as it is",
  });
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("Look at it");

  const written = await named("Winter sale, whole");
  expect(bytesOf(written)).toBe(bytesOf(await overApi(WHOLE)));
});

test("a campaign from a YAML file, and from a JSON file, equals byte for byte the definition that is written over the API", async () => {
  const ann = person("ann");
  const yaml = `channel: CONNECTOR
campaign_delivery_type: ONE_TIME
basic_details: { name: Yaml campaign }
campaign_content:
  content:
    connector:
      url: https://api.example.com/notify
      body: { type: JSON, json: { id: "{{UserAttribute['user_id']}}" } }
segmentation_details: { is_all_user_campaign: true }
scheduling_details: { delivery_type: ASAP }
delivery_controls: { campaign_throttle_rpm: 60000 }
`;
  const json = {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "Yaml campaign" },
    campaign_content: {
      content: {
        connector: {
          url: "https://api.example.com/notify",
          body: { type: "JSON", json: { id: "{{UserAttribute['user_id']}}" } },
        },
      },
    },
    segmentation_details: { is_all_user_campaign: true },
    scheduling_details: { delivery_type: "ASAP" },
    delivery_controls: { campaign_throttle_rpm: 60_000 },
  };
  await ann.dropsFile({ name: "sale.yaml", bytes: Buffer.from(yaml) }, dm(ann));
  await ann.sees("is a draft, from sale.yaml", dm(ann));
  const fromYaml = await named("Yaml campaign");
  const expected = bytesOf(await overApi(json));
  expect(bytesOf(fromYaml)).toBe(expected);
  const text = JSON.stringify({ ...json, basic_details: { name: "Json campaign" } });
  await ann.dropsFile({ name: "sale.json", bytes: Buffer.from(text) }, dm(ann));
  expect(bytesOf(await named("Json campaign"))).toBe(expected.replace("Yaml campaign", "Json campaign"));
});

test("the size of an audience is told while it is chosen", async () => {
  const ann = person("ann");
  await begins(ann, "Sized while chosen");
  await ann.seesModal("It reaches *100* users");
  ann.fills({ "Who gets it": "some", Attribute: "city", Value: "Berlin" });
  await ann.presses("Another filter");
  await ann.seesModal("It reaches *40* users");
  ann.fills({ "Custom segments": [SEGMENT], "Filters and segments": "or" });
  await ann.changes("Filters and segments");
  await ann.seesModal("It reaches *100* users");
  expect(JSON.stringify(ann.modal?.state.values)).toContain("Berlin");
});

test("what is wrong stands at its field, what belongs to none on top, and nothing is lost by it", async () => {
  const ann = person("ann");
  await ann.types("/campaign new", stage.channel);
  await ann.seesModal("New campaign");
  ann.fills({ Name: "Win", Approvers: "nobody" });
  expect(await ann.submits()).toEqual({
    "basic_details.name": "a name has 5 to 256 characters",
    approvers: expect.stringMatching(/email/i),
  });
  await ann.closes(true);
  await begins(ann, "Errors in place");
  ann.fills({ "Who gets it": "some", Attribute: "age", Type: "number", Value: "old" });
  await ann.changes("Type");
  await ann.seesModal("less than");
  expect(await ann.submits()).toEqual({
    "segmentation_details.included_filters.filters[0].value": "“old” is no number",
  });
  ann.fills({ Value: "30" });
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("What and when");
  ann.fills({ URL: "ftp://nowhere", "Text of the body": "{", Headers: "Host: x" });
  expect(await ann.submits()).toEqual({
    "campaign_content.content.connector.body": expect.stringContaining("is no JSON"),
  });
  ann.fills({ "Text of the body": "{}" });
  expect(await ann.submits()).toEqual({
    "campaign_content.content.connector.url": "use an absolute http:// or https:// URL",
    "campaign_content.content.connector.headers": "this header is set by Sluice; remove it",
  });
  ann.fills({
    URL: "https://api.example.com/x",
    Headers: "",
    "Start time": "2030-12-01T09:30",
    "Time zone": "Mars",
  });
  const late = await ann.submits();
  expect(late).toMatchObject({ "scheduling_details.timezone": expect.stringContaining("IANA") });
});

test("a draft is kept at each step: closing loses nothing, and it is taken up again from the home tab and from /campaign show", async () => {
  const ann = person("ann");
  const begun = await begins(ann, "Closed half way");
  ann.fills({ "Who gets it": "some", Attribute: "city", Value: "Berlin" });
  await ann.closes(true);
  await ann.sees("*Closed half way*", dm(ann));
  expect((await stage.desk.get(begun.id)).segmentation_details?.included_filters?.filters).toHaveLength(1);
  await ann.opensHome();
  await eventually(() => home(ann).includes("Closed half way"));
  await ann.types(`/campaign show ${begun.id}`, stage.channel);
  await ann.sees("Closed half way", stage.channel);
  await ann.clicks("Edit", { channel: stage.channel });
  await ann.seesModal("Edit campaign");
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("It reaches *40* users");
  expect((await stage.desk.find("Closed half way")).map(({ id }) => id)).toEqual([begun.id]);
});

test("going back and on again edits the same draft, and three views are never exceeded", async () => {
  const ann = person("ann");
  const begun = await begins(ann, "There and back");
  await ann.closes();
  expect(ann.modal?.callback_id).toBe("campaign_basics");
  ann.fills({ Name: "There and back again" });
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("To whom");
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("What and when");
  expect(stage.team.views.stackOf(ann.user.id)).toHaveLength(3);
  expect(await stage.desk.find("There and back")).toMatchObject([{ id: begun.id }]);
  expect(dm(ann).messages.filter(({ text }) => text.includes("There and back"))).toEqual([]);
});

test("edited as a file it is kept as the file says; an edit in between is refused, with both versions", async () => {
  const ann = person("ann");
  const { id } = await overApi({
    ...WHOLE,
    basic_details: { name: "As a file" },
    delivery_controls: undefined,
    approvers: undefined,
  });
  const opens = async (): Promise<string> => {
    if (ann.modal !== undefined) await ann.closes(true);
    await ann.types(`/campaign show ${id}`, stage.channel);
    await ann.sees("As a file", stage.channel);
    await ann.clicks("Edit as file", { channel: stage.channel });
    const view = await ann.seesModal("Edit as file");
    const input = view.blocks.find(({ block_id: block }) => block === "file");
    return String(Reflect.get(Object(input?.["element"]), "initial_value"));
  };
  const shown = await opens();
  expect(shown).toContain("# What it is called.\nbasic_details:\n  name: As a file");
  ann.fills({ Campaign: shown.replace("As a file", "As another file").replace(/^utm_params.*$/m, "") });
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("As another file");
  expect(await stage.desk.get(id)).toMatchObject({ version: 2, basic_details: { name: "As another file" } });

  const stale = await opens();
  await stage.desk.edit({ person: "ben@example.com", source: "test" }, id, {
    basic_details: { name: "Ben was faster" },
  });
  ann.fills({ Campaign: stale.replace("As another file", "Written by Ann") });
  await ann.submits();
  await ann.seesModal("You edited version 2; version 3 is the newest, by ben@example.com");
  expect(ann.modal?.state.values).toBeDefined();
  expect((await stage.desk.get(id)).basic_details?.name).toBe("Ben was faster");

  const broken = (await opens()).replace("name: Ben was faster", "name: Ben");
  ann.fills({ Campaign: broken });
  await ann.submits();
  await ann.seesModal(/`basic_details.name` line \d+: a name has 5 to 256 characters/);
});

test("a campaign that is longer than a modal holds comes as a file of its own, and dropped back is an edit", async () => {
  const ann = person("ann");
  const long = { type: "JSON", json: { text: "x".repeat(5_000) } };
  const connector = { url: "https://api.example.com/x", body: long };
  const { id } = await overApi({
    ...WHOLE,
    basic_details: { name: "A long one" },
    campaign_content: { content: { connector } },
  });
  await ann.types(`/campaign show ${id}`, stage.channel);
  await ann.sees("A long one", stage.channel);
  await ann.clicks("Edit as file", { channel: stage.channel });
  const handed = await eventually(() =>
    dm(ann).messages.findLast(({ files = [], bot_id: bot }) => bot !== undefined && files.length > 0),
  );
  const file = stage.team.files.get(handed.files?.[0] ?? "");
  expect(file?.name).toMatch(/^C-.*-v1\.campaign\.yaml$/);
  const text = file!.bytes.toString("utf8").replace("A long one", "A long one, changed");
  await ann.dropsFile({ name: file!.name, bytes: Buffer.from(text) }, dm(ann));
  await ann.sees("is version 2", dm(ann));
  expect((await stage.desk.get(id)).basic_details?.name).toBe("A long one, changed");
  await ann.dropsFile({ name: file!.name, bytes: Buffer.from(text) }, dm(ann));
  await ann.sees("You edited version 1; version 2 is the newest", dm(ann));
});

test("a file with problems makes nothing: each is told with its path and its line", async () => {
  const ann = person("ann");
  const text =
    "channel: CONNECTOR\ncampaign_delivery_type: ONE_TIME\nbasic_details:\n  name: Bad\n  colour: red\n";
  await ann.dropsFile({ name: "bad.yml", bytes: Buffer.from(text) }, dm(ann));
  const said = await ann.sees("bad.yml* has 2 problems; nothing was made of it", dm(ann));
  expect(readBlocks(said.blocks ?? [])).toContain(
    "line 4 `basic_details.name`: a name has 5 to 256 characters",
  );
  expect(readBlocks(said.blocks ?? [])).toContain("line 5 `basic_details.colour`: unknown field");
});

test("in a channel only a file whose name says so is taken by itself; any other by the shortcut on its message", async () => {
  const ann = person("ann");
  const text = (name: string) =>
    Buffer.from(`channel: CONNECTOR\ncampaign_delivery_type: ONE_TIME\nbasic_details: { name: ${name} }\n`);
  await ann.dropsFile({ name: "notes.yaml", bytes: text("From the shortcut") }, stage.channel);
  await ann.dropsFile({ name: "spring.campaign.yaml", bytes: text("From the channel") }, stage.channel);
  const said = await ann.sees("is a draft, from spring.campaign.yaml", stage.channel);
  expect(said.ephemeral_to).toBe(ann.user.id);
  expect(await stage.desk.find("From the shortcut")).toEqual([]);
  const message = stage.channel.messages.find(({ files = [] }) => files.length > 0)!;
  await ann.usesMessageShortcut("campaign_from_file", { channel: stage.channel, message });
  await ann.sees("is a draft, from notes.yaml", stage.channel);
  await ann.usesMessageShortcut("campaign_from_file", { channel: stage.channel, message });
  await ann.sees("already created campaign", stage.channel);
  const guest = person("guest");
  await guest.usesMessageShortcut("campaign_from_file", { channel: stage.channel, message });
  await guest.sees("Guests can look at campaigns", stage.channel);
});

test("what a guest writes is not kept, and they are told why", async () => {
  const guest = person("guest");
  await guest.types("/campaign new", stage.channel);
  await guest.seesModal("New campaign");
  guest.fills({ Name: "A guest's campaign" });
  const errors = await guest.submits();
  expect(Object.values(errors ?? {})).toEqual(["Guests can look at campaigns, but not change them."]);
  expect(await stage.desk.find("A guest's campaign")).toEqual([]);
});

test("the basics of other kinds are kept, and the rest is written as a file, or over the API, whose address is told", async () => {
  const ann = person("ann");
  await ann.usesShortcut("campaign_new");
  await ann.seesModal("New campaign");
  ann.fills({ Kind: "push: periodic", Name: "Weekly push" });
  expect(await ann.submits()).toBeNull();
  await ann.seesModal("Edit as file");
  const { id, channel, campaign_delivery_type: kind } = await named("Weekly push");
  expect([channel, kind]).toEqual(["PUSH", "PERIODIC"]);
  await ann.seesModal(`<${API_URL}/v5/campaigns/${id}|/v5/campaigns/${id}>`);
});

test("of another kind, what is longer than a modal holds is handed over as a file when its basics are done", async () => {
  const ann = person("ann");
  if (ann.modal !== undefined) await ann.closes(true);
  const android = { template_type: "BASIC", basic_details: { title: "t", message: "x".repeat(4_000) } };
  const { id } = await overApi({
    channel: "PUSH",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "A long push", platforms: ["ANDROID"] },
    campaign_content: { content: { push: { android } } },
  });
  await ann.types(`/campaign show ${id}`, stage.channel);
  await ann.sees("A long push", stage.channel);
  await ann.clicks("Edit", { channel: stage.channel });
  await ann.seesModal("Edit campaign");
  ann.fills({ Name: "A long push, renamed" });
  expect(await ann.submits()).toBeNull();
  await ann.sees("*A long push, renamed* v2 as a file", dm(ann));
  expect(ann.modal).toBeUndefined();
});

test("the home tab has a button for everything that this person may do, and follows what they do", async () => {
  const [ann, ben, guest] = [person("ann"), person("ben"), person("guest")];
  const { id } = await overApi({
    ...WHOLE,
    basic_details: { name: "On the home tab" },
    approvers: undefined,
  });
  if (ann.modal !== undefined) await ann.closes(true);
  await ann.opensHome();
  await eventually(() => home(ann).includes("On the home tab"));
  const buttons = (who: Person) =>
    pressables(who.home?.blocks ?? [])
      .filter(({ element }) => String(element["value"]).startsWith(id))
      .map(({ label }) => label);
  expect(buttons(ann)).toEqual(
    expect.arrayContaining(["Submit for approval", "Edit", "Edit as file", "Show"]),
  );
  await guest.opensHome();
  await eventually(() => home(guest).includes("On the home tab"));
  expect(buttons(guest)).not.toContain("Submit for approval");
  await ann.presses("Submit for approval", id);
  await ann.sees("You submitted it", dm(ann));
  await eventually(() => !buttons(ann).includes("Submit for approval"));
  expect(buttons(ann)).not.toContain("Approve");
  await ben.opensHome();
  await eventually(() => buttons(ben).includes("Approve"));
  expect(home(ben)).toContain("Waiting for you");
});
