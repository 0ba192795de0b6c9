// A patch onto a stored campaign.
//
//   M1. What is left out stays: components, and fields of a component that is given. A field that is given replaces the stored
//       one whole, whatever nests in it.
//   M2. null takes a component, or a field of one, away.
//   M3. The merged campaign is judged, so that a patch may rely on what is stored.
import { CampaignDefinition, COMPONENT_NAMES, newestForms, parseInput, type Problem } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";

/** Beside components: who and which, read at the door. */
const ABOUT = ["channel", "campaign_delivery_type", "request_id", "updated_by", "version_note"];

/** @throws CampaignError MALFORMED with every problem */
export function mergePatch(stored: CampaignDefinition, patch: unknown): CampaignDefinition {
  const given = newestForms(patch);
  if (!isObject(given)) throw malformed([{ field: "", issue: "is no object of components" }]);
  const merged: Record<string, unknown> = {
    ...stored,
    campaign_delivery_type: given["campaign_delivery_type"] ?? stored.campaign_delivery_type,
  };
  for (const name of COMPONENT_NAMES) {
    if (name in given) merged[name] = mergeComponent(Reflect.get(stored, name), given[name]);
  }
  const parsed = parseInput(CampaignDefinition, merged); // M3
  const problems = [...strayProblems(given, stored), ...(parsed.ok ? [] : parsed.problems)];
  if (!parsed.ok || problems.length > 0) throw malformed(problems);
  return parsed.value;
}

function mergeComponent(stored: unknown, given: unknown): unknown {
  if (given === null) return undefined; // M2
  if (!isObject(given) || !isObject(stored)) return withoutNulls(given);
  const merged = { ...stored, ...given }; // M1
  // Switched off it has no other fields: those of the stored one go with it.
  return given["is_campaign_audience_limit_enabled"] === false ? withoutNulls(given) : withoutNulls(merged);
}

const withoutNulls = (component: unknown): unknown =>
  isObject(component)
    ? Object.fromEntries(Object.entries(component).filter(([, value]) => value !== null))
    : component;

function strayProblems(given: Record<string, unknown>, stored: CampaignDefinition): Problem[] {
  const unknown = Object.keys(given).filter(
    (key) => !ABOUT.includes(key) && !(COMPONENT_NAMES as readonly string[]).includes(key),
  );
  const problems = unknown.map((field) => ({ field, issue: "unknown field; remove it or correct its name" }));
  const { channel = stored.channel } = given;
  if (channel === stored.channel) return problems;
  return [...problems, { field: "channel", issue: `is ${stored.channel} for good: create a new campaign` }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const malformed = (problems: Problem[]): CampaignError =>
  new CampaignError("MALFORMED", "The patch has problems: correct the fields that are listed.", { problems });
