// A request about a device → what the store keeps.
import { type DeviceRequest, platformNamed } from "@sluice/schema";
import type { DeviceToPut } from "@sluice/store";

export function deviceOf({ customer_id, device_id, attributes }: DeviceRequest): DeviceToPut {
  const { platform, push_id, moe_push_opted: opted, ...rest } = attributes;
  return {
    userId: customer_id,
    deviceId: device_id,
    platform: platformNamed(platform) ?? "unknown",
    pushId: push_id,
    isOptedOut: opted === undefined ? undefined : String(opted).toLowerCase() === "false",
    attributes: rest,
  };
}
