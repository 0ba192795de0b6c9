// The frequency caps of a workspace, and their changes. They hold for what is planned from then on.
import {
  type FrequencyCapping,
  mintUuidV7,
  NO_FREQUENCY_CAPPING,
  type Problem,
  type WorkspaceId,
} from "@sluice/schema";
import { isDeepStrictEqual } from "node:util";
import { CampaignError } from "./campaign-error.ts";
import type { Actor, CampaignPorts } from "./ports.ts";
import { isIanaZone } from "./schedule.ts";

export interface CappingChange {
  workspaceId: WorkspaceId;
  actor: Actor;
  capping: FrequencyCapping;
}

export const frequencyCapping = (ports: CampaignPorts, workspaceId: WorkspaceId): Promise<FrequencyCapping> =>
  ports.transaction(
    workspaceId,
    async (tx) => (await tx.workspaceFeatures(workspaceId)).frequency_capping ?? NO_FREQUENCY_CAPPING,
  );

/** All rules: those that are left out hold no more. @throws CampaignError INVALID with every problem */
export async function setFrequencyCapping(
  ports: CampaignPorts,
  { workspaceId, actor, capping }: CappingChange,
): Promise<FrequencyCapping> {
  assertUsable(capping);
  return ports.transaction(workspaceId, async (tx) => {
    const before = (await tx.replaceFrequencyCapping(workspaceId, capping)) ?? NO_FREQUENCY_CAPPING;
    if (isDeepStrictEqual(before, capping)) return capping;
    const nowMs = ports.nowMs();
    await tx.appendAudit({
      audit_id: mintUuidV7(nowMs, ports.randomBytes(10)),
      workspace_id: workspaceId,
      campaign_id: null,
      run_id: null,
      action: "workspace.frequency_capping_changed",
      actor: actor.person,
      source: actor.source,
      detail: { from: shown(before), to: shown(capping) },
      at: new Date(nowMs).toISOString(),
    });
    return capping;
  });
}

function assertUsable({ time_zone, rules }: FrequencyCapping): void {
  const problems: Problem[] = [];
  if (!isIanaZone(time_zone))
    problems.push({ field: "time_zone", issue: 'is no IANA time zone, such as "Europe/Berlin"' });
  for (const [index, rule] of rules.entries()) {
    const twin = rules.findIndex((other) => isDeepStrictEqual(other, rule));
    if (twin < index) problems.push({ field: `rules[${index}]`, issue: `says the same as rules[${twin}]` });
  }
  if (problems.length === 0) return;
  throw new CampaignError(
    "INVALID",
    "The rules cannot be used as they are. Correct the fields that are listed.",
    {
      problems,
    },
  );
}

/** Twenty rules with twenty tags each are long; the log keeps what they begin with. */
const MAX_SHOWN = 4_000;
const shown = (capping: FrequencyCapping): string => JSON.stringify(capping).slice(0, MAX_SHOWN);
