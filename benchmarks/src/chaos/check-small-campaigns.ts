// I7, I8 and I12 over the small campaigns, from the sink's records and the times at which people did things.
import type { RequestRecord } from "../sink/record-format.ts";
import { keyOf, requestsByKey, Violations, type Finding } from "../verdict/evidence.ts";
import { userIdOf } from "../stage/bench-users.ts";
import type { SmallCampaign } from "./small-campaigns.ts";

/** Pause and stop take effect on what is not yet sent within this; requests on their way still arrive. */
const GRACE_MS = 2_000;

export interface SmallEvidence {
  campaigns: readonly SmallCampaign[];
  records: readonly RequestRecord[];
  usersOfEach: number;
}

export function checkSmallCampaigns(evidence: SmallEvidence): Finding[] {
  const requests = requestsByKey(evidence.records);
  const arrivalsOf = ({ runId }: SmallCampaign): number[] => {
    if (runId === null) return [];
    const keys = Array.from({ length: evidence.usersOfEach }, (_, i) => keyOf(runId, userIdOf(i + 1)));
    return keys.flatMap((key) => (requests.get(key) ?? []).map(({ arrivedWallMs }) => arrivedWallMs));
  };
  const arrivals = new Map(evidence.campaigns.map((campaign) => [campaign, arrivalsOf(campaign)]));
  return [checkHalts(arrivals), checkApprovals(arrivals), checkEnds(evidence.campaigns)];
}

type Arrivals = ReadonlyMap<SmallCampaign, readonly number[]>;

function checkHalts(arrivals: Arrivals): Finding {
  const violations = new Violations();
  let halts = 0;
  for (const [campaign, times] of arrivals) {
    const { stoppedAtMs, pausedAtMs, resumedAtMs, runId } = campaign;
    const haltedAtMs = stoppedAtMs ?? pausedAtMs;
    if (haltedAtMs === null) continue;
    halts += 1;
    const untilMs = stoppedAtMs === null ? (resumedAtMs ?? Infinity) : Infinity;
    const late = times.filter((atMs) => atMs > haltedAtMs + GRACE_MS && atMs < untilMs);
    if (late.length > 0) violations.add(`run ${runId}: ${late.length} requests after ${campaign.scenario}`);
  }
  return violations.finding("I7", "nothing arrives two seconds after a pause or a stop", { halts });
}

function checkApprovals(arrivals: Arrivals): Finding {
  const violations = new Violations();
  for (const [campaign, times] of arrivals) {
    const { scenario, runId, approvalAskedAtMs, approvals, wronglyAccepted } = campaign;
    for (const what of wronglyAccepted) violations.add(`${scenario}: ${what}`);
    if (approvals !== null && approvals !== 1)
      violations.add(`run ${runId}: ${approvals} approvals of fifty clicks`);
    const early = times.filter((atMs) => atMs < (approvalAskedAtMs ?? Infinity));
    if (early.length > 0) violations.add(`run ${runId}: ${early.length} requests before the approval`);
  }
  return violations.finding("I8", "nothing arrives before its approval; an approval is given once", {
    campaigns: arrivals.size,
  });
}

function checkEnds(campaigns: readonly SmallCampaign[]): Finding {
  const violations = new Violations();
  const published = campaigns.filter(({ runId }) => runId !== null);
  for (const { scenario, runId, end } of published)
    if (end === null) violations.add(`${scenario}: run ${runId} does not end`);
  return violations.finding("I12", "every run ends", { runs: published.length });
}
