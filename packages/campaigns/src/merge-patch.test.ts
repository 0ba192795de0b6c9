import type { CampaignDefinition } from "@sluice/schema";
import { expect, test } from "vitest";
import { publishable } from "../test/campaign-factory.ts";
import { email, keyedEmail, push } from "../test/rule-factory.ts";
import { CampaignError } from "./campaign-error.ts";
import { mergePatch } from "./merge-patch.ts";

const stored = publishable({
  basic_details: { name: "Winter sale", tags: ["a"], team: "growth" },
  delivery_controls: { campaign_throttle_rpm: 500, retry_policy: { max_attempts: 3 } },
});
const of = (campaign: object): CampaignDefinition => publishable({ ...campaign });

function refusalOf(onto: CampaignDefinition, patch: unknown): unknown {
  try {
    return mergePatch(onto, patch);
  } catch (error) {
    return error;
  }
}

test("what a patch leaves out stays: components, and fields of the component that it gives", () => {
  const merged = mergePatch(stored, { basic_details: { name: "Spring sale" } });
  expect(merged.basic_details).toEqual({ name: "Spring sale", tags: ["a"], team: "growth" });
  expect({ ...merged, basic_details: null }).toEqual({ ...stored, basic_details: null });
});

test("a field that is given replaces the stored one whole, whatever nests in it", () => {
  const patch = {
    delivery_controls: { retry_policy: { initial_delay_ms: 500 } },
    basic_details: { tags: ["b"] },
  };
  const merged = mergePatch(stored, patch);
  expect(merged.delivery_controls).toMatchObject({ campaign_throttle_rpm: 500 });
  expect(merged.delivery_controls?.retry_policy).toEqual({
    max_attempts: 6,
    initial_delay_ms: 500,
    max_delay_ms: 1_800_000,
  });
  expect(merged.basic_details?.tags).toEqual(["b"]);
});

test("null takes a component away, or one of its fields", () => {
  const merged = mergePatch(stored, { delivery_controls: null, basic_details: { team: null } });
  expect("delivery_controls" in merged && merged.delivery_controls !== undefined).toBe(false);
  expect(merged.basic_details).toEqual({ name: "Winter sale", tags: ["a"] });
});

test("a limit that is switched off loses the fields that it had", () => {
  const limited = of({ campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 5 } });
  const merged = mergePatch(limited, {
    campaign_audience_limit: { is_campaign_audience_limit_enabled: false },
  });
  expect(merged.campaign_audience_limit).toEqual({ is_campaign_audience_limit_enabled: false });
});

test("approvers are replaced as a list", () => {
  const listed = of({ approvers: ["ben@example.com", "cleo@example.com"] });
  expect(mergePatch(listed, { approvers: ["dan@example.com"] }).approvers).toEqual(["dan@example.com"]);
});

test("older forms are read in a patch as well", () => {
  const patch = { trigger_condition: { trigger_attr: "If Action" } };
  expect(mergePatch(stored, patch).trigger_condition).toEqual({ trigger_attr: { name: "If Action" } });
});

test("who and which are read at the door, and are no part of the campaign", () => {
  const about = {
    channel: "CONNECTOR",
    request_id: "r-1",
    updated_by: "ana@example.com",
    version_note: "typo",
  };
  expect(mergePatch(stored, about)).toEqual(stored);
});

test.each<[string, CampaignDefinition, unknown, string[]]>([
  ["is no object", stored, "x", [""]],
  ["is a list", stored, [], [""]],
  ["has fields that nobody knows", stored, { status: "SENT", content: {} }, ["status", "content"]],
  ["changes the channel", stored, { channel: "PUSH" }, ["channel"]],
  ["gives what another channel has", stored, { advanced: {} }, ["advanced"]],
  [
    "gives a kind that the channel does not know",
    of(email),
    { campaign_delivery_type: "LOCATION_TRIGGERED" },
    ["campaign_delivery_type"],
  ],
  [
    "is wrong in the merged whole, many times",
    stored,
    { basic_details: { name: "x", tags: 5 } },
    ["basic_details.name", "basic_details.tags"],
  ],
  [
    "gives flat and keyed content at once",
    of(keyedEmail),
    { campaign_content: { content: { email: {}, default: {} } } },
    ["campaign_content.content.default"],
  ],
])("a patch is refused that %s", (_, onto, patch, expected) => {
  const refusal = refusalOf(onto, patch);
  expect(refusal).toBeInstanceOf(CampaignError);
  const { code, problems } = refusal as CampaignError;
  expect([code, problems.map(({ field }) => field)]).toEqual(["MALFORMED", expected]);
});

test("neither the stored campaign nor the patch is changed", () => {
  const campaign = of(push);
  const patch = { basic_details: { name: "Spring sale" }, advanced: { expiration_settings: null } };
  const [before, given] = [structuredClone(campaign), structuredClone(patch)];
  mergePatch(campaign, patch);
  expect([campaign, patch]).toEqual([before, given]);
});
