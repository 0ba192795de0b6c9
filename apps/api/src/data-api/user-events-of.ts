// A request about events → the entries that go onto the stream.
import {
  type EventAction,
  type EventRequest,
  mintUuidV7,
  platformNamed,
  type UserEvent,
} from "@sluice/schema";
import { eventTimeMs } from "./event-time.ts";

export interface Minting {
  nowMs: number;
  randomBytes: (count: number) => Uint8Array;
}

const RANDOM_BYTES = 10;

/** @throws DataRefusal 400 when an action lies in the future, or tells no time that can be read */
export const userEventsOf = (request: EventRequest, minting: Minting): UserEvent[] =>
  request.actions.map((action, index) => userEventOf(request, action, `actions[${index}]`, minting));

function userEventOf(
  { customer_id: userId, device_id: deviceId }: EventRequest,
  action: EventAction,
  field: string,
  { nowMs, randomBytes }: Minting,
): UserEvent {
  return {
    kind: "event",
    event_id: mintUuidV7(nowMs, randomBytes(RANDOM_BYTES)),
    user_id: userId,
    name: action.action,
    at_ms: eventTimeMs(action, field, nowMs),
    device_id: deviceId ?? userId,
    platform: action.platform === undefined ? null : platformNamed(action.platform),
    app_version: action.app_version ?? null,
    timezone_offset_s:
      action.user_timezone_offset === undefined ? null : Math.round(action.user_timezone_offset),
    attributes: withSystem(action),
  };
}

const withSystem = ({ attributes, moe_os_type: system }: EventAction): UserEvent["attributes"] =>
  system === undefined ? attributes : { ...attributes, moe_os_type: system };
