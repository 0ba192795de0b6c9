// A delivery process in the simulation: the product's own takeover, ledger, writer, pass, dispatcher, permits, origin health
// and token source, on simulated time, network and endpoint. It is offered every batch again and again, also while others
// hold it, and told now and then that it is new: the worst queue there is.
import type { LedgerEntry, PermitGrant, RunControl } from "@sluice/schema";
import { SimProcess, type World } from "@sluice/testkit";
import { BatchLedger, type BatchLedgerStart } from "../../src/batch-ledger.ts";
import { BatchPass } from "../../src/batch-pass.ts";
import type { Clock } from "../../src/clock.ts";
import { Dispatcher } from "../../src/dispatcher.ts";
import { EntryWriter, type LedgerPort } from "../../src/entry-writer.ts";
import { OriginHealth } from "../../src/origin-health.ts";
import { PermitPool } from "../../src/permit-pool.ts";
import { TokenAuthorization } from "../../src/request-authorization.ts";
import type { RunTemplate } from "../../src/run-template.ts";
import { type Takeover, tryToTake } from "../../src/take-batch.ts";
import { TokenSource } from "../../src/token-source.ts";
import { WebhookSigner } from "../../src/webhook-signer.ts";
import type { Judge } from "./judge.ts";
import { OriginJudge } from "./origin-judge.ts";
import type { SimEndpoint } from "./sim-endpoint.ts";
import type { PlannedBatch, SimRun } from "./sim-run.ts";
import type { SimTokens } from "./sim-tokens.ts";

const TICK_MS = 25;
const SLOT_MS = 100;
const CONNECTIONS = 8;
/** Batches at once. */
const PLACES = 2;
const DEFERRED_MS = 1_500;
const HIGHEST_DRIFT = 0.0005;
const SAID_TO_BE_NEW = 0.2;

/** The parts that a mutant replaces. */
export interface Parts {
  ledger(start: BatchLedgerStart): BatchLedger;
  writer(port: LedgerPort, clock: Clock, seq: number): EntryWriter;
  port(port: LedgerPort): LedgerPort;
  take(port: LedgerPort, clock: Clock, owner: string, isNew: boolean): Promise<Takeover>;
  permits(): PermitPool;
  health(clock: Clock, connections: number): OriginHealth;
}

export const SOUND_PARTS: Parts = {
  ledger: (start) => new BatchLedger(start),
  writer: (port, clock, seq) => new EntryWriter(port, clock, seq),
  port: (port) => port,
  take: tryToTake,
  permits: () => new PermitPool(),
  health: (clock, connections) => new OriginHealth(clock, connections),
};

export interface Room {
  world: World;
  run: SimRun;
  endpoint: SimEndpoint;
  /** null: requests carry no token. */
  tokens: SimTokens | null;
  template: RunTemplate;
  judge: Judge;
  /** In a slot, for one holder. */
  mostPermits: number;
  parts: Parts;
}

export class SimHolder {
  readonly process: SimProcess;
  readonly owner: string;
  readonly #room: Room;
  readonly #permits: PermitPool;
  readonly #dispatcher: Dispatcher;
  readonly #originJudge: OriginJudge;
  readonly #pool;
  readonly #source: TokenSource | null;
  readonly #proof;
  readonly #passes = new Map<PlannedBatch, BatchPass | null>();
  #heard: RunControl["state"] = "sending";
  #lastGrantMs = 0;
  #isTicking = false;

  constructor(room: Room, owner: string) {
    const { world, parts } = room;
    this.#room = room;
    this.owner = owner;
    this.process = new SimProcess(world, {
      startMs: world.between(0, 1e9),
      drift: world.between(-HIGHEST_DRIFT, HIGHEST_DRIFT),
    });
    const { clock } = this.process;
    this.#permits = parts.permits();
    this.#dispatcher = new Dispatcher(this.#permits, clock);
    const accuse = (what: string): void => room.judge.accuse(`${what}: ${owner}`);
    this.#originJudge = new OriginJudge({ connections: CONNECTIONS, monotonicMs: clock.monotonicMs, accuse });
    const health = watched(parts.health(clock, CONNECTIONS), this.#originJudge);
    this.#pool = { origin: "http://endpoint", pool: room.endpoint.dispatcherOf(this.process, owner), health };
    this.#source = this.#tokenSource();
    this.#proof = this.#source && {
      authorization: new TokenAuthorization(this.#source, { prefix: "Bearer", reattemptStatuses: [401] }),
      signer: new WebhookSigner([]),
    };
    this.#heard = room.run.state;
    for (let place = 0; place < PLACES; place++) this.#offerBatch();
    this.#askForPermits(0);
  }

  get heard(): RunControl["state"] {
    return this.#heard;
  }

  /** Slots of the pool in use; without a pass there must be none. */
  get leakedSlots(): number {
    return this.#passes.size === 0 ? this.#pool.health.inFlight : 0;
  }

  hear(state: RunControl["state"]): void {
    this.process.io(this.#room.world.between(1, 40), () => {
      this.#heard = state;
      if (state === "sending") this.#pool.health.revive();
      else this.#dispatcher.applyControl(this.#room.run.batches[0]?.batch.run_id ?? "", state);
    });
  }

  drain(): void {
    this.process.io(0, () => this.#dispatcher.drain());
  }

  #offerBatch(): void {
    void this.#takeAndSend()
      .catch(() => undefined) // the ledger did not answer
      .then(() => this.process.timer(this.#room.world.between(50, 2_500), () => this.#offerBatch()));
  }

  async #takeAndSend(): Promise<void> {
    const { run, world } = this.#room;
    const free = run.open().filter((planned) => !this.#passes.has(planned));
    const planned = free[world.wholeBetween(0, free.length)];
    if (planned === undefined) return;
    this.#passes.set(planned, null);
    try {
      await this.#send(planned);
    } finally {
      this.#passes.delete(planned);
    }
  }

  async #send(planned: PlannedBatch): Promise<void> {
    const { parts, world, template } = this.#room;
    const { clock } = this.process;
    const port = parts.port(planned.ledger.portOf(this.process, this.owner));
    const { resume } = planned;
    const isNew = resume === null && world.chance(SAID_TO_BE_NEW);
    const takeover = await parts.take(port, clock, this.owner, isNew);
    if (takeover.kind !== "free") return;
    const pass = new BatchPass(planned.batch, template, this.#ledgerOf(planned, takeover.previous), {
      clock,
      random: world.random,
      writer: parts.writer(port, clock, takeover.seq),
      pool: this.#pool,
      meter: { attempted: () => undefined, answered: () => undefined, settled: () => undefined },
      attempts: null,
      proof: this.#proof,
      onReady: () => this.#dispatcher.pump(),
    });
    this.#passes.set(planned, pass);
    if (this.#heard === "stopped") pass.endOpen("cancelled", "stopped");
    if (this.#heard === "paused") pass.halt("paused");
    this.#keepTicking();
    const end = await this.#dispatcher.drive(pass);
    if (end.kind === "paused") await port.append(end.entry, end.expectedSeq);
  }

  #ledgerOf({ batch, resume }: PlannedBatch, previous: LedgerEntry | null): BatchLedger {
    return this.#room.parts.ledger({
      owner: this.owner,
      recipients: batch.rows.length,
      previous,
      resume,
    });
  }

  /** While there are passes, and only then. */
  #keepTicking(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#tick();
  }

  #tick(): void {
    this.process.timer(TICK_MS, () => {
      this.#isTicking = this.#dispatcher.passCount > 0;
      if (!this.#isTicking) return;
      this.#source?.tick();
      this.#dispatcher.tick();
      if (this.#room.world.chance(0.02)) this.#dispatcher.yieldDeferred(DEFERRED_MS);
      this.#tick();
    });
  }

  /** Of a limiter that gives what is asked for, or less. */
  #askForPermits(slot: number): void {
    this.process.timer(SLOT_MS, () => {
      const asked = this.#dispatcher.passCount === 0 ? [] : this.#dispatcher.demands();
      const sentAtMs = this.#room.world.nowMs;
      for (const { runId, permits } of asked)
        this.#grant(runId, Math.min(permits, this.#limit()), slot, sentAtMs);
      this.#askForPermits(slot + 1);
    });
  }

  #grant(runId: string, permits: number, slot: number, sentAtMs: number): void {
    const { world } = this.#room;
    const grant: PermitGrant = {
      v: 1,
      epoch: 1,
      slot,
      sent_at_monotonic_ms: sentAtMs,
      grants: [{ run_id: runId, permits }],
    };
    const travelMs = world.chance(0.02) ? world.between(10, 1_500) : world.between(1, 20);
    this.#lastGrantMs = Math.max(this.#lastGrantMs, sentAtMs + travelMs); // one connection keeps its order
    this.process.io(this.#lastGrantMs - sentAtMs, () => {
      this.#originJudge.granted(permits, sentAtMs);
      if (this.#permits.receive(grant, this.process.monotonicMs())) this.#dispatcher.pump();
    });
  }

  #limit(): number {
    return this.#room.world.wholeBetween(0, this.#room.mostPermits + 1);
  }

  #tokenSource(): TokenSource | null {
    const { tokens, world } = this.#room;
    if (tokens === null) return null;
    const source = new TokenSource(1, tokens.portsFor(this.process, this.owner));
    tokens.watchers.push((stored) =>
      this.process.io(world.between(1, 50), () => {
        source.receive(stored);
        this.#dispatcher.pump();
      }),
    );
    return source;
  }
}

/** The judge hears what this origin's health is told. */
function watched(health: OriginHealth, judge: OriginJudge): OriginHealth {
  const left = health.left.bind(health);
  const ended = health.ended.bind(health);
  const revive = health.revive.bind(health);
  health.revive = () => {
    judge.revived();
    revive();
  };
  health.left = (nowMs) => {
    judge.leaving(health.report());
    left(nowMs);
  };
  health.ended = (result, startedMs) => {
    judge.ended(result, startedMs);
    ended(result, startedMs);
  };
  return health;
}
