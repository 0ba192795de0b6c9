// What became of everyone, as an aligned table with bars. The sums are the contract: targeted = excluded + recipients,
// recipients = the six ends.
import { RECIPIENT_ENDS, type RecipientEnd, type SendSummary } from "@sluice/schema";
import { drawBar } from "./bar.ts";
import { formatCount, formatDuration, formatShare } from "./numbers.ts";
import type { Screen, Style } from "./screen.ts";

interface Row {
  label: string;
  count: number;
  style?: Style;
}

const BAR_WIDTH = 30;
const MAX_REASONS = 10;

const END_LABELS: Readonly<Record<RecipientEnd, string>> = {
  delivered: "delivered",
  skipped: "skipped by rule",
  unknown: "unknown",
  expired: "expired",
  cancelled: "cancelled",
  dead_lettered: "dead-lettered",
};

const END_STYLES: Readonly<Record<RecipientEnd, Style>> = {
  delivered: "green",
  skipped: "cyan",
  unknown: "yellow",
  expired: "yellow",
  cancelled: "yellow",
  dead_lettered: "red",
};

/** Lines without line breaks. */
export function funnelLines(summary: SendSummary, screen: Pick<Screen, "paint">): string[] {
  const rows = funnelRows(summary);
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const countWidth = Math.max(...rows.map(({ count }) => formatCount(count).length));
  return rows.map(({ label, count, style }) => {
    const bar = drawBar(summary.targeted === 0 ? 0 : count / summary.targeted, BAR_WIDTH, " ");
    const painted = style === undefined ? bar : screen.paint(style, bar);
    const share = formatShare(count, summary.targeted).padStart(7);
    return `  ${label.padEnd(labelWidth)}  ${formatCount(count).padStart(countWidth)}  ${painted} ${share}`;
  });
}

/** Ends that nobody reached are left out, but for `delivered`. */
function funnelRows(summary: SendSummary): Row[] {
  const excluded = byCount(summary.excluded).map(([reason, count]) => ({
    label: `  left out: ${reason}`,
    count,
  }));
  const ends = RECIPIENT_ENDS.filter((end) => end === "delivered" || summary[end] > 0).map((end) => ({
    label: `  ${END_LABELS[end]}`,
    count: summary[end],
    style: END_STYLES[end],
  }));
  return [
    { label: "targeted", count: summary.targeted, style: "bold" },
    ...excluded,
    { label: "recipients", count: summary.recipients, style: "bold" },
    ...ends,
  ];
}

/** Why recipients ended otherwise than delivered: the most frequent reasons. */
export function reasonLines(reasons: SendSummary["reasons"]): string[] {
  const all = byCount(reasons);
  const rest = all.slice(MAX_REASONS).reduce((sum, [, count]) => sum + count, 0);
  const lines = all.slice(0, MAX_REASONS).map(([reason, count]) => `  ${formatCount(count)} × ${reason}`);
  return rest === 0 ? lines : [...lines, `  ${formatCount(rest)} × other reasons`];
}

/** `101,034 requests in 30.2 s: 200,730 a minute, 1,034 of them retries`. */
export function rateLine(summary: SendSummary): string {
  const asked = RECIPIENT_ENDS.reduce((sum, end) => sum + summary[end], 0);
  const retries = Math.max(0, summary.attempts - asked);
  const rate = `${formatCount(summary.attempts)} requests in ${formatDuration(summary.duration_ms)}: ${formatCount(summary.requests_per_minute)} a minute`;
  return retries === 0 ? rate : `${rate}, ${formatCount(retries)} of them retries`;
}

function byCount(counts: Readonly<Record<string, number>>): Array<[string, number]> {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
}
