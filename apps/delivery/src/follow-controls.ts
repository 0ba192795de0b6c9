// Pause, resume and stop reach a thread by the key-value watch; a watch that breaks is opened anew and says everything again.
import { setTimeout as sleep } from "node:timers/promises";
import type { RunControls } from "@sluice/bus";
import type { RunControl } from "@sluice/schema";
import type { Dispatcher } from "@sluice/sender";

const RETRY_MS = 500;

export interface FollowPorts {
  controls: Pick<RunControls, "watch">;
  dispatcher: Pick<Dispatcher, "applyControl">;
  /** A person says that a run goes on. */
  onResumed: (run: { workspaceId: string; runId: string }) => void;
}

/** @returns the last known state of each run, kept up to date. */
export function followControls(ports: FollowPorts): Map<string, RunControl["state"]> {
  const states = new Map<string, RunControl["state"]>();
  void followForEver(ports, states);
  return states;
}

async function followForEver(ports: FollowPorts, states: Map<string, RunControl["state"]>): Promise<never> {
  for (;;) {
    await follow(ports, states).catch(() => undefined);
    await sleep(RETRY_MS);
  }
}

async function follow(
  { controls, dispatcher, onResumed }: FollowPorts,
  states: Map<string, RunControl["state"]>,
): Promise<void> {
  for await (const { workspaceId, runId, control } of controls.watch(new AbortController().signal)) {
    const isResumed = states.get(runId) === "paused" && control?.state === "sending";
    if (control === null) states.delete(runId);
    else states.set(runId, control.state);
    if (control !== null) dispatcher.applyControl(runId, control.state);
    if (isResumed) onResumed({ workspaceId, runId });
  }
}
