// Publishing: an approved campaign becomes a run. The planner finds the run in Postgres; nothing has to be told.
//
//   P1. The run and the change of the campaign are one transaction: no run without approval, never two runs.
//   P2. The approval covers exactly what is published: hashed again here, not trusted from the row.
//   P3. The approvals have to suffice now: the policy as it stands is asked again, with the facts as they are
//       (approvals-suffice.ts). Nothing starts in quiet hours.
//   P4. A newer version of a live campaign gets a run of its own; the run before takes nothing in from that moment on, and
//       sends what it has.
//   P5. Never while the workspace is stopped: a stop waits for this transaction, or this for the stop.
import { attributesRead, contentHash, eventAttributesRead, USER_ID } from "@sluice/content";
import {
  type Approval,
  type Campaign,
  type CampaignDefinition,
  type CampaignRecord,
  connectorOf,
  definitionOf,
  mintUuidV7,
} from "@sluice/schema";
import { assertApprovalsSuffice } from "./approvals-suffice.ts";
import { CampaignError } from "./campaign-error.ts";
import { type CampaignTarget, type Change, type Decision, LostRace } from "./change-campaign.ts";
import { isTriggered } from "./definition-of.ts";
import { assertPublishable, judge } from "./judge-campaign.ts";
import { assertAllowed, isAllowed } from "./lifecycle.ts";
import { assertCurrent, changeKnowing, type KnownFacts } from "./policy-facts.ts";
import type { CampaignPorts, NewRun, TriggeredRun } from "./ports.ts";
import type { ReviewPorts } from "./review-ports.ts";
import { assertNotQuiet } from "./quiet-start.ts";
import { resolveSchedule } from "./schedule.ts";
import { assertNotStopped } from "./sending-allowed.ts";
import { assertSegmentsAsApproved, expandedAudience } from "./segments-used.ts";
import { currentCampaign } from "./status-of.ts";

/** @returns the campaign as SCHEDULED (its start is ahead), SENDING or ACTIVE, with its `run_id`. */
export async function publishCampaign(ports: ReviewPorts, target: CampaignTarget): Promise<Campaign> {
  const isWorthAsking = (seen: Campaign): boolean => isAllowed("publish", seen);
  const stored = await changeKnowing(ports, target, isWorthAsking, (change, facts) =>
    publish(ports, change, facts),
  );
  return currentCampaign(stored, ports.nowMs());
}

async function publish(ports: CampaignPorts, change: Change, found: KnownFacts | null): Promise<Decision> {
  const { tx, campaign, seen, nowMs, at } = change;
  await assertNotStopped(tx, campaign.workspace_id); // P5
  assertAllowed("publish", seen);
  const definition = definitionOf(campaign);
  const approval = approvalOf(campaign, definition); // P2
  assertPublishable(await judge(ports, tx, campaign));
  const expanded = await expandedAudience(ports, tx, campaign.workspace_id, definition);
  if (expanded !== null) assertSegmentsAsApproved(approval, expanded.segments);
  const facts = await assertCurrent(change, found);
  assertApprovalsSuffice(campaign, facts, nowMs); // P3
  const run: NewRun = {
    run_id: mintUuidV7(nowMs, ports.randomBytes(10)),
    ...newRun(campaign, definition, nowMs),
    approval_id: approval.approval_id,
    audience: expanded === null ? null : { audience: expanded.audience, segments: expanded.segments },
  };
  assertNotQuiet(facts.policy, definition, Math.max(Date.parse(run.starts_at), nowMs)); // P3
  const replacedRunId = seen.live_version === null ? null : campaign.run_id;
  if (replacedRunId !== null && !(await tx.replaceRun(replacedRunId, at))) throw new LostRace(); // P4
  await tx.insertRun(run); // P1
  return {
    campaign: { ...campaign, run_id: run.run_id },
    action: "campaign.published",
    detail: {
      approval_id: approval.approval_id,
      starts_at: run.starts_at,
      expires_at: run.expires_at,
      ...(replacedRunId !== null && { replaced_run_id: replacedRunId }),
    },
  };
}

/** What the campaign says of its run. */
function newRun(
  campaign: CampaignRecord,
  definition: CampaignDefinition,
  nowMs: number,
): Omit<NewRun, "run_id" | "approval_id" | "audience"> {
  return {
    workspace_id: campaign.workspace_id,
    campaign_id: campaign.id,
    version: campaign.version,
    content_hash: campaign.content_hash,
    definition,
    ...times(definition, nowMs),
    requests_per_minute: definition.delivery_controls?.campaign_throttle_rpm ?? null,
    created_at: new Date(nowMs).toISOString(),
    triggered: isTriggered(definition) ? triggeredRun(definition) : null,
  };
}

/** @throws CampaignError STALE_APPROVAL */
function approvalOf({ approval }: CampaignRecord, definition: CampaignDefinition): Approval {
  const isValid = approval?.decision === "approved" && approval.completes && approval.voided_at === null;
  if (isValid && approval.content_hash === contentHash(definition)) return approval;
  throw new CampaignError(
    "STALE_APPROVAL",
    "The approval does not cover what the campaign says now. Edit it, submit it and have it approved again.",
  );
}

/** Every row carries the user id beside what the template reads: its first value is the recipient key. */
function triggeredRun(definition: CampaignDefinition): TriggeredRun {
  const connector = connectorOf(definition);
  if (connector === undefined) return { row_attributes: [USER_ID], row_event_attributes: [] };
  return {
    row_attributes: [USER_ID, ...attributesRead(connector)],
    row_event_attributes: eventAttributesRead(connector),
  };
}

/** A triggered run ends when it is stopped; each of its sends has an expiry of its own. */
const NEVER = "9999-12-31T00:00:00.000Z";

function times(definition: CampaignDefinition, nowMs: number): Pick<NewRun, "starts_at" | "expires_at"> {
  if (isTriggered(definition)) return { starts_at: new Date(nowMs).toISOString(), expires_at: NEVER };
  const schedule = resolveSchedule(definition.scheduling_details ?? { delivery_type: "ASAP" }, nowMs);
  if (!schedule.ok) {
    throw new CampaignError("INVALID", "The schedule has problems.", { problems: schedule.problems });
  }
  const { startsAtMs, expiresAtMs } = schedule.value;
  return { starts_at: new Date(startsAtMs).toISOString(), expires_at: new Date(expiresAtMs).toISOString() };
}
