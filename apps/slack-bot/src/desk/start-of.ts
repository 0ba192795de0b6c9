// When a campaign starts, as an instant: its schedule tells a time of day in its own zone.
import { readInstant } from "@sluice/campaigns";
import type { CampaignDefinition } from "@sluice/schema";

/** null: when it is launched, or there is no such time. */
export function startOf({ scheduling_details: schedule }: CampaignDefinition): string | null {
  if (schedule?.delivery_type !== "AT_FIXED_TIME" || schedule.start_time === undefined) return null;
  const start = readInstant(schedule.start_time, schedule.timezone, "start_time");
  return start.ok ? new Date(start.value).toISOString() : null;
}
