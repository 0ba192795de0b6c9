// A verdict as a table for people; the JSON beside it is for machines.
import type { Finding } from "./evidence.ts";
import type { Verdict } from "./judge.ts";

export function printVerdict({ verdict, run_id, faults, missing, findings }: Verdict): string {
  const fired = Object.entries(faults).map(([kind, count]) => `${kind} ×${count}`);
  return [
    `run ${run_id}: ${verdict.toUpperCase()}`,
    `faults fired: ${fired.join(", ") || "none"}`,
    ...missing.map((reason) => `  shows nothing: ${reason}`),
    "",
    ...findings.flatMap(lines),
    "",
  ].join("\n");
}

function lines({ invariant, rule, violationCount, examples, figures }: Finding): string[] {
  const mark = violationCount === 0 ? "ok  " : "FAIL";
  const numbers = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  const count = violationCount === 0 ? "" : `${violationCount} violation${violationCount === 1 ? "" : "s"}`;
  const detail = [count, ...numbers].filter((text) => text !== "").join(", ");
  return [
    `${mark} ${invariant.padEnd(8)} ${rule.padEnd(62)} ${detail}`.trimEnd(),
    ...examples.map((text) => `       ${text}`),
  ];
}
