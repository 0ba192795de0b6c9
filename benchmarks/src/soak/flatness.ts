// Is a figure flat? The second third of the time against the last one, each by its 90th percentile: a start warms up, and a
// single peak says nothing.
import type { Sample } from "./sample.ts";

export interface Growth {
  second: number;
  last: number;
  /** last ÷ second; 1 when both are small. */
  ratio: number;
}

/** What is below this in both thirds has nothing to grow from: megabytes, descriptors, rows, milliseconds alike. */
const SMALL = 20;

export function growthOf(samples: readonly Sample[]): Record<string, Growth> {
  const third = Math.floor(samples.length / 3);
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const second = p90(samples.slice(third, 2 * third), name);
      const last = p90(samples.slice(2 * third), name);
      const ratio = Math.max(second, last) < SMALL ? 1 : last / Math.max(second, 1);
      return [name, { second, last, ratio: Math.round(ratio * 100) / 100 }];
    }),
  );
}

function p90(samples: readonly Sample[], name: string): number {
  const values = samples.flatMap((sample) => sample[name] ?? []).toSorted((a, b) => a - b);
  return values[Math.floor(values.length * 0.9)] ?? 0;
}
