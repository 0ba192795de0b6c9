// Ids of another workspace, in every operation that takes one: it is as if there were no such thing. Whoever asks learns neither
// that it is there nor anything of it, and changes nothing.
import { randomBytes, randomUUID } from "node:crypto";
import { ensureWorkspace } from "@sluice/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishable } from "../start-api.ts";
import { type Answer, type Call, type Person, type Stage, startStage, WORKSPACE } from "./stage.ts";

const THEIRS = "rival";
/** Stands in everything of theirs: it must be in no answer. */
const CANARY = "canary-of-rival";

interface Operation {
  name: string;
  method: string;
  template: string;
  call: Call;
}

type Ids = Record<string, string>;

let stage: Stage;
let stranger: Person;
let rita: Person;
let operations: Operation[];

beforeAll(async () => {
  stage = await startStage();
  await ensureWorkspace(stage.store, { workspaceId: THEIRS, name: CANARY });
  stranger = await stage.person("sam@example.com");
  rita = await stage.person("rita@example.com", { workspaceId: THEIRS });
  operations = operationsOf(await (await fetch(`${stage.api.url}/openapi.json`)).json());
});
afterAll(async () => stage[Symbol.asyncDispose]());

interface Described {
  requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
}

function operationsOf(description: unknown): Operation[] {
  const { paths } = description as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${template}`,
      method: method.toUpperCase(),
      template,
      call: bodyOf(described),
    })),
  );
}

/** The first example of its body: one that it takes. */
function bodyOf({ requestBody }: Described): Call {
  const media = requestBody?.content["application/json"];
  if (media !== undefined) return { body: Object.values(media.examples ?? {})[0]?.value ?? {} };
  return requestBody === undefined ? {} : { body: "user_id\nu1\n", headers: { "content-type": "text/csv" } };
}

const QUERY: Record<string, string> = { "PUT /v5/custom-segments/{id}/users": "?action=add" };

/** Which id stands in a path. A path of a new kind fails here until it is said. */
const KINDS: ReadonlyArray<[path: RegExp, kind: string]> = [
  [/^\/v5\/campaigns\/\{id\}/, "campaign"],
  [/^\/v5\/authorization-configurations\/\{id\}/, "configuration"],
  [/^\/v5\/custom-segments\/\{id\}/, "segment"],
  [/^\/v5\/users\/\{id\}/, "user"],
  [/^\/v5\/api-keys\/\{key_id\}/, "key"],
];

function pathOf({ template, name }: Operation, ids: Ids): string {
  const kind = KINDS.find(([path]) => path.test(template))?.[1];
  if (kind === undefined) throw new Error(`say in this test whose id stands in ${template}`);
  return template.replace(/\{[^}]+\}/, encodeURIComponent(ids[kind] ?? "")) + (QUERY[name] ?? "");
}

/** One of each, new: what is done to them by one operation does not stand in the way of the next. */
async function thingsOf(person: Person): Promise<Ids> {
  const name = `${CANARY} ${randomUUID()}`;
  const made = async (path: string, call: Call): Promise<Answer["body"]> => {
    const { status, body, text } = await person.call("POST", path, call);
    expect([path, status < 300, text]).toEqual([path, true, text]);
    return body.data;
  };
  const csv = { headers: { "content-type": "text/csv" } };
  const user = `${CANARY}-${randomBytes(4).toString("hex")}`;
  await made("/v5/users/import?format=csv", { body: `user_id,name\n${user},${CANARY}\n`, ...csv });
  const settings = { type: "BASIC", username: CANARY, password: CANARY };
  const upload = `/v5/custom-segments/file-segment/upload?name=${encodeURIComponent(name)}`;
  return {
    user,
    campaign: (await made("/v5/campaigns", { body: publishable({ basic_details: { name } }) })).id,
    key: (await made("/v5/api-keys", { body: { actor: "r@example.com", name: CANARY, scopes: ["view"] } }))
      .key_id,
    configuration: (await made("/v5/authorization-configurations", { body: { name, settings } })).id,
    segment: (await made(upload, { body: `user_id\n${user}\n`, ...csv })).id,
  };
}

/** Of the same form, and of nothing anywhere. */
const nothing = (): Ids => ({
  user: `nobody-${randomUUID()}`,
  campaign: randomBytes(12).toString("hex"),
  configuration: randomBytes(12).toString("hex"),
  segment: randomBytes(12).toString("hex"),
  key: randomBytes(4).toString("hex"),
});

/** What is told, without what differs in every answer. */
function toldOf({ status, text }: Answer, ids: Ids): string {
  let told = text.replaceAll(/"response_id":"[^"]*"/g, "");
  for (const id of Object.values(ids)) told = told.replaceAll(id, "<id>");
  return `${status} ${told}`;
}

const withId = (): Operation[] =>
  operations.filter(({ template }) => template.startsWith("/v5/") && template.includes("{"));

/** Ids that programs choose: an unknown one has no history, and that is all that is said of it. */
const NOT_REFUSED = ["GET /v5/users/{id}/events"];

describe("an id of another workspace in the path", () => {
  test("is answered as one that is nowhere: with 404, and without a word of what it is", async () => {
    expect(withId().length).toBeGreaterThan(35);
    for (const operation of withId()) {
      const [theirs, none] = [await thingsOf(rita), nothing()];
      const answer = await stranger.call(operation.method, pathOf(operation, theirs), operation.call);
      const unknown = await stranger.call(operation.method, pathOf(operation, none), operation.call);
      expect([operation.name, toldOf(answer, theirs)]).toEqual([operation.name, toldOf(unknown, none)]);
      expect([operation.name, answer.status]).toEqual([
        operation.name,
        NOT_REFUSED.includes(operation.name) ? 200 : 404,
      ]);
      expect(answer.text.replaceAll(theirs["user"] ?? "", "")).not.toContain(CANARY);
      // Its own workspace finds it: it was there, and still is.
      const own = await rita.call(operation.method, pathOf(operation, theirs), operation.call);
      expect([operation.name, NOT_REFUSED.includes(operation.name) || toldOf(own, theirs)]).not.toEqual([
        operation.name,
        toldOf(unknown, none),
      ]);
    }
  }, 120_000);

  test("of the Data API, where the workspace itself is named, is refused whatever it is", async () => {
    const named = operations.filter(({ template }) => template.includes("{app_id}"));
    expect(named.length).toBeGreaterThan(4);
    for (const { name, method, template, call } of named) {
      const told: string[] = [];
      for (const workspace of [THEIRS, "nowhere"]) {
        const path = template.replace("{app_id}", workspace).replace("{request_id}", "r-1");
        const { status, text } = await stranger.call(method, path, call);
        expect([name, status]).toEqual([name, 409]);
        told.push(text.replaceAll(/"(?:request|response)_id":"[^"]*"/g, ""));
      }
      expect([name, told[0]]).toEqual([name, told[1]]);
    }
  });
});

describe("an id of another workspace in a body or a query", () => {
  const FILE = { attribute_name: "uid", attribute_type: "string", file_url: "https://example.com/u.csv" };
  const user = (ids: Ids) => [{ identifier_type: "customer_id", identifier: ids["user"] }];
  const inConnector = (more: object) =>
    publishable({
      campaign_content: { content: { connector: { url: "https://api.example.com/notify", ...more } } },
    });
  const meta = (ids: Ids) => ({
    identifier: "USER_ATTRIBUTE_UNIQUE_ID",
    identifier_values: [ids["user"]],
  });
  const CALLS: ReadonlyArray<[method: string, path: string, body: (ids: Ids) => unknown]> = [
    [
      "POST",
      "/v5/campaigns/search",
      (ids) => ({ campaign_fields: { id: ids["campaign"] }, limit: 5, page: 1 }),
    ],
    ["POST", "/v5/campaigns/test", (ids) => ({ draft_id: ids["campaign"], test_campaign_meta: meta(ids) })],
    [
      "POST",
      "/core-services/v1/campaign-stats",
      (ids) => ({ campaign_ids: [ids["campaign"]], start_date: "2026-11-01", end_date: "2026-11-30" }),
    ],
    ["PUT", "/v5/custom-segments/file-segment/add-users", (ids) => ({ cs_id: ids["segment"], ...FILE })],
    ["PUT", "/v5/custom-segments/file-segment/remove-users", (ids) => ({ cs_id: ids["segment"], ...FILE })],
    ["PUT", "/v5/custom-segments/file-segment/replace", (ids) => ({ cs_id: ids["segment"], ...FILE })],
    [
      "POST",
      "/v5/audience/count",
      (ids) => ({
        segmentation_details: {
          included_filters: {
            filter_operator: "and",
            filters: [{ filter_type: "custom_segments", id: ids["segment"], name: ids["segment"] }],
          },
        },
      }),
    ],
    [
      "POST",
      "/v5/campaigns/validate",
      (ids) => inConnector({ authorization: { configuration_id: ids["configuration"] } }),
    ],
    [
      "POST",
      "/v5/personalization/preview",
      (ids) => ({
        channel: "CONNECTOR",
        user_identification: { type: "USER_ATTRIBUTE_UNIQUE_ID", value: ids["user"] },
        campaign_content: publishable().campaign_content,
      }),
    ],
    [
      "POST",
      `/v1/customers/export?app_id=${WORKSPACE}`,
      (ids) => ({ data: { identifiers: user(ids), user_fields_to_export: ["name"] } }),
    ],
    ["POST", `/v1/customer/delete?app_id=${WORKSPACE}`, (ids) => ({ identifiers: user(ids) })],
  ];

  test.each(CALLS)("%s %s tells no more than of one that is nowhere", async (method, path, bodyWith) => {
    const [theirs, none] = [await thingsOf(rita), nothing()];
    const answer = await stranger.call(method, path, { body: bodyWith(theirs) });
    const unknown = await stranger.call(method, path, { body: bodyWith(none) });
    const without = (text: string): string => text.replaceAll(/"(?:request|response)_id":"[^"]*"/g, "");
    expect(without(toldOf(answer, theirs))).toBe(without(toldOf(unknown, none)));
    expect(answer.text.replaceAll(theirs["user"] ?? "", "")).not.toContain(CANARY);
    expect((await rita.call("GET", `/v5/users/${theirs["user"]}`)).status).toBe(200);
    expect((await rita.call("GET", `/v5/custom-segments/${theirs["segment"]}`)).status).toBe(200);
  });
});
