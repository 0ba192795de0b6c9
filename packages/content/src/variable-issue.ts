// What a template may read: UserAttribute, CampaignAttribute and, in a triggered campaign, EventAttribute, with names
// that are written out.
import type { Variable } from "liquidjs";
import { rootOf } from "./template-roots.ts";

const CAMPAIGN_FACTS: readonly string[] = ["id", "name"];
/** Known words of the product whose data no campaign of ours has. */
const NOT_HERE: readonly string[] = ["BusinessEventAttribute", "ContentApi"];

/** What is wrong with a variable that the template does not set itself, or null. */
export function variableIssue({ segments: [word, name] }: Variable, isTriggered: boolean): string | null {
  const root = rootOf(word);
  if (root === "UserAttribute" || (root === "EventAttribute" && isTriggered))
    return isName(name) ? null : `name the attribute literally: ${root}['city']`;
  if (root === "EventAttribute") return "EventAttribute is available in an API-triggered campaign only";
  if (root === "CampaignAttribute") return campaignIssue(name);
  if (NOT_HERE.includes(String(root))) return `${String(root)} is not available`;
  return `${describe(root)} is not known; write UserAttribute['${describe(root)}'] for an attribute of the user`;
}

function campaignIssue(name: Variable["segments"][number] | undefined): string | null {
  if (typeof name === "string" && CAMPAIGN_FACTS.includes(name)) return null;
  return "CampaignAttribute has `id` and `name` only";
}

function isName(segment: unknown): boolean {
  return (typeof segment === "string" && segment !== "") || typeof segment === "number";
}

function describe(root: Variable["segments"][number] | undefined): string {
  return typeof root === "string" || typeof root === "number" ? String(root) : "the name";
}
