// The approval policy of a workspace, and its changes. It holds from the next submission on; publishing asks it again.
import {
  type ApprovalPolicy,
  type ApprovalTier,
  mintUuidV7,
  type Problem,
  type WorkspaceId,
} from "@sluice/schema";
import { isDeepStrictEqual } from "node:util";
import { policyOf } from "./approval-policy.ts";
import { CampaignError } from "./campaign-error.ts";
import { normalOrigin } from "./limit-workspace.ts";
import type { Actor, AuditEntry, CampaignPorts } from "./ports.ts";
import { isIanaZone } from "./schedule.ts";

export interface PolicyChange {
  workspaceId: WorkspaceId;
  actor: Actor;
  policy: ApprovalPolicy;
}

export const approvalPolicy = (ports: CampaignPorts, workspaceId: WorkspaceId): Promise<ApprovalPolicy> =>
  ports.transaction(workspaceId, async (tx) => policyOf(await tx.workspaceFeatures(workspaceId)));

/** The whole policy: what is left out gets its default. @throws CampaignError INVALID with every problem */
export async function setApprovalPolicy(
  ports: CampaignPorts,
  { workspaceId, actor, policy: given }: PolicyChange,
): Promise<ApprovalPolicy> {
  const policy = { ...given, tiers: given.tiers.map(withNormalOrigin) };
  assertUsable(policy);
  return ports.transaction(workspaceId, async (tx) => {
    const kept = await tx.replaceApprovalPolicy(workspaceId, policy);
    const detail = changesOf(policyOf(kept === null ? {} : { approval_policy: kept }), policy);
    if (Object.keys(detail).length === 0) return policy;
    const nowMs = ports.nowMs();
    await tx.appendAudit({
      audit_id: mintUuidV7(nowMs, ports.randomBytes(10)),
      workspace_id: workspaceId,
      campaign_id: null,
      run_id: null,
      action: "workspace.approval_policy_changed",
      actor: actor.person,
      source: actor.source,
      detail,
      at: new Date(nowMs).toISOString(),
    });
    return policy;
  });
}

function withNormalOrigin({ origin, ...tier }: ApprovalTier): ApprovalTier {
  return origin === undefined ? tier : { ...tier, origin: normalOrigin(origin) ?? origin };
}

function assertUsable({ tiers, quiet_hours: quiet }: ApprovalPolicy): void {
  const problems: Problem[] = tiers.flatMap(({ origin }, index) =>
    origin === undefined || normalOrigin(origin) !== null
      ? []
      : [
          {
            field: `tiers[${index}].origin`,
            issue: 'is no origin; write for example "https://api.example.com"',
          },
        ],
  );
  if (quiet !== null && !isIanaZone(quiet.time_zone))
    problems.push({ field: "quiet_hours.time_zone", issue: 'is no IANA time zone, such as "Europe/Berlin"' });
  if (quiet !== null && quiet.from === quiet.to)
    problems.push({ field: "quiet_hours.to", issue: "is when they begin; null says that there are none" });
  if (problems.length === 0) return;
  throw new CampaignError(
    "INVALID",
    "The policy cannot be used as it is. Correct the fields that are listed.",
    {
      problems,
    },
  );
}

/** Lists of users may be long; the log keeps that they changed, and what they begin with. */
const MAX_SHOWN = 2_000;

function changesOf(
  before: ApprovalPolicy,
  after: ApprovalPolicy,
): Record<string, AuditEntry["detail"][string]> {
  const names = Object.keys(after) as Array<keyof ApprovalPolicy>;
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return Object.fromEntries(
    changed.flatMap((name) => [
      [`from_${name}`, shown(before[name])],
      [`to_${name}`, shown(after[name])],
    ]),
  );
}

const shown = (value: ApprovalPolicy[keyof ApprovalPolicy]): string | number | null =>
  typeof value === "number" || value === null ? value : JSON.stringify(value).slice(0, MAX_SHOWN);
