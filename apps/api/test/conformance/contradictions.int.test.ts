// Where the product's pages contradict each other: what is decided in docs/decisions/0025, over HTTP, by its number there.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, type Person, type Stage, startStage, WORKSPACE } from "./stage.ts";

let stage: Stage;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  stage = await startStage();
  ana = await stage.person("ana@example.com");
  ben = await stage.person("ben@example.com");
});
afterAll(async () => stage[Symbol.asyncDispose]());

const create = (body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  ana.call("POST", "/v5/campaigns", { body: { campaign_delivery_type: "ONE_TIME", ...body }, headers });
const createdId = async (body: object): Promise<string> => {
  const { status, body: answer } = await create(body);
  expect([status, answer.error]).toEqual([201, undefined]);
  return answer.data.id;
};
const read = async (id: string) => (await ana.call("GET", `/v5/campaigns/${id}`)).body.data;
const problemFields = async (id: string): Promise<string[]> =>
  (await ana.call("POST", `/v5/campaigns/${id}/validate`)).body.data.errors.map(
    ({ field }: { field: string }) => field,
  );
const notSentYet = async (id: string): Promise<string[]> =>
  (await ana.call("POST", `/v5/campaigns/${id}/validate`)).body.data.cannot_be_sent_yet.map(
    ({ field }: { field: string }) => field,
  );

const connector = { channel: "CONNECTOR" };
const publishable = {
  ...connector,
  basic_details: { name: "Winter sale" },
  segmentation_details: { is_all_user_campaign: true },
  campaign_content: {
    content: { connector: { url: "https://api.example.com/x", body: { type: "JSON", json: {} } } },
  },
  scheduling_details: { delivery_type: "ASAP" },
};
const carousel = (slider_transition: string) => ({
  channel: "PUSH",
  campaign_content: {
    content: { push: { android: { basic_details: { carousel_content: { slider_transition } } } } },
  },
});

test("X1: the tenant header has two names, both optional, and must be the credential's workspace", async () => {
  for (const name of ["x-moe-tenant-id", "moe-appkey"]) {
    expect((await create(connector, { [name]: WORKSPACE })).status).toBe(201);
    expect((await create(connector, { [name]: "other" })).status).toBe(403);
  }
  expect((await create(connector)).status).toBe(201);
});

test("X2: a request id is optional, in header or body, and must be the same in both", async () => {
  const [header, field] = [randomUUID(), randomUUID()];
  expect((await create(connector, { "x-moe-request-id": header })).body.response_id).toBe(header);
  expect((await create({ ...connector, request_id: field })).body.response_id).toBe(field);
  expect((await create({ ...connector, request_id: "a" }, { "x-moe-request-id": "b" })).status).toBe(400);
});

test("X3: the preset of the product limits calls and creations, each in its own windows", async () => {
  const settings = await stage.person("cleo@example.com");
  await settings.call("PUT", "/v5/workspace/quotas", { body: { preset: "product" } });
  const { body } = await settings.call("GET", "/v5/workspace/quotas");
  expect(body.data.effective.create).toEqual({ per_second: 5, per_minute: 25, per_hour: 100 });
  expect(body.data.effective.created).toEqual({ per_minute: 5, per_hour: 25, per_day: 100 });
  await settings.call("PUT", "/v5/workspace/quotas", { body: { preset: "off" } });
});

test("X4: what may be edited goes by the status, not by being a draft", async () => {
  const later = { delivery_type: "AT_FIXED_TIME", start_time: "2035-12-01T09:30:00", timezone: "UTC" };
  const id = await createdId({ ...publishable, scheduling_details: later });
  await ana.call("POST", `/v5/campaigns/${id}/submit`);
  await ben.call("POST", `/v5/campaigns/${id}/approve`);
  await ana.call("PATCH", `/v5/campaigns/${id}/status`, { body: { action: "PUBLISH" } });
  const patch = (body: object) => ana.call("PATCH", `/v5/campaigns/${id}`, { body });
  expect((await patch({ scheduling_details: { delivery_type: "ASAP" } })).status).toBe(409);
  expect((await patch({ basic_details: { name: "Winter sale again" } })).status).toBe(200);
});

test("X5: custom UTM parameters have any name, five at most", async () => {
  const custom = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`any_${index}`, "x"]));
  const utm = { utm_source: "a", utm_medium: "b", utm_cust: "c" };
  expect((await create({ ...connector, utm_params: { ...utm, ...custom(4) } })).status).toBe(201);
  expect((await create({ ...connector, utm_params: { ...utm, ...custom(5) } })).status).toBe(400);
});

test("X6: a one-time audience limit says metric and frequency, or leaves them out", async () => {
  await ana.call("PUT", "/v5/workspace/settings", { body: { campaign_audience_limit: true } });
  const limit = { is_campaign_audience_limit_enabled: true, limit: 5 };
  for (const campaign_audience_limit of [limit, { ...limit, metric: "SENT", frequency: "TOTAL" }]) {
    expect(await problemFields(await createdId({ ...publishable, campaign_audience_limit }))).toEqual([]);
  }
});

test("X7: slider_transition is read in small and in capital letters, and answered in capitals", async () => {
  for (const spelt of ["automatic", "AUTOMATIC"]) {
    const { campaign_content } = await read(await createdId(carousel(spelt)));
    expect(campaign_content.content.push.android.basic_details.carousel_content).toEqual({
      slider_transition: "AUTOMATIC",
    });
  }
});

test("X8: interruption_level is read in words and in capitals, and answered in capitals", async () => {
  for (const interruption_level of ["Time sensitive", "TIME_SENSITIVE"]) {
    const advanced = { platform_level_priority: { ios_specific_priority: { interruption_level } } };
    const answered = await read(await createdId({ channel: "PUSH", advanced }));
    expect(answered.advanced.platform_level_priority.ios_specific_priority).toEqual({
      interruption_level: "TIME_SENSITIVE",
    });
  }
});

test("X9: sherpa_distribution_metric is read with a space and with _, and answered with _", async () => {
  for (const sherpa_distribution_metric of ["OPEN RATE", "OPEN_RATE"]) {
    const variation_details = { sherpa_distribution_metric };
    const { campaign_content } = await read(
      await createdId({ channel: "PUSH", campaign_content: { variation_details } }),
    );
    expect(campaign_content.variation_details).toEqual({ sherpa_distribution_metric: "OPEN_RATE" });
  }
});

test("X10: trigger_attr is read as text and as an object, and answered as an object", async () => {
  for (const trigger_attr of ["flight_time", { name: "flight_time" }]) {
    const { trigger_condition } = await read(
      await createdId({ ...connector, trigger_condition: { trigger_attr } }),
    );
    expect(trigger_condition).toEqual({ trigger_attr: { name: "flight_time" } });
  }
});

test("X11: HTML and a template id of an e-mail may stand together, and one of them must", async () => {
  const fieldsOf = async (more: object) => {
    const email = { subject: "a", sender_name: "b", from_address: "c@example.com", ...more };
    return problemFields(await createdId({ channel: "EMAIL", campaign_content: { content: { email } } }));
  };
  const isAboutHtml = (field: string) => /html_content|custom_template_id/.test(field);
  const both = { html_content: "<p>x</p>", custom_template_id: "t" };
  expect((await fieldsOf(both)).filter(isAboutHtml)).toEqual([]);
  expect((await fieldsOf({ html_content: "<p>x</p>" })).filter(isAboutHtml)).toEqual([]);
  expect((await fieldsOf({})).filter(isAboutHtml)).not.toEqual([]);
});

test("X12: an e-mail draft needs no provider; to be published it does", async () => {
  expect(await problemFields(await createdId({ channel: "EMAIL" }))).toContain("connector");
});

test("X13: the sendings of a campaign are listed by a path of ours", async () => {
  const id = await createdId(connector);
  expect((await ana.call("GET", `/v5/campaigns/${id}/runs`)).status).toBe(200);
});

test("X14: 404 has the code NOT_FOUND, a reused Idempotency-Key is 409 with BAD_REQUEST", async () => {
  const missing = await ana.call("GET", `/v5/campaigns/${"0".repeat(24)}`);
  expect([missing.status, missing.body.error.code]).toEqual([404, "NOT_FOUND"]);
  const headers = { "idempotency-key": randomUUID() };
  await create(connector, headers);
  const reused = await create({ ...connector, basic_details: { name: "Another" } }, headers);
  expect([reused.status, reused.body.error.code]).toEqual([409, "BAD_REQUEST"]);
});

test("X15: a device-triggered campaign may wait", async () => {
  const id = await createdId({
    channel: "PUSH",
    campaign_delivery_type: "DEVICE_TRIGGERED",
    trigger_condition: {
      included_filters: { filter_operator: "or", filters: [{ filter_type: "actions", action_name: "A" }] },
      trigger_delay_type: "DELAY",
      trigger_delay_value: 5,
      trigger_delay_granularity: "MINUTES",
      trigger_relation: "AFTER",
    },
  });
  expect((await problemFields(id)).filter((field) => field.includes("delay"))).toEqual([]);
});

test("X16: whether a request is tried again is said by the campaign", async () => {
  const retry_policy = { max_attempts: 1, initial_delay_ms: 5_000, max_delay_ms: 5_000 };
  const id = await createdId({ ...publishable, delivery_controls: { retry_policy } });
  expect((await read(id)).delivery_controls).toEqual({ retry_policy });
  expect(await problemFields(id)).toEqual([]);
});

test("X17: {{UserAttribute['x']}} and {{ user.x }} mean the same", async () => {
  const json = { long: "{{UserAttribute['first_name']}}", short: "{{ user.first_name }}" };
  const { body } = await ana.call("POST", "/v5/personalization/preview", {
    body: {
      channel: "CONNECTOR",
      user_identification: { type: "USER_ATTRIBUTE_UNIQUE_ID", value: "nobody" },
      user_attributes: { first_name: "Ana" },
      campaign_content: {
        content: { connector: { url: "https://a.example/x", body: { type: "JSON", json } } },
      },
    },
  });
  expect(JSON.parse(body.data.contents[0].connector.body)).toEqual({ long: "Ana", short: "Ana" });
});

test("X19: conversion goals are kept, and said not to be counted yet", async () => {
  const conversion_goal_details = {
    attribution_window_in_hours: 36,
    goals: [{ goal_name: "Order", goal_event_name: "Purchased", is_primary_goal: true }],
  };
  const id = await createdId({ ...publishable, conversion_goal_details });
  expect((await read(id)).conversion_goal_details).toEqual(conversion_goal_details);
  expect((await notSentYet(id)).some((field) => field.startsWith("conversion_goal_details"))).toBe(true);
});

test("X20: a rejected campaign is edited and submitted again", async () => {
  const id = await createdId(publishable);
  await ana.call("POST", `/v5/campaigns/${id}/submit`);
  await ben.call("POST", `/v5/campaigns/${id}/reject`, { body: { comment: "Another name, please." } });
  const edit = { body: { basic_details: { name: "Another name" } } };
  expect((await ana.call("PATCH", `/v5/campaigns/${id}`, edit)).status).toBe(200);
  expect((await ana.call("POST", `/v5/campaigns/${id}/submit`)).status).toBe(200);
});

test("X21: x-ratelimit-reset counts seconds to go", async () => {
  await ana.call("PUT", "/v5/workspace/quotas", { body: { preset: "open" } });
  await expect
    .poll(async () => (await ana.call("GET", "/v5/campaigns")).headers.get("x-ratelimit-reset"), {
      timeout: 20_000,
    })
    .not.toBeNull();
  const { headers } = await ana.call("GET", "/v5/campaigns");
  expect(Number(headers.get("x-ratelimit-reset"))).toBeLessThanOrEqual(86_400);
});

test("X22: the flags of frequency capping are kept as they are sent", async () => {
  const delivery_controls = { count_for_frequency_capping: true, ignore_frequency_capping: false };
  const id = await createdId({ ...publishable, delivery_controls });
  expect((await read(id)).delivery_controls).toEqual(delivery_controls);
});

test("X24: queue_duration is 1 to 48 while queuing is on, and may be 0 while it is off", async () => {
  const fieldsOf = async (delivery_controls: object) =>
    (await problemFields(await createdId({ channel: "PUSH", delivery_controls }))).filter((field) =>
      field.includes("queue_duration"),
    );
  expect(await fieldsOf({ queuing_enabled: true, queue_duration: 0 })).toEqual([
    "delivery_controls.queue_duration",
  ]);
  expect(await fieldsOf({ queuing_enabled: true, queue_duration: 48 })).toEqual([]);
  expect(await fieldsOf({ queuing_enabled: false, queue_duration: 0 })).toEqual([]);
});
