// The run around the senders: its batches with their ledgers, and what planner and ledger app make of them. Entries come to
// Postgres a little later than they are written. Recipients whose outcome is `retry` come again in a later batch with their
// attempts and their mark; a paused run's batches wait. When the bus is lost, batches that Postgres does not know to be done are
// fed again, with what it knows of them.
import {
  type Batch,
  type BatchResume,
  type LedgerEntry,
  mintUuidV7,
  type RunControl,
  valueAt,
} from "@sluice/schema";
import type { World } from "@sluice/testkit";
import { SimLedger } from "./sim-ledger.ts";
import type { SimNetwork } from "./sim-network.ts";

export interface PlannedBatch {
  batch: Batch;
  ledger: SimLedger;
  /** What the message says of a batch that was fed before. */
  resume: BatchResume | null;
  /** The last entry that is in Postgres. */
  projected: LedgerEntry | null;
}

export interface RunObserver {
  appended(batch: Batch, entry: LedgerEntry): void;
  /** It is in Postgres: from now on nothing takes it back. */
  projected(batch: Batch, entry: LedgerEntry): void;
  busLost(): void;
}

/** Of whom Postgres knows no outcome: in doubt is everybody who was on the bus, or only who it knows to be claimed. */
export type DoubtAfterLoss = "fed" | "projected";

interface Waiting {
  user: string;
  attempts: number;
  isMarked: boolean;
  dueAtMs: number;
}

const LOOK_EVERY_MS = 300;
const LONGEST_LAG_MS = 2_000;
const RUN_ID = mintUuidV7(0, new Uint8Array(10));

export class SimRun {
  readonly batches: PlannedBatch[] = [];
  state: RunControl["state"] = "sending";
  readonly #world: World;
  readonly #network: SimNetwork;
  readonly #observer: RunObserver;
  readonly #expiresAtMs: number;
  readonly #lagMs: number;
  readonly #doubtAfterLoss: DoubtAfterLoss;
  #waiting: Waiting[] = [];
  /** Where each recipient stands now. */
  readonly #places = new Map<string, { planned: PlannedBatch; index: number }>();

  constructor(
    world: World,
    network: SimNetwork,
    observer: RunObserver,
    doubtAfterLoss: DoubtAfterLoss = "fed",
  ) {
    this.#world = world;
    this.#network = network;
    this.#observer = observer;
    this.#doubtAfterLoss = doubtAfterLoss;
    this.#lagMs = world.between(1, LONGEST_LAG_MS);
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
    return this.#waiting.length === 0 && this.batches.every(({ projected }) => projected?.done === true);
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

  /** All that was on it is gone, with entries that are on their way to Postgres. */
  loseBus(): void {
    this.#observer.busLost();
    for (const planned of this.batches) if (planned.projected?.done !== true) this.#feedAgain(planned);
  }

  #feedAgain(planned: PlannedBatch): void {
    const { batch, projected } = planned;
    const claimed = this.#doubtAfterLoss === "fed" ? batch.rows.length : (projected?.claimed ?? 0);
    planned.resume = { claimed, settled: projected?.settled ?? "" };
    planned.ledger = this.#ledgerFor(() => planned, planned.ledger);
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
    const ledger = this.#ledgerFor(() => planned, null);
    const planned: PlannedBatch = { batch, ledger, resume: null, projected: null };
    this.batches.push(planned);
    recipients.forEach(({ user }, index) => this.#places.set(user, { planned, index }));
  }

  #ledgerFor(plannedBatch: () => PlannedBatch, lost: SimLedger | null): SimLedger {
    const onAppended = (entry: LedgerEntry): void => {
      const planned = plannedBatch();
      if (planned.ledger !== ledger) return; // from before the loss
      this.#observer.appended(planned.batch, entry);
      this.#world.at(this.#lagMs, () => {
        if (planned.ledger === ledger) this.#project(planned, entry);
      });
    };
    const ledger = new SimLedger(this.#network, onAppended, lost);
    return ledger;
  }

  #project(planned: PlannedBatch, entry: LedgerEntry): void {
    planned.projected = entry;
    this.#observer.projected(planned.batch, entry);
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
