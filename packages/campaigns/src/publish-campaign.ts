// Publishing: an approved campaign becomes a run. The planner finds the run in Postgres; nothing has to be told.
//
//   P1. The run and the change of the campaign are one transaction: no run without approval, never two runs.
//   P2. The approval covers exactly what is published: hashed again here, not trusted from the row.
import { attributesRead, contentHash, eventAttributesRead, USER_ID } from "@sluice/content";
import {
  type Campaign,
  type CampaignDefinition,
  connectorOf,
  definitionOf,
  mintUuidV7,
} from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { type CampaignTarget, type Change, changeCampaign, type Decision } from "./change-campaign.ts";
import { isTriggered } from "./definition-of.ts";
import { assertAllowed } from "./lifecycle.ts";
import type { CampaignPorts, NewRun, TriggeredRun } from "./ports.ts";
import { assertPublishable } from "./review-campaign.ts";
import { resolveSchedule } from "./schedule.ts";
import { currentCampaign } from "./status-of.ts";
import { judge } from "./write-campaign.ts";

/** @returns the campaign as SCHEDULED (its start is ahead) or SENDING, with its `run_id`. */
export async function publishCampaign(ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, (change) => publish(ports, change));
  return currentCampaign(stored, ports.nowMs());
}

async function publish(ports: CampaignPorts, { tx, campaign, nowMs, at }: Change): Promise<Decision> {
  assertAllowed("publish", campaign);
  const definition = definitionOf(campaign);
  const approvalId = approvalOf(campaign, definition); // P2
  assertPublishable(await judge(ports, tx, campaign));
  const run: NewRun = {
    run_id: mintUuidV7(nowMs, ports.randomBytes(10)),
    workspace_id: campaign.workspace_id,
    campaign_id: campaign.id,
    version: campaign.version,
    content_hash: campaign.content_hash,
    approval_id: approvalId,
    definition,
    ...times(definition, nowMs),
    requests_per_minute: definition.delivery_controls?.campaign_throttle_rpm ?? null,
    created_at: at,
    triggered: isTriggered(definition) ? triggeredRun(definition) : null,
  };
  await tx.insertRun(run); // P1
  return {
    campaign: { ...campaign, run_id: run.run_id },
    action: "campaign.published",
    detail: { approval_id: approvalId, starts_at: run.starts_at, expires_at: run.expires_at },
  };
}

/** @throws CampaignError STALE_APPROVAL */
function approvalOf({ approval }: Campaign, definition: CampaignDefinition): string {
  const isValid = approval?.decision === "approved" && approval.voided_at === null;
  if (isValid && approval.content_hash === contentHash(definition)) return approval.approval_id;
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
