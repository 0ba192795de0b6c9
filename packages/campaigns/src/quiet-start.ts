// A run does not start in the quiet hours of its workspace. What is triggered by calls starts nothing by itself: it may be published
// at any time.
import type { ApprovalPolicy, CampaignDefinition, Problem, WorkspaceId } from "@sluice/schema";
import { policyOf } from "./approval-policy.ts";
import { CampaignError } from "./campaign-error.ts";
import { isTriggered } from "./definition-of.ts";
import type { CampaignTransaction } from "./ports.ts";
import { quietUntil, wallTime } from "./quiet-hours.ts";
import { resolveSchedule } from "./schedule.ts";

/** Of a start at a fixed time. When a campaign that starts with its publication will start, is known only then. */
export async function quietHoursProblems(
  tx: Pick<CampaignTransaction, "workspaceFeatures">,
  workspaceId: WorkspaceId,
  definition: CampaignDefinition,
  nowMs: number,
): Promise<Problem[]> {
  const { scheduling_details: scheduling } = definition;
  if (isTriggered(definition) || scheduling?.start_time === undefined) return [];
  const schedule = resolveSchedule(scheduling, nowMs);
  if (!schedule.ok) return []; // told by another rule
  const policy = policyOf(await tx.workspaceFeatures(workspaceId));
  const issue = quietIssue(policy, Math.max(schedule.value.startsAtMs, nowMs));
  return issue === null ? [] : [{ field: "scheduling_details.start_time", issue }];
}

/** @throws CampaignError INVALID, which says when it may start */
export function assertNotQuiet(
  policy: ApprovalPolicy,
  definition: CampaignDefinition,
  startsAtMs: number,
): void {
  const issue = isTriggered(definition) ? null : quietIssue(policy, startsAtMs);
  if (issue === null) return;
  throw new CampaignError("INVALID", `The campaign ${issue}.`, {
    problems: [{ field: "scheduling_details", issue }],
  });
}

function quietIssue({ quiet_hours: hours }: ApprovalPolicy, startsAtMs: number): string | null {
  const untilMs = hours === null ? null : quietUntil(hours, startsAtMs);
  if (hours === null || untilMs === null) return null;
  return `would start in the quiet hours (${hours.from} to ${hours.to} ${hours.time_zone}); it may start from ${wallTime(hours, untilMs)}`;
}
