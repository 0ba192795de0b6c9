// The run around the senders: its batches with their ledgers, and what planner and ledger app make of them. Recipients whose
// outcome is `retry` come again in a later batch with their attempts and their mark; a paused run's batches wait.
import { type Batch, type LedgerEntry, mintUuidV7, type RunControl, valueAt } from "@sluice/schema";
import type { World } from "@sluice/testkit";
import { SimLedger } from "./sim-ledger.ts";
import type { SimNetwork } from "./sim-network.ts";

export interface PlannedBatch {
  batch: Batch;
  ledger: SimLedger;
}

export interface RunObserver {
  appended(batch: Batch, entry: LedgerEntry): void;
}

interface Waiting {
  user: string;
  attempts: number;
  isMarked: boolean;
  dueAtMs: number;
}

const LOOK_EVERY_MS = 300;
const RUN_ID = mintUuidV7(0, new Uint8Array(10));

export class SimRun {
  readonly batches: PlannedBatch[] = [];
  state: RunControl["state"] = "sending";
  readonly #world: World;
  readonly #network: SimNetwork;
  readonly #observer: RunObserver;
  readonly #expiresAtMs: number;
  #waiting: Waiting[] = [];
  /** Where each recipient stands now. */
  readonly #places = new Map<string, { planned: PlannedBatch; index: number }>();

  constructor(world: World, network: SimNetwork, observer: RunObserver) {
    this.#world = world;
    this.#network = network;
    this.#observer = observer;
    this.#expiresAtMs = world.chance(0.1) ? world.between(1_000, 15_000) : 1e12;
    // Either a few small batches or one that needs more than its first claim.
    if (world.chance(0.3)) this.#plan(newcomers(0, world.wholeBetween(70, 180)));
    else for (const no of [0, 1, 2]) this.#plan(newcomers(no, world.wholeBetween(5, 40)));
    this.#look();
  }

  get expiresAtMs(): number {
    return this.#expiresAtMs;
  }

  get isOver(): boolean {
    return this.#waiting.length === 0 && this.open().length === 0;
  }

  /** Batches that have not ended. */
  open(): PlannedBatch[] {
    return this.batches.filter(({ ledger }) => ledger.last?.entry.done !== true);
  }

  placeOf(user: string): { planned: PlannedBatch; index: number } {
    const place = this.#places.get(user);
    if (place === undefined) throw new RangeError(`no recipient ${user}`);
    return place;
  }

  #look(): void {
    this.#world.at(LOOK_EVERY_MS, () => {
      const isDue = ({ dueAtMs }: Waiting): boolean =>
        this.state === "stopped" || this.#world.nowMs >= Math.min(dueAtMs, this.#expiresAtMs);
      const due = this.state === "paused" ? [] : this.#waiting.filter(isDue);
      this.#waiting = this.#waiting.filter((recipient) => !due.includes(recipient));
      if (due.length > 0) this.#plan(due);
      this.#look();
    });
  }

  #plan(recipients: ReadonlyArray<Omit<Waiting, "dueAtMs">>): void {
    const isRetry = recipients.some(({ attempts }) => attempts > 0);
    const batch: Batch = {
      v: 1,
      workspace_id: "local",
      run_id: RUN_ID,
      batch_no: this.batches.length,
      approval_id: "a",
      content_hash: "h",
      expires_at_ms: this.#expiresAtMs,
      attributes: [],
      rows: recipients.map(({ user }): [string] => [user]),
      ...(isRetry && { attempts: recipients.map(({ attempts }) => attempts) }),
      ...(isRetry && { possible_duplicates: recipients.map(({ isMarked }) => (isMarked ? 1 : 0)) }),
    };
    const ledger = new SimLedger(this.#network, (entry) => this.#onAppended(batch, entry));
    const planned = { batch, ledger };
    this.batches.push(planned);
    recipients.forEach(({ user }, index) => this.#places.set(user, { planned, index }));
  }

  #onAppended(batch: Batch, entry: LedgerEntry): void {
    this.#observer.appended(batch, entry);
    const { outcomes } = entry;
    let retries = 0;
    outcomes?.user_id.forEach((user, i) => {
      if (valueAt(outcomes.end, i) !== "retry") return;
      const dueAtMs = outcomes.retry_due_at_ms[retries++] ?? 0;
      const isMarked = valueAt(outcomes.possible_duplicate, i) === 1;
      this.#waiting.push({ user, attempts: valueAt(outcomes.attempts, i) ?? 0, isMarked, dueAtMs });
    });
  }
}

const newcomers = (batchNo: number, count: number): Array<Omit<Waiting, "dueAtMs">> =>
  Array.from({ length: count }, (_, i) => ({ user: `u${batchNo}.${i}`, attempts: 0, isMarked: false }));
