// Runs whose every recipient has its end: the end is stored, announced, and logged in one wide line.
import { publishNotice } from "@sluice/bus";
import type { Notice } from "@sluice/schema";
import { type EndedRun, endRun, settledRuns } from "@sluice/store";
import { funnelText } from "./funnel-text.ts";
import type { Settling } from "./settling.ts";

export async function endSettledRuns({ bus, store, metrics, log, nowMs }: Settling): Promise<void> {
  for (const runId of await settledRuns(store)) {
    const ended = await endRun(store, runId, nowMs(), (run) => publishNotice(bus, noticeOf(run)));
    if (ended === null) continue;
    metrics.runsEnded.inc({ status: ended.status });
    log.info(describe(ended), "run.ended");
  }
}

const noticeOf = (run: EndedRun): Notice => ({
  v: 1,
  kind: "run_ended",
  workspace_id: run.workspaceId,
  campaign_id: run.campaignId,
  run_id: run.runId,
  at: run.endedAt.toISOString(),
  text: funnelText(run),
});

const describe = ({ ends, startedAt, endedAt, ...run }: EndedRun) => ({
  ...run,
  ...ends,
  durationMs: startedAt === null ? 0 : endedAt.getTime() - startedAt.getTime(),
});
