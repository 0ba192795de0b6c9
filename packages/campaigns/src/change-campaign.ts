// One change of one campaign: read, decide, write with compare-and-set, audit. Every action goes through here.
//
//   C1. The change, its versions, approvals and run, and its audit entry are one transaction.
//   C2. Of two changes based on the same revision one wins. The other reads again and decides anew, so that the second of
//       two approvers hears "already approved by …".
import { type Campaign, type CampaignRecord, mintUuidV7 } from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import type { Actor, CampaignPorts, CampaignRef, CampaignTransaction, StoredCampaign } from "./ports.ts";
import { currentCampaign } from "./status-of.ts";

export interface CampaignTarget extends CampaignRef {
  actor: Actor;
}

/** What an action sees of the campaign it is about to change. */
export interface Change {
  tx: CampaignTransaction;
  /** As it is kept, and to be kept. */
  campaign: CampaignRecord;
  /** With the status that people see. */
  seen: Campaign;
  stored: StoredCampaign;
  nowMs: number;
  /** The same instant for every row that the action writes. */
  at: string;
}

/** What an action decided. */
export interface Decision {
  campaign: CampaignRecord;
  /** For the audit log. */
  action: string;
  detail?: Record<string, string | number | null>;
}

/** More than people whose approvals a review may take: of those who click at once none is lost to the others. */
const MAX_TRIES = 16;

/** @param decide null: nothing to change. Runs again after a lost race. */
export async function changeCampaign(
  ports: CampaignPorts,
  target: CampaignTarget,
  decide: (change: Change) => Promise<Decision | null>,
): Promise<StoredCampaign> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    try {
      return await ports.transaction(target.workspaceId, async (tx) => {
        const stored = await changeOnce(ports, tx, target, decide);
        tx.tellOutcome?.(stored);
        return stored;
      });
    } catch (error) {
      if (!(error instanceof LostRace)) throw error; // C2
    }
  }
  throw new CampaignError(
    "CONFLICT",
    "Others are changing this campaign at the same time. Look at it again, then repeat the action.",
  );
}

/** Someone else was faster; the transaction is rolled back and the change decided anew. */
export class LostRace extends Error {
  override readonly name = "LostRace";
}

async function changeOnce(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  target: CampaignTarget,
  decide: (change: Change) => Promise<Decision | null>,
): Promise<StoredCampaign> {
  const stored = await findCampaign(tx, target);
  const nowMs = ports.nowMs();
  const at = new Date(nowMs).toISOString();
  const seen = currentCampaign(stored, nowMs);
  const decision = await decide({ tx, stored, seen, campaign: stored.campaign, nowMs, at });
  if (decision === null) return stored;

  const isSaved = await tx.save(decision.campaign, stored.revision);
  if (!isSaved) throw new LostRace();
  await appendAudit(ports, tx, { ...decision, actor: target.actor, nowMs });
  return findCampaign(tx, target);
}

/** @throws CampaignError NOT_FOUND, also for a campaign of another workspace. */
export async function findCampaign(tx: CampaignTransaction, ref: CampaignRef): Promise<StoredCampaign> {
  const stored = await tx.find(ref);
  if (stored !== null) return stored;
  throw new CampaignError(
    "NOT_FOUND",
    `There is no campaign ${ref.campaignId} in this workspace. Check the id, or list the campaigns.`,
  );
}

export async function appendAudit(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  { campaign, action, detail, actor, nowMs }: Decision & { actor: Actor; nowMs: number },
): Promise<void> {
  await tx.appendAudit({
    audit_id: mintUuidV7(nowMs, ports.randomBytes(10)),
    workspace_id: campaign.workspace_id,
    campaign_id: campaign.id,
    run_id: campaign.run_id,
    action,
    actor: actor.person,
    source: actor.source,
    detail: { version: campaign.version, content_hash: campaign.content_hash, ...detail },
    at: new Date(nowMs).toISOString(),
  });
}
