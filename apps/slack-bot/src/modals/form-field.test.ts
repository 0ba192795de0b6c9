// Every field of the form stands in the shared schema, has its limits, and gives back what it shows.
import { ConnectorDefinition, MAX_CAMPAIGN_REQUESTS_PER_MINUTE, parseInput } from "@sluice/schema";
import { expect, test } from "vitest";
import { BASICS_FIELDS } from "./basics-step.ts";
import { typedOf } from "./form-field.ts";
import { valueAt, valuesIn } from "./form.ts";
import { patchOf } from "./form-patch.ts";
import { FURTHER_FIELDS, REQUEST_FIELDS, WHEN_FIELDS } from "./sending-fields.ts";
import { fieldSchema } from "./schema-field.ts";

const FIELDS = [...BASICS_FIELDS, ...REQUEST_FIELDS, ...WHEN_FIELDS, ...FURTHER_FIELDS];

const WHOLE = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  basic_details: { name: "Winter sale", tags: ["sale", "winter"] },
  campaign_content: {
    content: {
      connector: {
        method: "PUT",
        url: "https://api.example.com/notify",
        url_parameters: [{ key: "source", value: "sluice" }],
        headers: [{ key: "X-Campaign", value: "winter: 2026" }],
        authorization: {
          configuration_id: "6560a1b2c3d4e5f6a7b8c9d0",
          key: "Authorization",
          prefix: "Token",
          reattempt_error_codes: [401, 403],
        },
        success: { statuses: ["200", "2xx"], and: { body_contains: "ok" }, otherwise: "retry" },
        timeout_ms: 5_000,
      },
    },
  },
  scheduling_details: {
    delivery_type: "AT_FIXED_TIME",
    start_time: "2026-12-01T09:30",
    expiry_time: "2026-12-02T09:30",
    timezone: "Europe/Berlin",
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

test("a field that the schema does not know cannot be made", () => {
  expect(() => fieldSchema("delivery_controls.retries")).toThrow(
    "a campaign has no field delivery_controls.retries",
  );
});

test.each(FIELDS.map((field) => [field.path, field] as const))(
  "%s shows what is there and reads it back",
  (path, field) => {
    const value = valueAt(WHOLE, path);
    expect(value).toBeDefined();
    const typed = typedOf(field, value);
    expect(typed).not.toBeNull();
    expect(field.value(typed!)).toEqual(value);
  },
);

test("numbers have the schema's bounds", () => {
  const limit = WHEN_FIELDS.find(({ label }) => label === "Request limit");
  expect(limit?.block("").element).toMatchObject({
    min_value: "1",
    max_value: String(MAX_CAMPAIGN_REQUESTS_PER_MINUTE),
  });
});

test("what is typed as it was changes nothing, and what is emptied is taken away", () => {
  const parsed = parseInput(ConnectorDefinition, WHOLE);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const state = (emptied: string | null) =>
    Object.fromEntries(
      FIELDS.map((field) => [
        field.path,
        {
          value: { value: field.path === emptied ? null : typedOf(field, valueAt(parsed.value, field.path)) },
        },
      ]),
    );
  const patch = patchOf(parsed.value, valuesIn(FIELDS, state(null), []));
  for (const [name, component] of Object.entries(patch))
    expect(component).toEqual(Reflect.get(parsed.value, name));
  const emptied = patchOf(
    parsed.value,
    valuesIn(FIELDS, state("delivery_controls.campaign_throttle_rpm"), []),
  );
  expect(emptied["delivery_controls"]).toMatchObject({ campaign_throttle_rpm: null, throttle_weight: 3 });
});
