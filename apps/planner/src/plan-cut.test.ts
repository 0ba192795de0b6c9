import { CampaignDefinition } from "@sluice/schema";
import type { RunToCut } from "@sluice/store";
import { expect, test } from "vitest";
import { planCut } from "./plan-cut.ts";

const RUN_ID = "01890000-0000-7000-8000-000000000000";

const run = (definition: object = {}, changes: Partial<RunToCut> = {}): RunToCut => ({
  runId: RUN_ID,
  workspaceId: "acme",
  campaignId: "0123456789abcdef01234567",
  approvalId: RUN_ID,
  contentHash: "c".repeat(64),
  definition: CampaignDefinition.parse({
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    campaign_content: { content: { connector: { url: "https://api.example.com/notify" } } },
    segmentation_details: { is_all_user_campaign: true },
    ...definition,
  }),
  audience: null,
  draw: null,
  caps: null,
  startsAtMs: 0,
  expiresAtMs: 1,
  requestsPerMinute: 60_000,
  ...changes,
});

const reasons = (of: RunToCut): string[] =>
  planCut(of)
    .audience(1)
    .exclusions.map(({ reason }) => reason);

test("a run without control groups and limits asks about nothing but its filters", () => {
  const plan = planCut(run());
  expect(plan.audience(1)).toEqual({
    included: { text: "workspace_id = $1::text", values: ["acme"] },
    exclusions: [],
  });
  expect(plan.maxRecipients).toBeNull();
});

test("users are left out in the order in which the reasons count, each with parameters of its own", () => {
  const definition = {
    segmentation_details: {
      is_all_user_campaign: true,
      excluded_filters: {
        filter_operator: "and",
        filters: [
          { filter_type: "user_attributes", name: "city", data_type: "string", operator: "is", value: "x" },
        ],
      },
    },
    control_group_details: {
      is_global_control_group_enabled: true,
      is_campaign_control_group_enabled: true,
      campaign_control_group_percentage: 10,
    },
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 5 },
  };
  const drawn = run(definition, {
    draw: { control_group: { percentage: 5, version: 3 }, limit_share: 0.5 },
    caps: {
      caps: [{ maxMessages: 2, from: new Date(0), runIds: [RUN_ID] }],
      latestFrom: new Date(0),
    },
  });
  expect(reasons(drawn)).toEqual([
    "excluded_by_filter",
    "global_control_group",
    "frequency_capping",
    "campaign_control_group",
    "audience_limit",
  ]);
  const { included, exclusions } = planCut(drawn).audience(4);
  const text = [included.text, ...exclusions.map(({ condition }) => condition.text)].join(" ");
  const values = [...included.values, ...exclusions.flatMap(({ condition }) => condition.values)];
  const numbers = new Set([...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  expect([...numbers].toSorted((a, b) => a - b)).toEqual(values.map((_, index) => index + 4));
  expect(planCut(drawn).maxRecipients).toBe(5);
});

test("what was expanded when the campaign was published stands for what it says", () => {
  const segment = { filter_type: "custom_segments", name: "Pune" } as const;
  const named = {
    segmentation_details: { included_filters: { filter_operator: "and", filters: [segment] } },
  };
  expect(() => planCut(run(named)).audience(1)).toThrow("custom_segments");
  const members = { filter_type: "segment_members", segment_id: "a".repeat(24), version: 2 } as const;
  const audience = { included_filters: { filter_operator: "and" as const, filters: [members] } };
  const { included } = planCut(run(named, { audience: { audience, segments: [] } })).audience(1);
  expect(included.values).toContain(2);
});
