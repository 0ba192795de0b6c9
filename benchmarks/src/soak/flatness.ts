// Is a figure flat? The second third of the time against the last one: a start warms up, and a single peak says nothing.
//
//   F1. What is held (memory, files, rows, bytes) by its 90th percentile: it would creep up in every sample.
//   F2. How late an event loop is by its median: its peaks are those of the faults (a frozen process, a hung endpoint), of which each
//       third has others, and of whatever else the machine does. The 90th percentiles are shown beside it.
import type { Sample } from "./sample.ts";

export interface Growth {
  second: number;
  last: number;
  /** last ÷ second; 1 when both are small. */
  ratio: number;
  /** Where the figure is judged by its median. */
  p90?: { second: number; last: number };
}

/** What is below this in both thirds has nothing to grow from: megabytes, descriptors, rows, milliseconds alike. */
const SMALL = 20;
/** F2 */
const JUDGED_BY_MEDIAN: readonly string[] = ["lagP99Ms"];

export function growthOf(samples: readonly Sample[]): Record<string, Growth> {
  const third = Math.floor(samples.length / 3);
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const thirds = [samples.slice(third, 2 * third), samples.slice(2 * third)] as const;
      const byMedian = JUDGED_BY_MEDIAN.includes(name);
      const [second, last] = thirds.map((part) => quantile(part, name, byMedian ? 0.5 : 0.9)) as [
        number,
        number,
      ];
      const ratio = Math.max(second, last) < SMALL ? 1 : last / Math.max(second, 1);
      const [p90Second, p90Last] = thirds.map((part) => quantile(part, name, 0.9)) as [number, number];
      const beside = byMedian ? { p90: { second: p90Second, last: p90Last } } : {};
      return [name, { second, last, ratio: Math.round(ratio * 100) / 100, ...beside }];
    }),
  );
}

function quantile(samples: readonly Sample[], name: string, share: number): number {
  const values = samples.flatMap((sample) => sample[name] ?? []).toSorted((a, b) => a - b);
  return values[Math.floor(values.length * share)] ?? 0;
}
