// Watches a run until every recipient has an end, and shows how far it is.
import { setTimeout as sleep } from "node:timers/promises";
import { connectBus, onSnapshots } from "@sluice/bus";
import { type CampaignId, RECIPIENT_ENDS, type RunId, type RunStats, type WorkspaceId } from "@sluice/schema";
import type { CampaignApi } from "../api/campaign-api.ts";
import { CliError } from "../cli-error.ts";
import type { RunProgress } from "../terminal/progress-text.ts";
import { createLiveFigures, type LiveFigures } from "./live-figures.ts";

export interface WatchOptions {
  api: Pick<CampaignApi, "stats">;
  natsUrl: string;
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  runId: RunId;
  onProgress: (progress: RunProgress) => void;
  signal: AbortSignal;
}

const LOOK_EVERY_MS = 500;
/** An API that is started again answers well within it. */
const PATIENCE_MS = 60_000;

/** @returns the final figures. @throws the signal's reason when it is aborted. */
export async function watchRun(options: WatchOptions): Promise<RunStats> {
  const bus = await connectBus({ natsUrl: options.natsUrl, name: "sluice-cli" });
  const figures = createLiveFigures(options.runId);
  const listener = onSnapshots(bus, options.workspaceId, (snapshot) =>
    figures.add(snapshot, performance.now()),
  );
  try {
    return await untilEnded(options, figures);
  } finally {
    listener.stop();
    await bus.close();
  }
}

async function untilEnded(options: WatchOptions, figures: LiveFigures): Promise<RunStats> {
  for (;;) {
    const stats = await patientStats(options);
    options.onProgress(progressOf(stats, figures));
    if (stats.ended_at !== null) return stats;
    await sleep(LOOK_EVERY_MS, undefined, { signal: options.signal });
  }
}

/** Looks again while the API cannot answer, for a while. */
async function patientStats({ api, campaignId, signal }: WatchOptions): Promise<RunStats> {
  const lostAtMs = performance.now();
  for (;;) {
    signal.throwIfAborted();
    try {
      return await api.stats(campaignId);
    } catch (error) {
      const mayPass = error instanceof CliError && error.exitCode === 3;
      if (!mayPass || performance.now() - lostAtMs > PATIENCE_MS) throw error;
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }
}

function progressOf(stats: RunStats, figures: LiveFigures): RunProgress {
  const nowMs = performance.now();
  return {
    status: stats.status,
    isAudienceCut: stats.audience_is_cut,
    recipients: stats.recipients,
    ended: RECIPIENT_ENDS.reduce((sum, end) => sum + stats[end], 0),
    failed: stats.unknown + stats.expired + stats.cancelled + stats.dead_lettered,
    retrying: stats.retrying,
    inFlight: figures.inFlight(nowMs),
    requestsPerMinute: figures.requestsPerMinute(nowMs),
    limitPerMinute: stats.requests_per_minute_effective,
  };
}
