// What each process has in memory while something goes on: the median of a sample each second. One sample at the end would
// tell where in a cycle of its garbage collector a process just was.
import { memoryOfTree } from "./process-usage.ts";
import { processesOf, type Stage } from "./stage.ts";

const SAMPLE_MS = 1_000;

export class MemoryWatch implements Disposable {
  readonly #stage: Stage;
  readonly #samples = new Map<string, number[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#timer = setInterval(() => this.#take(), SAMPLE_MS);
  }

  /** MiB by process, resident; several of a kind together. */
  medians(): Record<string, number> {
    this.#take(); // so that there is one, however short it was
    return Object.fromEntries([...this.#samples].map(([name, samples]) => [name, medianOf(samples)]));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #take(): void {
    for (const [name, pids] of processesOf(this.#stage)) {
      const samples = this.#samples.get(name) ?? [];
      samples.push(pids.reduce((total, pid) => total + memoryOfTree(pid).now, 0));
      this.#samples.set(name, samples);
    }
  }
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
