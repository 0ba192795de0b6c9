import { CampaignDeliveryType, type StatusAction } from "@sluice/schema";
import { expect, test } from "vitest";
import { assertActionAllowed, type ControlAction, isActionAllowed } from "./status-actions.ts";

const stage = (type: CampaignDeliveryType, status: "SENDING" | "ACTIVE" | "PAUSED" | "DRAFT" | "SENT") => ({
  status,
  pending_status: null,
  campaign_delivery_type: type,
});

test.each(CampaignDeliveryType.options)("a %s campaign is paused while it goes, and resumed", (type) => {
  expect(isActionAllowed("PAUSE", stage(type, "SENDING"))).toBe(true);
  expect(isActionAllowed("RESUME", stage(type, "PAUSED"))).toBe(true);
  expect(isActionAllowed("RESUME", stage(type, "SENDING"))).toBe(false);
});

test.each<[CampaignDeliveryType, boolean]>([
  ["ONE_TIME", true],
  ["API_TRIGGERED", true],
  ["PERIODIC", false],
  ["EVENT_TRIGGERED", false],
])("whether a %s campaign can be stopped: %s", (type, canStop) => {
  for (const status of ["SENDING", "ACTIVE", "PAUSED"] as const)
    expect(isActionAllowed("STOP", stage(type, status))).toBe(canStop);
});

test.each<[Exclude<StatusAction, "PUBLISH">, CampaignDeliveryType, "DRAFT" | "SENT", string]>([
  ["STOP", "PERIODIC", "DRAFT", "Action STOP is not valid for a PERIODIC campaign."],
  ["STOP", "EVENT_TRIGGERED", "SENT", "Action STOP is not valid for an EVENT_TRIGGERED campaign."],
  ["PAUSE", "ONE_TIME", "SENT", "Action PAUSE is not valid for a campaign that is SENT."],
])(
  "%s of a %s campaign that is %s is refused in these words",
  (action: ControlAction, type, status, words) => {
    expect(() => assertActionAllowed(action, stage(type, status))).toThrow(words);
  },
);
