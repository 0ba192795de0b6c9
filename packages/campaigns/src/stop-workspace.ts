// Stop-all: from one moment on a workspace sends nothing, until two people lift the stop. Nobody has to approve it.
//
//   H1. One transaction stops: the stop, every live run paused, one audit entry. Publishing and resuming wait for it, or it for
//       them (sending-allowed.ts): after it no run is live.
//   H2. The word to the senders comes after the commit. One that is lost is put by the planner, which compares the two each second.
//   H3. A stop that is in force is never a second one: whoever is later hears who was first, and the senders are told again.
//   H4. To lift takes distinct people, as four eyes compare them. Whoever stopped may be one of them.
//   H5. Lifting lets people act again, and starts nothing: each run stays paused until somebody resumes it.
import {
  mintUuidV7,
  type Notice,
  type RunControl,
  STOP_LIFTS_REQUIRED,
  type WorkspaceId,
  type WorkspaceStop,
} from "@sluice/schema";
import { CampaignError } from "./campaign-error.ts";
import { isSamePerson } from "./four-eyes.ts";
import type { Actor, AuditEntry, CampaignPorts, CampaignTransaction } from "./ports.ts";
import type { PausedRun } from "./stop-ports.ts";

export interface StopPorts extends CampaignPorts {
  /** For people. Never rejects: what the bus does not take is logged, and the stop holds all the same. */
  publishNotice(notice: Notice): Promise<void>;
}

export interface StopTarget {
  workspaceId: WorkspaceId;
  actor: Actor;
}

export interface StoppedWorkspace {
  stop: WorkspaceStop;
  /** False: somebody had stopped it before (H3). */
  isNew: boolean;
}

const CONTROLS_AT_A_TIME = 100;

export async function stopWorkspace(
  ports: StopPorts,
  target: StopTarget & { reason?: string | undefined },
): Promise<StoppedWorkspace> {
  const { workspaceId } = target;
  const { runs, ...stopped } = await ports.transaction(workspaceId, (tx) => stop(ports, tx, target)); // H1
  await tellSenders(ports, workspaceId, runs); // H2
  if (stopped.isNew) await ports.publishNotice(stopNotice(workspaceId, stopped.stop));
  return stopped;
}

/** The one that is in force. null: nothing is stopped. */
export const workspaceStop = (
  ports: CampaignPorts,
  workspaceId: WorkspaceId,
): Promise<WorkspaceStop | null> => ports.transaction(workspaceId, (tx) => tx.stopInForce(workspaceId));

/**
 * One person's word. @returns the stop, ended when it was the last word that was missing
 * @throws CampaignError WRONG_STATUS when nothing is stopped, ALREADY_DONE when the person lifted it before (H4)
 */
export async function liftWorkspaceStop(ports: StopPorts, target: StopTarget): Promise<WorkspaceStop> {
  const lifted = await ports.transaction(target.workspaceId, (tx) => lift(ports, tx, target));
  await ports.publishNotice(liftNotice(target, lifted));
  return lifted;
}

async function stop(
  ports: StopPorts,
  tx: CampaignTransaction,
  target: StopTarget & { reason?: string | undefined },
): Promise<StoppedWorkspace & { runs: readonly PausedRun[] }> {
  const { workspaceId, actor } = target;
  await tx.lockWorkspace(workspaceId, "alone");
  const known = await tx.stopInForce(workspaceId);
  if (known !== null)
    return { stop: known, isNew: false, runs: await tx.pausedByStop(workspaceId, known.stop_id) };
  const runs = await tx.pauseLiveRuns(workspaceId);
  const nowMs = ports.nowMs();
  const reason = (target.reason ?? "").trim();
  const made: WorkspaceStop = {
    stop_id: mintUuidV7(nowMs, ports.randomBytes(10)),
    stopped_by: actor.person,
    stopped_at: new Date(nowMs).toISOString(),
    reason: reason === "" ? null : reason,
    paused_runs: runs.length,
    lifts: [],
    lifts_required: STOP_LIFTS_REQUIRED,
    ended_at: null,
  };
  await tx.addStop(
    workspaceId,
    made,
    runs.map(({ runId }) => runId),
  );
  const { stop_id, paused_runs } = made;
  await audit(ports, tx, target, "workspace.stopped", { stop_id, paused_runs, reason: made.reason });
  return { stop: made, isNew: true, runs };
}

async function lift(ports: StopPorts, tx: CampaignTransaction, target: StopTarget): Promise<WorkspaceStop> {
  const { workspaceId, actor } = target;
  await tx.lockWorkspace(workspaceId, "alone");
  const known = await tx.stopInForce(workspaceId);
  if (known === null) throw nothingStopped();
  if (known.lifts.some(({ lifted_by }) => isSamePerson(lifted_by, actor.person))) throw liftedBefore(known);
  const at = new Date(ports.nowMs()).toISOString();
  const lifts = [...known.lifts, { lifted_by: actor.person, lifted_at: at }];
  const lifted = { ...known, lifts, ended_at: lifts.length < known.lifts_required ? null : at };
  await tx.saveLifts(workspaceId, lifted);
  const detail = { stop_id: known.stop_id, lifts: lifts.length, lifts_required: known.lifts_required };
  const action = lifted.ended_at === null ? "workspace.stop_lift_agreed" : "workspace.stop_lifted";
  await audit(ports, tx, target, action, detail);
  return lifted;
}

async function tellSenders(
  ports: CampaignPorts,
  workspaceId: WorkspaceId,
  runs: readonly PausedRun[],
): Promise<void> {
  for (let from = 0; from < runs.length; from += CONTROLS_AT_A_TIME)
    await Promise.all(
      runs.slice(from, from + CONTROLS_AT_A_TIME).map((run) => putPaused(ports, workspaceId, run)),
    );
}

async function putPaused(
  ports: CampaignPorts,
  workspaceId: WorkspaceId,
  { runId, requestsPerMinute }: PausedRun,
): Promise<void> {
  const control: RunControl = { v: 1, state: "paused", requests_per_minute: requestsPerMinute };
  try {
    await ports.controls.put(workspaceId, runId, control);
  } catch (error) {
    ports.onControlNotPut(error);
  }
}

const stopNotice = (
  workspaceId: WorkspaceId,
  { stopped_by, stopped_at, reason, paused_runs }: WorkspaceStop,
): Notice =>
  notice("workspace_stopped", workspaceId, stopped_at, [
    `${stopped_by} stopped everything${reason === null ? "" : `: ${reason}`}.`,
    `${paused_runs} ${paused_runs === 1 ? "run is" : "runs are"} paused, and nothing can be launched, resumed or tested.`,
  ]);

function liftNotice(
  { workspaceId, actor }: StopTarget,
  { lifts, lifts_required, ended_at }: WorkspaceStop,
): Notice {
  const at = lifts.at(-1)?.lifted_at ?? "";
  const done =
    ended_at === null
      ? `${actor.person} wants to lift the stop: ${lifts.length} of ${lifts_required}. Another person has to lift it, too.`
      : `${lifts.map(({ lifted_by }) => lifted_by).join(" and ")} lifted the stop. Every run stays paused until somebody resumes it.`;
  return notice("workspace_stop_lifted", workspaceId, at, [done]);
}

const notice = (
  kind: Notice["kind"],
  workspaceId: WorkspaceId,
  at: string,
  sentences: readonly string[],
): Notice => ({
  v: 1,
  kind,
  workspace_id: workspaceId,
  campaign_id: null,
  run_id: null,
  at,
  text: sentences.join(" "),
});

const audit = (
  ports: CampaignPorts,
  tx: CampaignTransaction,
  { workspaceId, actor }: StopTarget,
  action: string,
  detail: AuditEntry["detail"],
): Promise<void> =>
  tx.appendAudit({
    audit_id: mintUuidV7(ports.nowMs(), ports.randomBytes(10)),
    workspace_id: workspaceId,
    campaign_id: null,
    run_id: null,
    action,
    actor: actor.person,
    source: actor.source,
    detail,
    at: new Date(ports.nowMs()).toISOString(),
  });

const nothingStopped = (): CampaignError =>
  new CampaignError(
    "WRONG_STATUS",
    "Nothing is stopped, so there is no stop to lift. Resume each campaign that is paused.",
  );

const liftedBefore = ({ lifts, lifts_required }: WorkspaceStop): CampaignError =>
  new CampaignError(
    "ALREADY_DONE",
    `You lifted this stop before; ${lifts.length} of ${lifts_required} people did. Ask another person to lift it.`,
  );
