// What delivery knows of a run: its plan (fixed) and its control (changes while it runs). Both in key-value buckets.
import type { KV } from "@nats-io/kv";
import { RunControl, RunPlan, type RunId, type WorkspaceId } from "@sluice/schema";
import type { Bus } from "./connect.ts";
import { CONTROL_BUCKET, RUNS_BUCKET } from "./stream-names.ts";
import { watchBucket, type WatchedBucket } from "./watch-bucket.ts";

/** How long the marker of a removed key stays: a watcher that was away for less still hears of the removal. */
const MARKER_TTL = "24h";

const key = (workspaceId: WorkspaceId, runId: RunId): string => `${workspaceId}.${runId}`;

export class RunPlans {
  readonly #kv: KV;

  private constructor(kv: KV) {
    this.#kv = kv;
  }

  static async open(bus: Bus): Promise<RunPlans> {
    return new RunPlans(await bus.kvm.open(RUNS_BUCKET));
  }

  async put(plan: RunPlan): Promise<void> {
    await this.#kv.put(key(plan.workspace_id, plan.run_id), JSON.stringify(plan));
  }

  async get(workspaceId: WorkspaceId, runId: RunId): Promise<RunPlan | null> {
    const entry = await this.#kv.get(key(workspaceId, runId));
    return entry === null || entry.operation !== "PUT" ? null : RunPlan.parse(entry.json());
  }

  async remove(workspaceId: WorkspaceId, runId: RunId): Promise<void> {
    await this.#kv.purge(key(workspaceId, runId), { ttl: MARKER_TTL });
  }
}

export interface ControlChange {
  workspaceId: WorkspaceId;
  runId: RunId;
  /** null: the run is over. */
  control: RunControl | null;
}

export class RunControls {
  readonly #kv: KV;
  readonly #watched: WatchedBucket;

  private constructor(watched: WatchedBucket) {
    this.#kv = watched.kv;
    this.#watched = watched;
  }

  static async open(bus: Bus): Promise<RunControls> {
    return new RunControls({ bus, kv: await bus.kvm.open(CONTROL_BUCKET), bucket: CONTROL_BUCKET });
  }

  async put(workspaceId: WorkspaceId, runId: RunId, control: RunControl): Promise<void> {
    await this.#kv.put(key(workspaceId, runId), JSON.stringify(control));
  }

  async get(workspaceId: WorkspaceId, runId: RunId): Promise<RunControl | null> {
    const entry = await this.#kv.get(key(workspaceId, runId));
    return entry === null || entry.operation !== "PUT" ? null : RunControl.parse(entry.json());
  }

  async remove(workspaceId: WorkspaceId, runId: RunId): Promise<void> {
    await this.#kv.purge(key(workspaceId, runId), { ttl: MARKER_TTL });
  }

  /** The present state of every run, then what it becomes, until `signal` aborts. Of quick changes maybe only the last. */
  async *watch(signal: AbortSignal): AsyncGenerator<ControlChange> {
    for await (const entry of watchBucket(this.#watched, signal)) {
      const [workspaceId = "", runId = ""] = entry.key.split(".");
      const control = entry.operation === "PUT" ? readControl(entry.string()) : null;
      if (control !== undefined) yield { workspaceId, runId, control };
    }
  }
}

/** undefined: no control at all. One bad entry must not keep a watcher from the others; whoever asks for it gets the error. */
function readControl(text: string): RunControl | undefined {
  try {
    return RunControl.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
