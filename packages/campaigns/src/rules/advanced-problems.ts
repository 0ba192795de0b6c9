// How long a push message is worth showing: number and unit come together.
import type { CampaignDefinition, Problem } from "@sluice/schema";
import { missingFields } from "./problem.ts";

const PATH = "advanced.expiration_settings";
const PAIRS = [
  ["expire_notification_after_value", "expire_notification_after_type"],
  ["remove_from_inbox_after_value", "remove_from_inbox_after_type"],
] as const;

export function advancedProblems(definition: CampaignDefinition): Problem[] {
  const settings = definition.channel === "PUSH" ? definition.advanced?.expiration_settings : undefined;
  if (settings === undefined) return [];
  return PAIRS.flatMap(([value, unit]) =>
    settings[value] === undefined && settings[unit] === undefined
      ? []
      : missingFields(settings, PATH, { [value]: "say after how long", [unit]: "say in which unit" }),
  );
}
