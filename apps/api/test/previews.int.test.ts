import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

const PATH = "/v5/personalization/preview";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  await api.store.pool.query("insert into users (workspace_id, user_id, attributes) values ($1, 'u-1', $2)", [
    WORKSPACE,
    JSON.stringify({ first_name: "Ada & <Co>", city: "Köln", u_em: "ada@example.com", u_mb: "491701" }),
  ]);
  await api.store.pool.query(
    "insert into devices (workspace_id, user_id, device_id, platform, push_id, attributes) values ($1, 'u-1', 'd', 'ANDROID', 'push-1', '{}')",
    [WORKSPACE],
  );
});
afterAll(async () => api[Symbol.asyncDispose]());

const ADA = { type: "USER_ATTRIBUTE_UNIQUE_ID", value: "u-1" };
const preview = (body: object) => ana.call("POST", PATH, { user_identification: ADA, ...body });
const connector = (changes: object = {}) => ({
  channel: "CONNECTOR",
  campaign_content: {
    content: {
      connector: {
        url: "https://api.example.com/{{ user.city }}",
        headers: [
          { key: "X-Api-Key", value: "very-secret-key" },
          { key: "X-Name", value: "{{ UserAttribute['city'] }}" },
        ],
        body: { type: "JSON", json: { to: "{{ UserAttribute['user_id'] }}", code: "{{ event.code }}" } },
        ...changes,
      },
    },
  },
});

describe("a preview of a connector", () => {
  test("is the whole request, with the headers that a sender adds, and no secret", async () => {
    const configuration = await ana.call("POST", "/v5/authorization-configurations", {
      name: "CRM",
      settings: { type: "BASIC", username: "u", password: "canary-secret" },
    });
    const authorization = { configuration_id: configuration.body.data.id };
    const answer = await preview({ ...connector({ authorization }), event_attributes: { code: "4711" } });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      channel: "CONNECTOR",
      user_id: "u-1",
      contents: [
        {
          locale: "default",
          variation: "variation_1",
          connector: {
            method: "POST",
            url: "https://api.example.com/K%C3%B6ln",
            headers: [
              ["content-type", "application/json"],
              ["X-Api-Key", "[masked]"],
              ["X-Name", "Köln"],
              ["idempotency-key", "{run_id}:u-1"],
              ["x-attempt", "1"],
              ["authorization", "[masked]"],
              ["webhook-id", "{run_id}:u-1"],
              ["webhook-timestamp", "{seconds}"],
              ["webhook-signature", "[masked]"],
            ],
            body: '{"to":"u-1","code":"4711"}',
          },
          problems: [],
        },
      ],
    });
  });

  test("names each field that cannot be filled, and an authorization that is not there", async () => {
    const authorization = { configuration_id: "0".repeat(24) };
    const [content] = (await preview(connector({ authorization }))).body.data.contents;
    expect(content).toMatchObject({
      connector: null,
      problems: [
        { field: "campaign_content.content.connector.body.json.code", issue: "event.code has no value" },
        { field: "campaign_content.content.connector.authorization.configuration_id" },
      ],
    });
  });
});

describe("a preview of a message", () => {
  test("fills every template of an e-mail, each locale for itself, HTML escaped and subjects plain", async () => {
    const email = (subject: string) => ({
      email: { subject, html_content: "<p>{{ user.first_name }}</p>", from_address: "shop@example.com" },
    });
    const { body } = await preview({
      channel: "EMAIL",
      campaign_content: {
        locales: ["German"],
        content: {
          default: { variation_1: email("Hello {{ user.first_name }}") },
          German: { variation_1: email("Hallo") },
        },
      },
    });
    expect(body.data.contents).toMatchObject([
      {
        locale: "default",
        email: { subject: "Hello Ada & <Co>", html_content: "<p>Ada &amp; &lt;Co&gt;</p>" },
        problems: [],
      },
      { locale: "German", email: { subject: "Hallo" } },
    ]);
  });

  test("takes values that stand in for the user's own, also for somebody who is unknown", async () => {
    const campaign_content = {
      content: {
        push: { android: { basic_details: { title: "{{ user.city }}", message: "{{ user.first_name }}" } } },
      },
    };
    const user_identification = { type: "EMAIL", value: "nobody@example.com" };
    const { body } = await preview({
      channel: "PUSH",
      campaign_content,
      user_identification,
      user_attributes: { city: "Pune" },
    });
    expect(body.data).toMatchObject({
      user_id: null,
      contents: [
        {
          push: { android: { basic_details: { title: "Pune", message: "{{ user.first_name }}" } } },
          problems: [
            {
              field: "campaign_content.content.push.android.basic_details.message",
              issue: "user.first_name has no value",
            },
          ],
        },
      ],
    });
  });

  test.each([
    ["EMAIL", "ada@example.com"],
    ["MOBILE_NUMBER", "491701"],
    ["PUSH_ID", "push-1"],
    ["ID", "u-1"],
  ])("finds the user by %s", async (type, value) => {
    const { body } = await preview({ ...connector(), user_identification: { type, value } });
    expect(body.data.user_id).toBe("u-1");
  });

  test("refuses a request without content, without a person, or of another channel", async () => {
    expect((await preview({ channel: "SMS", campaign_content: {} })).status).toBe(400);
    expect((await preview({ channel: "PUSH", campaign_content: {} })).body.error).toMatchObject({
      code: "VALIDATION_FAILED",
      target: "campaign_content.content",
    });
    expect((await ana.call("POST", PATH, connector())).body.error.target).toBe("user_identification");
  });
});
