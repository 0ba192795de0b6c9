// Replay: a person sends a run's dead letters again, as new attempts under the approval that the run already has.
import { CampaignError } from "./campaign-error.ts";
import { appendAudit, type CampaignTarget, findCampaign } from "./change-campaign.ts";
import type { CampaignPorts } from "./ports.ts";
import { assertNotStopped } from "./sending-allowed.ts";

export interface Replay extends CampaignTarget {
  /** Absent: every dead letter of the run. */
  userIds?: readonly string[] | undefined;
  /** One of the campaign's own. Absent: the last one. */
  runId?: string | undefined;
}

/** Part of the store: moves dead letters back among the retries. */
export type ReplayDeadLetters = (request: {
  workspaceId: string;
  runId: string;
  userIds?: readonly string[];
  nowMs: number;
}) => Promise<{ replayed: number }>;

/**
 * The request is in the audit log before anything is sent again, so that no replay is anonymous.
 * @throws CampaignError NOT_FOUND, ALL_STOPPED, or WRONG_STATUS before publication; what `replay` throws
 */
export async function replayCampaign(
  ports: CampaignPorts,
  target: Replay,
  replay: ReplayDeadLetters,
): Promise<{ replayed: number }> {
  const { workspaceId, actor, userIds } = target;
  const nowMs = ports.nowMs();
  const runId = await ports.transaction(target.workspaceId, async (tx) => {
    await assertNotStopped(tx, target.workspaceId);
    const { campaign } = await findCampaign(tx, target);
    const chosen = target.runId ?? campaign.run_id;
    if (chosen === null) throw notPublished();
    const detail = { users: userIds?.length ?? null, replayed_run_id: chosen };
    await appendAudit(ports, tx, { campaign, action: "dead_letters.replay_requested", detail, actor, nowMs });
    return chosen;
  });
  return replay({ workspaceId, runId, nowMs, ...(userIds === undefined ? {} : { userIds }) });
}

const notPublished = (): CampaignError =>
  new CampaignError(
    "WRONG_STATUS",
    "The campaign has no run yet, so there are no dead letters. Publish it first.",
  );
