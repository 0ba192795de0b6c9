import { type Endpoint, startEndpoint } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

const SECRET = "canary-secret-7f3a";

let api: TestApi;
let ana: Person;
let endpoint: Endpoint;
let answer: { status: number; headers?: Record<string, string>; body?: string };

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  endpoint = await startEndpoint(() => answer);
  await api.store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u-' || n, jsonb_build_object('city', 'city ' || n, 'u_em', 'u' || n || '@example.com', 'u_mb', '4917' || n)
     from generate_series(1, 60) n`,
    [WORKSPACE],
  );
});
beforeEach(async () => {
  answer = { status: 200, headers: { "x-request-id": "r-1" }, body: "fine" };
  await api.store.pool.query("delete from quota_windows where name = 'test_requests'");
});
afterAll(async () => {
  await endpoint.close();
  await api[Symbol.asyncDispose]();
});

const contentOf = (changes: object = {}) => ({
  content: {
    connector: {
      url: `${endpoint.url}/notify`,
      body: { type: "JSON", json: { to: "{{ UserAttribute['user_id'] }}", city: "{{ user.city }}" } },
      ...changes,
    },
  },
});
const to = (identifier: string, ...identifier_values: string[]) => ({
  test_campaign_meta: { identifier, identifier_values },
});
const send = (body: object) => ana.call("POST", "/test", body);
const inline = (meta: object, changes: object = {}, more: object = {}) =>
  send({ channel: "CONNECTOR", campaign_content: contentOf(changes), ...meta, ...more });
const KEY = "CONNECTOR_default_variation_1";
const UNIQUE = "USER_ATTRIBUTE_UNIQUE_ID";

describe("before the workspace can sign", () => {
  test("nothing leaves, and the test says why", async () => {
    const { body } = await inline(to(UNIQUE, "u-1"));
    expect(body.data.data[KEY]).toMatchObject({
      status: "FAILED",
      recipients: [{ failure_reason: expect.stringContaining("no signing secret yet") }],
    });
    expect(endpoint.requests).toEqual([]);
  });
});

describe("a test of a connector", () => {
  beforeAll(async () => void (await ana.call("POST", "/v5/signing-secrets/rotate")));
  let before = 0;
  beforeEach(() => (before = endpoint.requests.length));
  const sent = () => endpoint.requests.slice(before);

  test("makes one request for each person, signed, authorized and marked as a test", async () => {
    const settings = { type: "STATIC_HEADERS", headers: [{ key: "X-Token", value: SECRET }] };
    const configuration = await ana.call("POST", "/v5/authorization-configurations", {
      name: "Token",
      settings,
    });
    const authorization = { configuration_id: configuration.body.data.id };
    answer = { status: 200, body: `you sent ${SECRET}` };
    const { status, body } = await inline(to(UNIQUE, "u-1", "u-2"), { authorization });
    expect([status, body.data.message, body.data.data[KEY].status]).toEqual([200, "2 of 2 sent", "SENT"]);
    expect(
      sent()
        .map((request) => JSON.parse(request.body))
        .sort((a, b) => (a.to < b.to ? -1 : 1)),
    ).toEqual([
      { to: "u-1", city: "city 1" },
      { to: "u-2", city: "city 2" },
    ]);
    for (const { headers } of sent())
      expect(headers).toMatchObject({
        "x-sluice-test": "1",
        "x-attempt": "1",
        "x-token": SECRET,
        "idempotency-key": expect.stringMatching(/^[0-9a-f-]{36}:u-[12]$/),
        "webhook-signature": expect.stringMatching(/^v1,/),
      });
    const [first] = body.data.data[KEY].recipients;
    expect(first).toMatchObject({
      identifier: "u-1",
      user_id: "u-1",
      status: "SENT",
      request: { method: "POST", url: `${endpoint.url}/notify`, body: '{"to":"u-1","city":"city 1"}' },
      response: {
        status: 200,
        body: "you sent [masked]",
        is_body_whole: true,
        latency_ms: expect.any(Number),
      },
    });
    expect(first.request.headers).toContainEqual(["X-Token", "[masked]"]);
    expect(JSON.stringify([body, api.logged])).not.toContain(SECRET);
  });

  test("judges the answer by the connector's own rule, and shows it cut", async () => {
    answer = { status: 202, body: "x".repeat(100_000) };
    const { body } = await inline(to(UNIQUE, "u-1"), { success: { statuses: ["200"] } });
    const [recipient] = body.data.data[KEY].recipients;
    expect(recipient).toMatchObject({
      status: "FAILED",
      failure_reason: "status 202",
      response: { is_body_whole: false },
    });
    expect(recipient.response.body).toHaveLength(16_384);
  });

  test("is of the newest version of a campaign, in any status, and leaves its figures alone", async () => {
    const campaign_content = contentOf();
    const { id } = (await ana.call("POST", "", publishable({ campaign_content }))).body.data;
    const { status, body } = await send({ draft_id: id, ...to(UNIQUE, "u-3") });
    expect([status, body.data.data[KEY].status]).toEqual([200, "SENT"]);
    expect((await ana.call("GET", `/${id}`)).body.data).toMatchObject({ status: "DRAFT", run_id: null });
    const { entries } = (await ana.call("GET", `/${id}/audit`)).body.data;
    expect(entries.at(-1)).toMatchObject({
      action: "campaign.tested",
      actor: "ana@example.com",
      detail: { channel: "CONNECTOR", identifier: UNIQUE, people: 1, requests: 1, origin: endpoint.url },
    });
    expect((await send({ draft_id: "0".repeat(24), ...to(UNIQUE, "u-3") })).status).toBe(404);
    const both = await send({ draft_id: id, channel: "EMAIL", ...to(UNIQUE, "u-3") });
    expect([both.status, both.body.error.target]).toEqual([400, "channel"]);
  });

  test.each([
    ["USER_ATTRIBUTE_USER_EMAIL", "u7@example.com"],
    ["USER_ATTRIBUTE_USER_MOBILE", "49177"],
    ["EMAIL", "u7@example.com"],
    ["ID", "u-7"],
  ])("finds people by %s", async (identifier, value) => {
    const { body } = await inline(to(identifier, value));
    expect(body.data.data[KEY].recipients).toMatchObject([
      { identifier: value, user_id: "u-7", status: "SENT" },
    ]);
  });

  test("takes values that stand in for people's own; an unknown address has these alone", async () => {
    const personalization_details = { user_attributes: { city: "Pune", user_id: "guest" } };
    const { body } = await inline(to("EMAIL", "new@example.com"), {}, { personalization_details });
    expect(body.data.data[KEY].recipients).toMatchObject([{ user_id: null, status: "SENT" }]);
    expect(JSON.parse(sent()[0]!.body)).toEqual({ to: "guest", city: "Pune" });
    const bare = await inline(to("EMAIL", "new@example.com"));
    expect(bare.body.data.data[KEY].failure_reason).toContain(
      "campaign_content.content.connector.body.json.to: UserAttribute['user_id'] has no value",
    );
    const unknown = await inline(to(UNIQUE, "u-1", "nobody"));
    expect(unknown.body.data).toMatchObject({
      message: "1 of 2 sent",
      data: {
        [KEY]: { status: "FAILED", failure_reason: "nobody: no user of the workspace has this identifier" },
      },
    });
  });

  test("goes to all users of a segment, and to none of one that has more than fifty", async () => {
    const segment = async (name: string, value: string) => {
      const filter = {
        filter_type: "user_attributes",
        name: "city",
        data_type: "string",
        operator: "contains",
        value,
      };
      await api.store.pool.query(
        `insert into segments (workspace_id, segment_id, type, name, definition, version, user_count, created_by, created_at, updated_by, updated_at)
         values ($1, $2, 'FILTER', $3, $4, 1, 0, 'ana', now(), 'ana', now())`,
        [
          WORKSPACE,
          name.padEnd(24, "0"),
          name,
          JSON.stringify({ included_filters: { filter_operator: "and", filters: [filter] } }),
        ],
      );
    };
    await segment("abc", "city 5");
    await segment("def", "city");
    const { body } = await inline(to("CUSTOM_SEGMENT", "abc"));
    expect(body.data.message).toBe("11 of 11 sent");
    const all = await inline(to("CUSTOM_SEGMENT", "def".padEnd(24, "0")));
    expect([all.status, all.body.error.message]).toEqual([
      400,
      expect.stringContaining("more than 50 users"),
    ]);
    expect((await inline(to("CUSTOM_SEGMENT", "gone"))).body.error.target).toBe(
      "test_campaign_meta.identifier_values[0]",
    );
    expect(sent()).toHaveLength(11);
  });

  test("never reaches an address that delivery would refuse", async () => {
    const { body } = await inline(to(UNIQUE, "u-1"), { url: "http://169.254.169.254/latest" });
    expect(body.data.data[KEY].recipients[0]).toMatchObject({
      status: "FAILED",
      failure_reason: "address not allowed",
      response: null,
    });
  });

  test("tells that a URL is none", async () => {
    const { status, body } = await inline(to(UNIQUE, "u-1"), { url: "https://6R[( *h6'" });
    expect(status).toBe(200);
    expect(body.data.data[KEY].recipients[0].status).toBe("FAILED");
    expect(body.data.data[KEY].recipients[0].failure_reason).toContain("url");
  });

  test("tells of an endpoint that does not answer in time", async () => {
    await using silent = await startEndpoint([{ hang: true }]);
    const { body } = await inline(to(UNIQUE, "u-1"), { url: silent.url, timeout_ms: 100 });
    expect(body.data.data[KEY].recipients[0]).toMatchObject({
      status: "FAILED",
      failure_reason: "timeout",
      response: null,
    });
  });

  test("makes one request for each locale and variation, or those that are chosen", async () => {
    const { connector } = contentOf().content;
    const campaign_content = {
      content: {
        default: { variation_1: { connector }, variation_2: { connector } },
        German: { variation_1: { connector } },
      },
      locales: ["German"],
      variation_details: { no_of_variations: 2 },
    };
    const keyed = (meta: object) =>
      send({
        channel: "CONNECTOR",
        campaign_content,
        test_campaign_meta: { identifier: UNIQUE, identifier_values: ["u-1"], ...meta },
      });
    expect(Object.keys((await keyed({})).body.data.data)).toEqual([
      "CONNECTOR_default_variation_1",
      "CONNECTOR_default_variation_2",
      "CONNECTOR_German_variation_1",
    ]);
    expect(Object.keys((await keyed({ locale_name: "German" })).body.data.data)).toEqual([
      "CONNECTOR_German_variation_1",
    ]);
    expect((await keyed({ variation: "variation_9" })).body.error.target).toBe(
      "test_campaign_meta.variation",
    );
    expect(
      new Set(
        column(
          sent().map(({ headers }) => headers),
          "idempotency-key",
        ),
      ).size,
    ).toBe(4);
  });

  test("makes at most as many requests a minute as the lowest cap allows", async () => {
    const cap = await ana.call("PUT", "/v5/workspace/origin-limits", {
      origin: endpoint.url,
      requests_per_minute: 3,
    });
    expect(cap.status).toBeLessThan(300);
    expect((await inline(to(UNIQUE, "u-1", "u-2"))).body.data.message).toBe("2 of 2 sent");
    const refused = await inline(to(UNIQUE, "u-1", "u-2"));
    expect([refused.status, refused.body.error.message]).toEqual([
      429,
      expect.stringContaining("at most 3 requests a minute"),
    ]);
    expect((await inline(to(UNIQUE, "u-1", "u-2", "u-3", "u-4"))).status).toBe(422);
    expect(sent()).toHaveLength(2);
    await ana.call("DELETE", `/v5/workspace/origin-limits?origin=${encodeURIComponent(endpoint.url)}`);
  });

  test("needs the scope of those who write campaigns", async () => {
    const viewer = await api.person("vic@example.com", { scopes: ["view", "send"] });
    const body = { channel: "CONNECTOR", campaign_content: contentOf(), ...to(UNIQUE, "u-1") };
    expect((await viewer.call("POST", "/test", body)).status).toBe(403);
  });

  test("refuses what is neither content nor a draft, and more than ten identifiers", async () => {
    expect((await send(to(UNIQUE, "u-1"))).status).toBe(400);
    const many = await inline(to(UNIQUE, ...Array.from({ length: 11 }, (_, n) => `u-${n}`)));
    expect([many.status, many.body.error.target]).toEqual([400, "test_campaign_meta.identifier_values"]);
  });
});

describe("a test of push and e-mail", () => {
  test("shows the rendered content for each platform, and says that there is no provider", async () => {
    const push = {
      android: { basic_details: { title: "{{ user.city }}" } },
      ios: { basic_details: { title: "{{ user.town }}" } },
    };
    const { status, body } = await send({
      channel: "PUSH",
      campaign_content: { content: { push } },
      ...to(UNIQUE, "u-1"),
    });
    expect([status, body.data.message]).toEqual([200, "0 of 2 sent"]);
    expect(body.data.data["ANDROID_default_variation_1"].recipients).toMatchObject([
      {
        status: "FAILED",
        failure_reason: "no provider for push is configured: the content was rendered and not sent",
        content: { push: { android: { basic_details: { title: "city 1" } } } },
      },
    ]);
    expect(body.data.data["IOS_default_variation_1"].failure_reason).toContain("user.town has no value");
  });

  test("does so for e-mail to somebody who is unknown", async () => {
    const email = { subject: "{{ user.city }}", html_content: "<p>{{ user.city }}</p>" };
    const personalization_details = { user_attributes: { city: "R&B" } };
    const { body } = await send({
      channel: "EMAIL",
      campaign_content: { content: { email } },
      connector: { connector_type: "SENDGRID", connector_name: "main" },
      personalization_details,
      ...to("EMAIL", "new@example.com"),
    });
    expect(body.data.data["EMAIL_default_variation_1"].recipients[0]).toMatchObject({
      user_id: null,
      content: { email: { subject: "R&B", html_content: "<p>R&amp;B</p>" }, problems: [] },
    });
  });
});
