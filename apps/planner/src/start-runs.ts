// ACTIVATE: a run whose audience is cut, and whose plan and control are on the bus, begins to send.
import { fourHourLimit } from "@sluice/campaigns";
import type { Notice, RunId } from "@sluice/schema";
import { type LiveRun, startRun, type Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";

export interface StartPorts {
  store: Store;
  announce: (notice: Notice) => Promise<void>;
  log: Logger;
  nowMs: () => number;
}

/**
 * @param shown runs that senders can already see
 * @returns the runs as they are now. Nobody to send to: such a run is left to the ledger, which ends it, unless its
 *   recipients are still to come, one call after the other.
 */
export async function startRuns(
  ports: StartPorts,
  runs: readonly LiveRun[],
  shown: ReadonlySet<RunId>,
): Promise<LiveRun[]> {
  const present: LiveRun[] = [];
  for (const run of runs) {
    const hasWork = run.recipients > 0 || run.isTriggered;
    const isToStart = run.status === "planned" && hasWork && shown.has(run.runId);
    present.push(isToStart ? await start(ports, run) : run);
  }
  return present;
}

/** Announced before it is marked: a crash between announces twice, and never keeps silent. */
async function start(ports: StartPorts, run: LiveRun): Promise<LiveRun> {
  const { store, announce, log, nowMs } = ports;
  const { workspaceId, campaignId, runId, recipients } = run;
  const raised = fourHourLimit(run);
  await announce(noticeOf(run, "run_started", nowMs(), startedText(run)));
  if (raised !== null) await announce(noticeOf(run, "limit_raised", nowMs(), raised.because));
  const hasStarted = await startRun(store, runId, new Date(nowMs()), raised);
  if (!hasStarted) return run;
  const requestsPerMinute = raised?.requestsPerMinute ?? run.requestsPerMinute;
  log.info(
    {
      workspaceId,
      campaignId,
      runId,
      recipientCount: recipients,
      requestsPerMinute,
      raised: raised !== null,
    },
    "run.started",
  );
  return { ...run, status: "sending", requestsPerMinute };
}

const startedText = ({ isTriggered, recipients }: LiveRun): string =>
  isTriggered
    ? "Ready for API-triggered sends."
    : `Sending to ${recipients.toLocaleString("en")} recipients.`;

const noticeOf = (run: LiveRun, kind: Notice["kind"], nowMs: number, text: string): Notice => ({
  v: 1,
  kind,
  workspace_id: run.workspaceId,
  campaign_id: run.campaignId,
  run_id: run.runId,
  at: new Date(nowMs).toISOString(),
  text,
});
