// What must not grow: memory and file descriptors of each process, bytes of each stream, rows of the tables that are
// cleared, and how late the senders' event loops are.
import { readdirSync } from "node:fs";
import { type Bus, onSnapshots } from "@sluice/bus";
import { memoryOfTree, processTree } from "../stage/process-usage.ts";
import { processesOf, type Stage } from "../stage/stage.ts";

/** One figure each, by name: `rssMib.delivery`, `fds.api`, `streamMib.LEDGER`, `rows.run_batches`, `lagP99Ms`. */
export type Sample = Readonly<Record<string, number>>;

const TABLES = ["run_batches", "retries"];

export class Sampler {
  readonly #stage: Stage;
  readonly #bus: Bus;
  #worstLagMs = 0;

  constructor(stage: Stage, bus: Bus, workspaceId: string) {
    this.#stage = stage;
    this.#bus = bus;
    onSnapshots(bus, workspaceId, ({ event_loop_lag_p99_ms }) => {
      this.#worstLagMs = Math.max(this.#worstLagMs, event_loop_lag_p99_ms);
    });
  }

  /** What cannot be asked just now (a server is being started again) is left out. */
  async take(): Promise<Sample> {
    const sample = { ...this.#processes(), lagP99Ms: this.#worstLagMs };
    this.#worstLagMs = 0;
    const asked = await Promise.all([this.#streams(), this.#tables()].map((part) => part.catch(() => ({}))));
    return Object.assign(sample, ...asked) as Sample;
  }

  #processes(): Record<string, number> {
    const figures: Record<string, number> = {};
    for (const [name, pids] of processesOf(this.#stage)) {
      if (pids.length === 0) continue;
      figures[`rssMib.${name}`] = pids.reduce((sum, pid) => sum + memoryOfTree(pid).now, 0);
      figures[`fds.${name}`] = pids.flatMap(processTree).reduce((sum, pid) => sum + openFiles(pid), 0);
    }
    return figures;
  }

  async #streams(): Promise<Record<string, number>> {
    const figures: Record<string, number> = {};
    for await (const { config, state } of this.#bus.jsm.streams.list())
      figures[`streamMib.${config.name}`] = Math.round((state.bytes / 2 ** 20) * 10) / 10;
    return figures;
  }

  async #tables(): Promise<Record<string, number>> {
    const figures: Record<string, number> = {};
    for (const table of TABLES) {
      const { rows } = await this.#stage.store.pool.query<{ count: number }>(
        `select count(*)::int as count from ${table}`,
      );
      figures[`rows.${table}`] = rows[0]?.count ?? 0;
    }
    return figures;
  }
}

function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0; // gone
  }
}
