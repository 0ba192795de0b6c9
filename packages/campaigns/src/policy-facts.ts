// What the approval policy asks of a campaign, found out before the change that needs it.
//
//   F1. Counting takes seconds: it is done outside of any transaction, and only where the policy depends on it.
//   F2. The change holds the facts against what is there when it is made. If the content or the policy is another one by then,
//       the facts are found out again.
//   F3. Nothing is counted for what is refused anyway.
import { isDeepStrictEqual } from "node:util";
import { attributesRead } from "@sluice/content";
import {
  type ApprovalPolicy,
  type Campaign,
  type CampaignDefinition,
  connectorOf,
  connectorOrigin,
  definitionOf,
} from "@sluice/schema";
import { dependsOnAudience, dependsOnFirstTime, type PolicyFacts, policyOf } from "./approval-policy.ts";
import { CampaignError } from "./campaign-error.ts";
import {
  type CampaignTarget,
  type Change,
  changeCampaign,
  type Decision,
  findCampaign,
} from "./change-campaign.ts";
import { isTriggered } from "./definition-of.ts";
import { judge } from "./judge-campaign.ts";
import type { CampaignPorts, CampaignTransaction, StoredCampaign } from "./ports.ts";
import type { ReviewPorts } from "./review-ports.ts";
import { currentCampaign } from "./status-of.ts";

export interface KnownFacts extends PolicyFacts {
  contentHash: string;
  policy: ApprovalPolicy;
  /** Whether somebody got this content as a test. Only known where the policy asks for it. */
  wasTested: boolean;
  /** That its templates read. */
  attributesNobodyHas: readonly string[];
}

/** The facts are not, or no longer, those of what is changed (F2). */
class FactsOutdated extends Error {
  override readonly name = "FactsOutdated";
}

const MAX_TRIES = 8;

/**
 * @param isWorthAsking of the campaign as people see it (F3)
 * @param decide facts are null where it was not worth asking
 */
export async function changeKnowing(
  ports: ReviewPorts,
  target: CampaignTarget,
  isWorthAsking: (seen: Campaign) => boolean,
  decide: (change: Change, facts: KnownFacts | null) => Promise<Decision>,
): Promise<StoredCampaign> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const facts = await findFacts(ports, target, isWorthAsking);
    try {
      return await changeCampaign(ports, target, (change) => decide(change, facts));
    } catch (error) {
      if (!(error instanceof FactsOutdated)) throw error; // F2
    }
  }
  throw new CampaignError(
    "CONFLICT",
    "Others are changing this campaign or the approval policy at the same time. Look at it again, then repeat the action.",
  );
}

/** F2 */
export async function assertCurrent({ tx, campaign }: Change, facts: KnownFacts | null): Promise<KnownFacts> {
  if (facts === null || facts.contentHash !== campaign.content_hash) throw new FactsOutdated();
  const policy = policyOf(await tx.workspaceFeatures(campaign.workspace_id));
  if (!isDeepStrictEqual(policy, facts.policy)) throw new FactsOutdated();
  return facts;
}

async function findFacts(
  ports: ReviewPorts,
  target: CampaignTarget,
  isWorthAsking: (seen: Campaign) => boolean,
): Promise<KnownFacts | null> {
  const found = await ports.transaction(target.workspaceId, (tx) =>
    readFacts(ports, tx, target, isWorthAsking),
  );
  if (found === null) return null;
  const { definition, ...facts } = found;
  const isCounted = !isTriggered(definition) && dependsOnAudience(facts.policy); // F1
  return {
    ...facts,
    audience: isCounted ? await ports.countAudience(target.workspaceId, definition) : null,
    attributesNobodyHas: await attributesNobodyHas(ports, target, definition),
  };
}

async function readFacts(
  ports: CampaignPorts,
  tx: CampaignTransaction,
  target: CampaignTarget,
  isWorthAsking: (seen: Campaign) => boolean,
) {
  const stored = await findCampaign(tx, target);
  if (!isWorthAsking(currentCampaign(stored, ports.nowMs()))) return null;
  const { errors, cannotBeSentYet } = await judge(ports, tx, stored.campaign);
  if (errors.length + cannotBeSentYet.length > 0) return null;
  const definition = definitionOf(stored.campaign);
  const { content_hash: contentHash } = stored.campaign;
  const policy = policyOf(await tx.workspaceFeatures(target.workspaceId));
  return {
    definition,
    contentHash,
    policy,
    origin: originOf(definition),
    isFirstTimeAudience: dependsOnFirstTime(policy) && (await isFirstTime(tx, target, definition)),
    wasTested: policy.test_send_over !== null && (await tx.wasTested(target, contentHash)),
  };
}

async function isFirstTime(
  tx: CampaignTransaction,
  { workspaceId }: CampaignTarget,
  { segmentation_details: segmentation }: CampaignDefinition,
): Promise<boolean> {
  return segmentation !== undefined && !(await tx.wasPublishedTo(workspaceId, segmentation));
}

function originOf(definition: CampaignDefinition): string | null {
  const connector = connectorOf(definition);
  return connector === undefined ? null : connectorOrigin(connector);
}

/** Callers of a triggered campaign bring values along that users do not have. */
async function attributesNobodyHas(
  ports: ReviewPorts,
  { workspaceId }: CampaignTarget,
  definition: CampaignDefinition,
): Promise<readonly string[]> {
  const connector = connectorOf(definition);
  if (connector === undefined || isTriggered(definition)) return [];
  const names = attributesRead(connector);
  return names.length === 0 ? [] : ports.attributesNobodyHas(workspaceId, names);
}
