// What each process of a stage uses between two moments.
import { cpuMsOfTree, memoryOfTree, type MemoryMib } from "./process-usage.ts";
import { processesOf, type Stage } from "./stage.ts";

export interface ProcessFigures {
  cpuSeconds: number;
  /** At the end, and at most so far. Several processes of a kind together. */
  memoryMib: MemoryMib;
}

/** Nobody may die between start and `read`: the figures of a process that is gone are gone with it. */
export class UsageMeter {
  readonly #stage: Stage;
  readonly #cpuMsBefore: Map<string, number>;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#cpuMsBefore = cpuMs(stage);
  }

  read(): Record<string, ProcessFigures> {
    const before = this.#cpuMsBefore;
    const now = cpuMs(this.#stage);
    const figures = [...processesOf(this.#stage)].map(([name, pids]): [string, ProcessFigures] => {
      const memory = pids.map(memoryOfTree);
      const sum = (pick: (one: MemoryMib) => number) => memory.reduce((total, one) => total + pick(one), 0);
      const usedMs = (now.get(name) ?? 0) - (before.get(name) ?? 0);
      return [
        name,
        {
          cpuSeconds: usedMs / 1_000,
          memoryMib: { now: sum((one) => one.now), peak: sum((one) => one.peak) },
        },
      ];
    });
    return Object.fromEntries(figures);
  }
}

const cpuMs = (stage: Stage): Map<string, number> =>
  new Map(
    [...processesOf(stage)].map(([name, pids]) => [
      name,
      pids.reduce((total, pid) => total + cpuMsOfTree(pid), 0),
    ]),
  );
