// Is a campaign's history as it was written? In a sentence, under it.
import type { HistoryState } from "../acting-ports.ts";
import { count, escapeText } from "./text.ts";

const HEAD_DIGITS = 12;

export function historyStateText({ entries, unchained, problems, head }: HistoryState): string {
  const older =
    unchained === 0 ? "" : ` ${count(unchained)} older ones are from before entries were chained.`;
  if (problems.length > 0)
    return `:rotating_light: *This history is not what was written:* ${problems.map(escapeText).join("; ")}.${older}`;
  if (head === null) return `:link: No chained entries.${older}`;
  return `:link: ${count(entries)} entries, each with a hash over the one before: all as they were written. Last: \`${head.slice(0, HEAD_DIGITS)}\`.${older}`;
}
