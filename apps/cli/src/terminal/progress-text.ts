// The lines that are redrawn while a command works. Pure: figures in, one line of text out.
import type { ImportProgress, RunStatus } from "@sluice/schema";
import { drawBar } from "./bar.ts";
import { formatBytes, formatCount, formatDuration } from "./numbers.ts";

const BAR_WIDTH = 20;

/** @param totalBytes of the file. @param elapsedMs since the import began. */
export function importText(progress: ImportProgress, totalBytes: number, elapsedMs: number): string {
  const share = totalBytes === 0 ? 1 : progress.bytesRead / totalBytes;
  const perSecond = elapsedMs > 0 ? (1_000 * progress.rows) / elapsedMs : 0;
  return [
    `Importing ${drawBar(share, BAR_WIDTH)} ${percent(share)}`,
    `${formatBytes(progress.bytesRead)} of ${formatBytes(totalBytes)}`,
    `${formatCount(progress.rows)} rows`,
    `${formatCount(perSecond)}/s`,
    ...(progress.rejected > 0 ? [`${formatCount(progress.rejected)} rejected`] : []),
  ].join("  ");
}

/** What is known of a run while it is sent. */
export interface RunProgress {
  status: RunStatus;
  isAudienceCut: boolean;
  recipients: number;
  /** Recipients with an end. */
  ended: number;
  /** Of these: neither delivered nor skipped. */
  failed: number;
  retrying: number;
  inFlight: number;
  requestsPerMinute: number;
  /** In force. */
  limitPerMinute: number;
}

export function runText(progress: RunProgress): string {
  const { status, recipients, ended } = progress;
  if (!progress.isAudienceCut) return `Cutting the audience  ${formatCount(recipients)} recipients so far`;
  const share = recipients === 0 ? 1 : ended / recipients;
  const left = timeLeft(progress);
  return [
    `${LABELS[status]} ${drawBar(share, BAR_WIDTH)} ${percent(share)}`,
    `${formatCount(ended)} of ${formatCount(recipients)}`,
    `${formatCount(progress.requestsPerMinute)}/min of ${formatCount(progress.limitPerMinute)}`,
    `${formatCount(progress.inFlight)} in flight`,
    ...(progress.retrying > 0 ? [`${formatCount(progress.retrying)} retrying`] : []),
    ...(progress.failed > 0 ? [`${formatCount(progress.failed)} failed`] : []),
    ...(left === null ? [] : [`${left} left`]),
  ].join("  ");
}

const LABELS: Readonly<Record<RunStatus, string>> = {
  planned: "Waiting",
  sending: "Sending",
  paused: "Paused ",
  sent: "Sent   ",
  stopped: "Stopped",
  expired: "Expired",
  not_sent: "No one ",
};

function timeLeft({ status, recipients, ended, requestsPerMinute }: RunProgress): string | null {
  if (status !== "sending" || requestsPerMinute <= 0 || ended >= recipients) return null;
  return formatDuration(Math.max(1_000, ((recipients - ended) / requestsPerMinute) * 60_000));
}

/** Rounded down: 100 % is said when it is so. */
const percent = (share: number): string => `${Math.floor(Math.min(1, share) * 100)} %`.padStart(5);
