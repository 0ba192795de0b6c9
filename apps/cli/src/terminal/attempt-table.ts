// Attempts as a table that fits a terminal: one line each, the answer's beginning at the end.
import type { FoundAttempt } from "../api/attempt-page.ts";
import { formatDuration } from "./numbers.ts";

const MAX_CELL = 32;
const MAX_ANSWER = 60;
const HEADINGS = ["TIME", "USER", "TRY", "STATUS", "TOOK", "WHAT WENT WRONG", "ANSWER"];

/** @param hasMore when there are more than are shown. */
export function attemptTable(attempts: readonly FoundAttempt[], hasMore: boolean): string {
  if (attempts.length === 0) return "No attempt is in the log that fits.";
  const rows = [HEADINGS, ...attempts.map(toCells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const more = "There are more: raise --limit, narrow the search, or write all to a file with --export.";
  return [...lines, ...(hasMore ? ["", more] : [])].join("\n");
}

function toCells(attempt: FoundAttempt): string[] {
  return [
    attempt.at.replace("T", " ").replace(/\.\d+Z$|Z$/, ""),
    oneLine(attempt.user_id, MAX_CELL),
    String(attempt.attempt),
    attempt.status === 0 ? "–" : String(attempt.status),
    formatDuration(attempt.latency_ms),
    oneLine(attempt.error_code ?? "", MAX_CELL),
    oneLine(attempt.response?.body ?? "", MAX_ANSWER),
  ];
}

function oneLine(text: string, maxLength: number): string {
  const plain = text.replaceAll(/[\s\p{C}]+/gu, " ").trim();
  return plain.length <= maxLength ? plain : `${plain.slice(0, maxLength - 1)}…`;
}
