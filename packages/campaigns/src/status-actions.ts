// What may be done with a campaign that is published, by its delivery type and its status.
//
//   A1. The product's own table says which types can be stopped: those that it lists. Pausing is safe here for every type, because
//       a paused run keeps what it has.
import type { CampaignDeliveryType, CampaignStatus, StatusAction } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { type Stage, WHAT_TO_DO } from "./lifecycle.ts";

export type ControlAction = Exclude<StatusAction, "PUBLISH">;

const GOES_ON: readonly ControlAction[] = ["PAUSE", "RESUME"];
const CAN_END: readonly ControlAction[] = ["PAUSE", "RESUME", "STOP"];

/** A1 */
const ACTIONS_OF_TYPE: Readonly<Record<CampaignDeliveryType, readonly ControlAction[]>> = {
  ONE_TIME: CAN_END,
  API_TRIGGERED: CAN_END,
  PERIODIC: GOES_ON,
  EVENT_TRIGGERED: GOES_ON,
  BUSINESS_EVENT_TRIGGERED: GOES_ON,
  DEVICE_TRIGGERED: GOES_ON,
  LOCATION_TRIGGERED: GOES_ON,
};

const ALLOWED_FROM: Readonly<Record<ControlAction, readonly CampaignStatus[]>> = {
  PAUSE: ["SCHEDULED", "ACTIVE", "SENDING"],
  RESUME: ["PAUSED"],
  STOP: ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"],
};

const isOfType = (action: ControlAction, { campaign_delivery_type: type }: Stage): boolean =>
  ACTIONS_OF_TYPE[type].includes(action);

export const isActionAllowed = (action: ControlAction, stage: Stage): boolean =>
  isOfType(action, stage) && ALLOWED_FROM[action].includes(stage.status);

/** @throws CampaignError WRONG_STATUS, which says what to do. */
export function assertActionAllowed(action: ControlAction, stage: Stage): void {
  if (isActionAllowed(action, stage)) return;
  const { campaign_delivery_type: type, status } = stage;
  const message = isOfType(action, stage)
    ? `Action ${action} is not valid for a campaign that is ${status}. ${WHAT_TO_DO[status]}`
    : `Action ${action} is not valid for ${article(type)} ${type} campaign. Use ${ACTIONS_OF_TYPE[type].join(" or ")}.`;
  throw new CampaignError("WRONG_STATUS", message);
}

const article = (word: string): string => (/^[AEIO]/.test(word) ? "an" : "a");
