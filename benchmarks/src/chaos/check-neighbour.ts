// I11: while the endpoint of one workspace misbehaves, a steady run of another goes on at its pace.
import type { RequestRecord } from "../sink/record-format.ts";
import { type Finding, Violations } from "../verdict/evidence.ts";
import type { FiredChaos } from "./fire-chaos.ts";

const LEAST_SHARE = 0.8;
/** The fault takes a moment to be felt, and so does its end. */
const SETTLE_MS = 1_000;

/** Over all faults of endpoints together: one window of a few seconds is too short to judge. */
export function checkNeighbour(records: readonly RequestRecord[], fired: readonly FiredChaos[]): Finding {
  const perSecond = arrivalsPerSecond(records);
  const windows = fired.filter(({ kind }) => kind.startsWith("endpoint_"));
  const isIn = (second: number, { atMs, untilMs }: FiredChaos) =>
    second * 1_000 >= atMs + SETTLE_MS && (second + 1) * 1_000 <= untilMs;
  const first = Math.min(...perSecond.keys()) + 1;
  const last = Math.max(...perSecond.keys()) - 1;
  const seconds = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  const during = seconds.filter((second) => windows.some((window) => isIn(second, window)));
  const undisturbed = seconds.filter((second) => !fired.some((fault) => overlaps(second, fault)));
  const mean = (of: readonly number[]) =>
    of.reduce((sum, second) => sum + (perSecond.get(second) ?? 0), 0) / Math.max(1, of.length);
  const share = mean(during) / Math.max(1e-9, mean(undisturbed));
  const violations = new Violations();
  if (during.length > 0 && undisturbed.length > 0 && share < LEAST_SHARE)
    violations.add(`${Math.round(share * 100)} % of its undisturbed rate`);
  return violations.finding("I11", "a neighbour keeps 80 % of its rate while an endpoint misbehaves", {
    secondsDuring: during.length,
    secondsUndisturbed: undisturbed.length,
    sharePercent: Math.round(share * 100),
  });
}

const overlaps = (second: number, { atMs, untilMs }: FiredChaos): boolean =>
  (second + 1) * 1_000 > atMs - SETTLE_MS && second * 1_000 < untilMs + 2 * SETTLE_MS;

function arrivalsPerSecond(records: readonly RequestRecord[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { arrivedWallMs } of records) {
    const second = Math.floor(arrivedWallMs / 1_000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return counts;
}
