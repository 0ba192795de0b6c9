// What of a campaign may be edited in which status.
//
//   E1. Before publication: everything. What waits for its start: all but how and in which rhythm it is sent. What is live: all
//       but whom it reaches, when, and what it is measured by. What is being sent once, or is over: nothing.
//   E2. A paused campaign is what it was before it was paused.
//   E3. A field that is sent again as it is, is no edit of it.
import { isDeepStrictEqual } from "node:util";
import type { Campaign, CampaignDefinition, CampaignStatus, Problem } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { WHAT_TO_DO } from "./lifecycle.ts";
import type { RunState } from "./ports.ts";

const KIND = ["campaign_delivery_type", "scheduling_details.delivery_type"];
const AUDIENCE_AND_TIME = [
  ...KIND,
  "scheduling_details.start_time",
  "trigger_condition",
  "segmentation_details",
  "conversion_goal_details",
];

type Locked = readonly string[] | "everything";

/** E1 */
const LOCKED: Readonly<Record<Exclude<CampaignStatus, "PAUSED">, Locked>> = {
  DRAFT: [],
  UNDER_REVIEW: [],
  APPROVED: [],
  REJECTED: [],
  SCHEDULED: KIND,
  ACTIVE: AUDIENCE_AND_TIME,
  SENDING: "everything",
  SENT: "everything",
  STOPPED: "everything",
  EXPIRED: "everything",
  NOT_SENT: "everything",
  ARCHIVED: "everything",
};

/** E2. What an edit of it is judged as. */
export function editedAs(status: CampaignStatus, run: RunState | null): Exclude<CampaignStatus, "PAUSED"> {
  if (status !== "PAUSED") return status;
  if (run?.is_triggered === true) return "ACTIVE";
  return run?.started_at === null ? "SCHEDULED" : "SENDING";
}

/** @throws CampaignError NOT_EDITABLE when nothing of it may be edited. */
export function assertEditable({ status }: Pick<Campaign, "status">, run: RunState | null): void {
  if (LOCKED[editedAs(status, run)] !== "everything") return;
  throw new CampaignError(
    "NOT_EDITABLE",
    `A campaign that is ${status} cannot be edited. ${WHAT_TO_DO[status]}`,
  );
}

/** @throws CampaignError NOT_EDITABLE, which names every field that may not change now. */
export function assertUnlocked(
  { status }: Pick<Campaign, "status">,
  run: RunState | null,
  before: CampaignDefinition,
  after: CampaignDefinition,
): void {
  const locked = LOCKED[editedAs(status, run)];
  if (locked === "everything") return assertEditable({ status }, run);
  const changed = locked.filter((path) => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path))); // E3
  if (changed.length === 0) return;
  const problems: Problem[] = changed.map((field) => ({
    field,
    issue: `cannot be changed while the campaign is ${status}; leave it as it is, or create a new campaign`,
  }));
  throw new CampaignError(
    "NOT_EDITABLE",
    `${changed.join(", ")} cannot be changed while the campaign is ${status}.`,
    { problems },
  );
}

function valueAt(definition: CampaignDefinition, path: string): unknown {
  const parts = path.split(".");
  return parts.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    definition,
  );
}
