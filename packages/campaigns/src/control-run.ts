// Pause, resume and stop of what is published. Postgres first, then the word to the senders.
//
//   K1. The run's status is committed before the control is put: a crash between leaves the truth in Postgres, and the
//       planner, which compares the two, puts the control again.
//   K2. A control that the bus did not take is no failure of the action.
import type { Campaign, RunControl, RunStatus } from "@sluice/schema";
import {
  type CampaignTarget,
  type Change,
  changeCampaign,
  type Decision,
  LostRace,
} from "./change-campaign.ts";
import { assertAllowed } from "./lifecycle.ts";
import type { CampaignPorts, RunState, StoredCampaign } from "./ports.ts";
import { currentCampaign } from "./status-of.ts";

type ControlAction = "pause" | "resume" | "stop";

export const pauseCampaign = (ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> =>
  controlRun(ports, target, "pause");
export const resumeCampaign = (ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> =>
  controlRun(ports, target, "resume");
export const stopCampaign = (ports: CampaignPorts, target: CampaignTarget): Promise<Campaign> =>
  controlRun(ports, target, "stop");

async function controlRun(
  ports: CampaignPorts,
  target: CampaignTarget,
  action: ControlAction,
): Promise<Campaign> {
  const stored = await changeCampaign(ports, target, (change) => changeRun(change, action));
  await tellSenders(ports, stored); // K1: after the commit
  return currentCampaign(stored, ports.nowMs());
}

const AUDIT_ACTION: Readonly<Record<ControlAction, string>> = {
  pause: "campaign.paused",
  resume: "campaign.resumed",
  stop: "campaign.stopped",
};

async function changeRun({ tx, campaign, stored }: Change, action: ControlAction): Promise<Decision> {
  assertAllowed(action, campaign);
  const { run } = stored;
  // A status that allows these actions comes from a run.
  if (run === null || campaign.run_id === null) throw new LostRace();
  const isSet = await tx.setRunStatus(campaign.run_id, [run.status], nextStatus(action, run));
  if (!isSet) throw new LostRace(); // the run moved on meanwhile: look again
  return { campaign, action: AUDIT_ACTION[action], detail: { from_status: campaign.status } };
}

function nextStatus(action: ControlAction, run: RunState): RunStatus {
  switch (action) {
    case "pause":
      return "paused";
    case "resume":
      return run.started_at === null ? "planned" : "sending";
    case "stop":
      return "stopped";
    default:
      return action satisfies never;
  }
}

export async function tellSenders(ports: CampaignPorts, { campaign, run }: StoredCampaign): Promise<void> {
  if (run === null || campaign.run_id === null) return;
  const control: RunControl = {
    v: 1,
    state: controlState(run.status),
    requests_per_minute: run.requests_per_minute,
  };
  try {
    await ports.controls.put(campaign.workspace_id, campaign.run_id, control);
  } catch (error) {
    ports.onControlNotPut(error); // K2
  }
}

function controlState(status: RunStatus): RunControl["state"] {
  if (status === "paused" || status === "stopped") return status;
  return "sending";
}
