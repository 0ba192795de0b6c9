// Pause, resume and stop of what is published. Postgres first, then the word to the senders.
//
//   K1. The run's status is committed before the control is put: a crash between leaves the truth in Postgres, and the
//       planner, which compares the two, puts the control again.
//   K2. A control that the bus did not take is no failure of the action.
//   K3. A run that was replaced and still sends what it has is paused, resumed and stopped with the one that followed it.
//   K4. Nothing is resumed while the workspace is stopped.
import type { Campaign, RunControl, RunId, RunStatus } from "@sluice/schema";
import {
  type CampaignTarget,
  type Change,
  changeCampaign,
  type Decision,
  LostRace,
} from "./change-campaign.ts";
import type { CampaignPorts, RunState, StoredCampaign } from "./ports.ts";
import { assertNotStopped } from "./sending-allowed.ts";
import { assertActionAllowed, type ControlAction } from "./status-actions.ts";
import { currentCampaign } from "./status-of.ts";

export const pauseCampaign = (ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> =>
  controlRun(ports, target, "PAUSE");
export const resumeCampaign = (ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> =>
  controlRun(ports, target, "RESUME");
export const stopCampaign = (ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> =>
  controlRun(ports, target, "STOP");

async function controlRun(
  ports: CampaignPorts,
  target: CampaignTarget,
  action: ControlAction,
): Promise<Campaign> {
  let replaced: readonly RunId[] = [];
  const stored = await changeCampaign(ports, target, async (change) => {
    const decision = await changeRun(change, action);
    replaced = await changeReplaced(change, target, action);
    return decision;
  });
  await tellSenders(ports, stored, replaced); // K1: after the commit
  return currentCampaign(stored, ports.nowMs());
}

const AUDIT_ACTION: Readonly<Record<ControlAction, string>> = {
  PAUSE: "campaign.paused",
  RESUME: "campaign.resumed",
  STOP: "campaign.stopped",
};

async function changeRun({ tx, campaign, seen, stored }: Change, action: ControlAction): Promise<Decision> {
  if (action === "RESUME") await assertNotStopped(tx, campaign.workspace_id); // K4
  assertActionAllowed(action, seen);
  const { run } = stored;
  // A status that allows these actions comes from a run.
  if (run === null || campaign.run_id === null) throw new LostRace();
  const isSet = await tx.setRunStatus(campaign.run_id, [run.status], nextStatus(action, run));
  if (!isSet) throw new LostRace(); // the run moved on meanwhile: look again
  return { campaign, action: AUDIT_ACTION[action], detail: { from_status: seen.status } };
}

/** K3 */
const changeReplaced = ({ tx }: Change, target: CampaignTarget, action: ControlAction): Promise<RunId[]> =>
  action === "RESUME"
    ? tx.setStatusOfReplaced(target, ["paused"], "sending")
    : tx.setStatusOfReplaced(
        target,
        ["planned", "sending", "paused"],
        action === "STOP" ? "stopped" : "paused",
      );

function nextStatus(action: ControlAction, run: RunState): RunStatus {
  switch (action) {
    case "PAUSE":
      return "paused";
    case "RESUME":
      return run.started_at === null ? "planned" : "sending";
    case "STOP":
      return "stopped";
    default:
      return action satisfies never;
  }
}

/** @param replaced runs that were changed with it */
export async function tellSenders(
  ports: CampaignPorts,
  { campaign, run }: StoredCampaign,
  replaced: readonly RunId[] = [],
): Promise<void> {
  if (run === null || campaign.run_id === null) return;
  const control: RunControl = {
    v: 1,
    state: controlState(run.status),
    requests_per_minute: run.requests_per_minute,
  };
  for (const runId of [campaign.run_id, ...replaced]) {
    try {
      await ports.controls.put(campaign.workspace_id, runId, control);
    } catch (error) {
      ports.onControlNotPut(error); // K2
    }
  }
}

function controlState(status: RunStatus): RunControl["state"] {
  if (status === "paused" || status === "stopped") return status;
  return "sending";
}
