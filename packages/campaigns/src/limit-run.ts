// The request limit of a run that people change while it is sent.
//
//   L1. Only a published run that is not over has a limit to change, and never beyond the workspace's cap.
//   L2. Whoever may publish may lower it, and raise it again as far as it was approved, or as the four-hour rule has raised it.
//   L3. Beyond that another person decides: one who may approve, and who had no part in the campaign. What is decided is
//       approved from then on.
//   L4. A limit that people set holds as it is: the four-hour rule does not raise it again.
import type { Campaign } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { type CampaignTarget, type Change, changeCampaign, type Decision } from "./change-campaign.ts";
import { tellSenders } from "./control-run.ts";
import { partIn } from "./four-eyes.ts";
import type { RunLimits } from "./limit-ports.ts";
import type { CampaignPorts } from "./ports.ts";
import { currentCampaign } from "./status-of.ts";

export interface LimitChange extends CampaignTarget {
  requestsPerMinute: number;
  /** What the caller's credential allows. */
  mayPublish: boolean;
  mayApprove: boolean;
}

/** @throws CampaignError WRONG_STATUS, INVALID, NOT_PERMITTED or SELF_APPROVAL, which say what to do. */
export async function changeRunLimit(ports: CampaignPorts, change: LimitChange): Promise<Campaign> {
  const stored = await changeCampaign(ports, change, (found) => decide(found, change));
  await tellSenders(ports, stored);
  return currentCampaign(stored, ports.nowMs());
}

async function decide(found: Change, change: LimitChange): Promise<Decision | null> {
  const { tx, campaign, at } = found;
  const { requestsPerMinute: asked } = change;
  const limits = campaign.run_id === null ? null : await tx.lockRunLimits(campaign.run_id);
  if (campaign.run_id === null || limits === null) throw notLive(found.seen); // L1
  assertWithinCap(asked, await tx.requestsPerMinuteCap(campaign.workspace_id));
  if (asked === limits.asked && asked === limits.effective) return null;
  const isBeyond = isBeyondApproval(asked, limits);
  if (isBeyond) await assertMayRaise(found, change, limits);
  else if (!change.mayPublish && !change.mayApprove) throw notPermitted("publish");
  const approved = isBeyond ? asked : limits.approved;
  await tx.setRunLimit(campaign.run_id, { asked, approved }, at);
  const isLowered = asked < (limits.effective ?? Infinity);
  return {
    campaign,
    action: isLowered ? "campaign.limit_lowered" : "campaign.limit_raised",
    detail: {
      from_requests_per_minute: limits.effective,
      to_requests_per_minute: asked,
      approved_requests_per_minute: approved,
    },
  };
}

/** L2 */
const isBeyondApproval = (asked: number, { approved, effective }: RunLimits): boolean =>
  approved !== null && asked > Math.max(approved, effective ?? 0);

/** L3 */
async function assertMayRaise(
  { tx, campaign }: Change,
  change: LimitChange,
  limits: RunLimits,
): Promise<void> {
  if (!change.mayApprove) throw notPermitted("approve", limits);
  const { person } = change.actor;
  const part = partIn(campaign, await tx.authors(change), person);
  if (part === null) return;
  throw new CampaignError(
    "SELF_APPROVAL",
    `${person} ${part} this campaign and cannot raise its limit above the approved ${limits.approved} requests a minute. ` +
      "Ask a person who had no part in it.",
  );
}

function assertWithinCap(asked: number, cap: number): void {
  if (asked <= cap) return;
  const issue = `the workspace's cap is ${cap} requests a minute; use at most that`;
  const problems = [{ field: "campaign_throttle_rpm", issue }];
  throw new CampaignError("INVALID", `The limit is higher than the workspace's cap of ${cap}.`, { problems });
}

const notLive = ({ status }: Campaign): CampaignError =>
  new CampaignError(
    "WRONG_STATUS",
    `Cannot change the limit of a campaign that is ${status}: it has no run that is planned, sending or paused. ` +
      "Before publication edit delivery_controls.campaign_throttle_rpm instead.",
  );

function notPermitted(scope: "publish" | "approve", limits?: RunLimits): CampaignError {
  const what =
    limits === undefined
      ? "A limit is changed"
      : `A limit above the approved ${limits.approved} requests a minute is set`;
  return new CampaignError("NOT_PERMITTED", `${what} with the scope "${scope}". Use an API key that has it.`);
}
