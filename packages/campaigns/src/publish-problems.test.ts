import { expect, test } from "vitest";
import { publishProblems } from "./publish-problems.ts";
import { publishable } from "../test/campaign-factory.ts";

const context = {
  nowMs: Date.parse("2026-06-01T12:00:00Z"),
  requestsPerMinuteCap: 50_000,
  segmentationProblems: () => [],
};
const fields = (definition: Parameters<typeof publishProblems>[0]): string[] =>
  publishProblems(definition, context).map(({ field }) => field);

test("a complete campaign has no problems", () => {
  expect(publishProblems(publishable(), context)).toEqual([]);
});

test("an empty draft names every component that is missing, at once", () => {
  expect(fields({ channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" })).toEqual([
    "basic_details.name",
    "campaign_content.content.connector",
    "segmentation_details",
    "scheduling_details",
  ]);
});

test("a request limit above the workspace's cap and delays out of order are problems", () => {
  const delivery_controls = {
    campaign_throttle_rpm: 60_000,
    retry_policy: { max_attempts: 3, initial_delay_ms: 5_000, max_delay_ms: 1_000 },
  };
  expect(fields(publishable({ delivery_controls }))).toEqual([
    "delivery_controls.campaign_throttle_rpm",
    "delivery_controls.retry_policy.max_delay_ms",
  ]);
});

test("problems of the template carry their path", () => {
  const connector = { url: "https://api.example.com/x", headers: [{ key: "X-User", value: "{{ unclosed" }] };
  const [field] = fields(publishable({ campaign_content: { content: { connector } } }));
  expect(field).toMatch(/^campaign_content\.content\.connector\.headers\[0\]/);
});

test("problems of the filters come from the audience", () => {
  const problem = { field: "segmentation_details.included_filters.filters[0].value", issue: "wrong" };
  const problems = publishProblems(publishable(), { ...context, segmentationProblems: () => [problem] });
  expect(problems).toEqual([problem]);
});

test("an API-triggered campaign has neither audience nor schedule, and may read what a send brings", () => {
  const triggered = {
    campaign_delivery_type: "API_TRIGGERED",
    campaign_content: {
      content: {
        connector: {
          url: "https://api.example.com/x",
          body: { type: "JSON", json: { code: "{{ EventAttribute['code'] }}" } },
        },
      },
    },
  };
  expect(fields(publishable(triggered))).toEqual(["segmentation_details", "scheduling_details"]);
  const nothing = { segmentation_details: undefined, scheduling_details: undefined };
  expect(fields(publishable({ ...triggered, ...nothing }))).toEqual([]);
  expect(fields(publishable({ campaign_content: triggered.campaign_content }))).toEqual([
    "campaign_content.content.connector.body.json.code",
  ]);
});

test("a URL that the operator's settings refuse is told to the author, once its own problems are gone", () => {
  const endpointProblem = (url: string): string => `${url} is not allowed`;
  const connector = { url: "https://10.1.2.3/x" };
  const definition = publishable({ campaign_content: { content: { connector } } });
  expect(publishProblems(definition, { ...context, endpointProblem })).toEqual([
    { field: "campaign_content.content.connector.url", issue: "https://10.1.2.3/x is not allowed" },
  ]);
});
