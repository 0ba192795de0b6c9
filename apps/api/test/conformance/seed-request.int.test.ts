// The request of the product's own page for creating a campaign, as a program sends it, with what its page says of the answer.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, type Stage, startStage } from "./stage.ts";

let stage: Stage;
let ana: Person;
beforeAll(async () => {
  stage = await startStage();
  ana = await stage.person("ana@example.com");
});
afterAll(async () => stage[Symbol.asyncDispose]());

const request = (requestId: string) => ({
  request_id: requestId,
  channel: "PUSH",
  campaign_delivery_type: "ONE_TIME",
  created_by: "writer@example.com",
  basic_details: { name: "Winter sale", platforms: ["ANDROID"] },
  campaign_content: {
    content: {
      push: {
        android: {
          template_type: "BASIC",
          basic_details: {
            notification_channel: "general",
            title: "Hello",
            message: "The winter sale is on",
            default_click_action: "DEEPLINKING",
            default_click_action_value: "app://sale",
          },
        },
      },
    },
  },
  scheduling_details: { delivery_type: "ASAP" },
});
const headersOf = (requestId: string) => ({ "x-moe-request-id": requestId, "idempotency-key": randomUUID() });

test("the documented request makes a draft, and its answer is the documented one", async () => {
  const { status, body } = await ana.call("POST", "/v5/campaigns", {
    body: request("abc-101"),
    headers: headersOf("abc-101"),
  });
  expect(status).toBe(201);
  expect(body).toEqual({
    response_id: "abc-101",
    type: "campaign",
    data: { id: expect.stringMatching(/^[0-9a-f]{24}$/), status: "DRAFT" },
  });
});

test("the same Idempotency-Key is answered with the same body", async () => {
  const call = { body: request("abc-102"), headers: headersOf("abc-102") };
  const [first, second] = [
    await ana.call("POST", "/v5/campaigns", call),
    await ana.call("POST", "/v5/campaigns", call),
  ];
  expect([second.status, second.text]).toEqual([201, first.text]);
});

test("an audience limit where it is not switched on is refused with the documented body", async () => {
  const { status, body } = await ana.call("POST", "/v5/campaigns", {
    body: {
      ...request("abc-103"),
      campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 100 },
    },
    headers: headersOf("abc-103"),
  });
  const message = "Campaign Audience Limit feature is not enabled for this db";
  expect(status).toBe(400);
  expect(body).toMatchObject({
    response_id: "abc-103",
    error: {
      code: "VALIDATION_FAILED",
      message,
      target: "campaign_audience_limit",
      details: [{ target: "campaign_audience_limit", message }],
    },
  });
});

test("a draft needs its channel and delivery type and nothing else; what is missing is told by validate", async () => {
  const created = await ana.call("POST", "/v5/campaigns", {
    body: { channel: "EMAIL", campaign_delivery_type: "ONE_TIME" },
  });
  expect(created.status).toBe(201);
  const { body } = await ana.call("POST", `/v5/campaigns/${created.body.data.id}/validate`);
  expect(body.data.valid).toBe(false);
  expect(body.data.errors.map(({ field }: { field: string }) => field)).toEqual(
    expect.arrayContaining(["campaign_content.content.email", "scheduling_details"]),
  );
});
