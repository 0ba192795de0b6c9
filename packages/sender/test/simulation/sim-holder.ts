// A delivery process in the simulation: the product's own takeover, ledger, writer, pass and dispatcher, on simulated
// time, network and endpoint. It is offered the batch again and again, also while others hold it: the worst queue there is.
import type { Batch } from "@sluice/schema";
import { BatchLedger, type BatchLedgerStart } from "../../src/batch-ledger.ts";
import { BatchPass, type PassEnd } from "../../src/batch-pass.ts";
import { Dispatcher } from "../../src/dispatcher.ts";
import { EntryWriter, type LedgerPort } from "../../src/entry-writer.ts";
import type { Clock } from "../../src/clock.ts";
import { OriginHealth } from "../../src/origin-health.ts";
import { PermitPool } from "../../src/permit-pool.ts";
import type { RunTemplate } from "../../src/run-template.ts";
import { tryToTake } from "../../src/take-batch.ts";
import type { SimEndpoint } from "./sim-endpoint.ts";
import type { SimLedger } from "./sim-ledger.ts";
import { SimProcess, type World } from "./world.ts";

const TICK_MS = 25;
const GRANT_MS = 100;

/** The parts that a mutant replaces. */
export interface Parts {
  ledger(start: BatchLedgerStart): BatchLedger;
  writer(port: LedgerPort, clock: Clock, seq: number): EntryWriter;
}

export const SOUND_PARTS: Parts = {
  ledger: (start) => new BatchLedger(start),
  writer: (port, clock, seq) => new EntryWriter(port, clock, seq),
};

export interface Room {
  world: World;
  ledger: SimLedger;
  endpoint: SimEndpoint;
  batch: Batch;
  template: RunTemplate;
  parts: Parts;
}

export class SimHolder {
  readonly process: SimProcess;
  readonly #room: Room;
  readonly #owner: string;
  readonly #permits = new PermitPool();
  readonly #dispatcher: Dispatcher;
  readonly #port: LedgerPort;
  readonly #pool;
  #pass: BatchPass | null = null;

  constructor(room: Room, owner: string) {
    this.#room = room;
    this.#owner = owner;
    this.process = new SimProcess(room.world);
    this.#dispatcher = new Dispatcher(this.#permits, this.process.clock);
    this.#port = room.ledger.portOf(this.process, owner);
    const pool = room.endpoint.dispatcherOf(this.process, owner);
    const health = new OriginHealth(this.process.clock, 8);
    this.#pool = { origin: "http://endpoint", pool, health };
    this.#offerBatch();
    this.#grantPermits(0);
  }

  /** Slots of the pool in use; without a pass there must be none. */
  get leakedSlots(): number {
    return this.#pass === null ? this.#pool.health.inFlight : 0;
  }

  halt(why: "paused" | "draining"): void {
    this.process.io(0, () => this.#pass?.halt(why));
  }

  #offerBatch(): void {
    void this.#takeAndSend()
      .catch(() => undefined) // the ledger did not answer
      .then(() => this.process.timer(this.#room.world.between(50, 2_500), () => this.#offerBatch()));
  }

  async #takeAndSend(): Promise<void> {
    const { parts, batch, template, world } = this.#room;
    const { clock } = this.process;
    const takeover = await tryToTake(this.#port, clock, this.#owner);
    if (takeover.kind !== "free") return;
    const ledger = parts.ledger({
      owner: this.#owner,
      recipients: batch.rows.length,
      previous: takeover.previous,
      resume: null,
    });
    this.#pass = new BatchPass(batch, template, ledger, {
      clock,
      random: world.random,
      writer: parts.writer(this.#port, clock, takeover.seq),
      pool: this.#pool,
      meter: { attempted: () => undefined, answered: () => undefined, settled: () => undefined },
      attempts: null,
      proof: null,
      onReady: () => this.#dispatcher.pump(),
    });
    this.#tick();
    const end = await this.#dispatcher.drive(this.#pass);
    this.#pass = null;
    await this.#release(end);
  }

  async #release(end: PassEnd): Promise<void> {
    if (end.kind === "paused") await this.#port.append(end.entry, end.expectedSeq);
  }

  #tick(): void {
    this.process.timer(TICK_MS, () => {
      if (this.#pass === null) return;
      this.#dispatcher.tick();
      this.#tick();
    });
  }

  #grantPermits(slot: number): void {
    const { world, batch } = this.#room;
    const permits = Math.floor(world.between(0, 12));
    const sent_at_monotonic_ms = world.nowMs;
    this.process.io(GRANT_MS, () => {
      const grants = [{ run_id: batch.run_id, permits }];
      const grant = { v: 1 as const, epoch: 1, slot, sent_at_monotonic_ms, grants };
      if (this.#permits.receive(grant, world.nowMs)) this.#dispatcher.pump();
      this.#grantPermits(slot + 1);
    });
  }
}
