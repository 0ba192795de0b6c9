// The promises, checked at every step over what stands in the ledger, what came of it to Postgres, and what reached the endpoint;
// never over what a holder believes. J6 to J9 are in origin-judge.ts.
//
//   J1. No request leaves for a recipient whose claim its sender does not know to stand in the ledger.
//   J2. Whoever is requested again in the same attempt is told so, also after the bus was lost with its ledger; with
//       `at_most_once` nobody is requested again in it.
//   J3. Every recipient has exactly one end, and one outcome in each batch. J4. Delivered means that the endpoint said so.
//   J5. Once the faults stop, everything ends, and no slot of a pool stays taken.
//  J10. An attempt is one more than those of the batches before; two more once, after a 401. No recipient has more than
//       the policy's attempts, and that one. Outcomes count the attempts that were made, and no others.
//  J11. Nothing leaves a holder that has heard that the run is paused or stopped; nothing leaves without a token.
//  J12. The entries of a batch have epochs that never fall: nobody writes over a successor.
//  J13. Of whom a request once arrived whose outcome was lost, every later attempt is told so, in later batches too.
import { type Batch, type LedgerEntry, type OutcomeColumns, valueAt } from "@sluice/schema";
import type { RunTemplate } from "../../src/run-template.ts";
import type { EndpointObserver, MadeRequest } from "./sim-endpoint.ts";
import type { RunObserver, SimRun } from "./sim-run.ts";

/** Expiry is looked at in each tick. */
const LATEST_TICK_MS = 50;

export interface Verdict {
  violations: readonly string[];
  requests: number;
  /** Requests in an attempt in which there had been one before. */
  repeated: number;
  takeovers: number;
  busLosses: number;
  /** Batches of retries. */
  retryBatches: number;
  reattempts: number;
}

interface Recipient {
  /** As the last outcome says. */
  attempts: number;
  /** Attempts made in the present batch. */
  made: Set<number>;
  /** Of these, refused for the token. */
  refused: Set<number>;
  /** Attempts that arrived; true when a marked request was made since, whether or not that one arrived. */
  arrived: Map<number, boolean>;
  /** A request that had arrived was made once more in the same attempt: its outcome was lost. */
  isDoubtful: boolean;
  isAnsweredOk: boolean;
  endedIn: number | null;
}

export interface JudgedHolder {
  readonly process: { readonly isRunning: boolean };
  readonly leakedSlots: number;
}

export interface JudgedRoom {
  nowMs: () => number;
  template: RunTemplate;
  hasAuthorization: boolean;
  /** What the holder has heard of the run. */
  heardOf: (owner: string) => string;
}

export class Judge implements EndpointObserver, RunObserver {
  readonly violations: string[] = [];
  readonly #room: JudgedRoom;
  readonly #recipients = new Map<string, Recipient>();
  readonly #settledIn = new Map<string, Set<number>>();
  readonly #epochs = new Map<number, number>();
  #run: SimRun | null = null;
  #requests = 0;
  #repeated = 0;
  #reattempts = 0;
  #takeovers = 0;
  #busLosses = 0;

  constructor(room: JudgedRoom) {
    this.#room = room;
  }

  judge(run: SimRun): void {
    this.#run = run;
  }

  accuse(what: string): void {
    if (this.violations.length < 20) this.violations.push(`${what}, at ${Math.round(this.#room.nowMs())} ms`);
  }

  made({ user, owner, attempt, isMarked, authorization }: MadeRequest): void {
    const { template, hasAuthorization, heardOf } = this.#room;
    const recipient = this.#recipient(user);
    const isFirst = attempt === recipient.attempts + 1;
    const isSecond = attempt === recipient.attempts + 2 && recipient.refused.has(attempt - 1);
    if (!isFirst && !isSecond) this.accuse(`J10 attempt ${attempt} of ${user} after ${recipient.attempts}`);
    if (attempt > template.retryPolicy.max_attempts + 1) this.accuse(`J10 too many attempts at ${user}`);
    if (isSecond) this.#reattempts += 1;
    recipient.made.add(attempt);
    if (recipient.arrived.has(attempt)) recipient.isDoubtful = true;
    if (recipient.isDoubtful && !isMarked) this.accuse(`J13 attempt ${attempt} of ${user} without the mark`);
    if (isMarked) for (const earlier of recipient.arrived.keys()) recipient.arrived.set(earlier, true);
    if (heardOf(owner) !== "sending") this.accuse(`J11 ${user} by ${owner}, which heard ${heardOf(owner)}`);
    if (this.#room.nowMs() > this.#known().expiresAtMs + LATEST_TICK_MS)
      this.accuse(`J11 ${user} after the expiry`);
    if (hasAuthorization && authorization === undefined) this.accuse(`J11 ${user} without a token`);
  }

  arrived({ user, owner, attempt, isMarked }: MadeRequest): void {
    const recipient = this.#recipient(user);
    const { planned, index } = this.#known().placeOf(user);
    this.#requests += 1;
    if (index >= planned.ledger.acknowledgedClaim(owner)) this.accuse(`J1 unclaimed: ${user} by ${owner}`);
    if (recipient.arrived.has(attempt)) {
      this.#repeated += 1;
      if (!isMarked && recipient.arrived.get(attempt) === false)
        this.accuse(`J2 silent duplicate: ${user} by ${owner}`);
      if (this.#room.template.inDoubtPolicy === "at_most_once") this.accuse(`J2 sent twice: ${user}`);
    }
    recipient.arrived.set(attempt, false);
  }

  answered({ user, attempt }: MadeRequest, status: number): void {
    const recipient = this.#recipient(user);
    if (status === 200) recipient.isAnsweredOk = true;
    if (status === 401) recipient.refused.add(attempt);
  }

  appended(batch: Batch, entry: LedgerEntry): void {
    const epoch = this.#epochs.get(batch.batch_no) ?? 0;
    if (entry.epoch < epoch) this.accuse(`J12 epoch ${entry.epoch} after ${epoch}`);
    if (entry.epoch > Math.max(epoch, 1)) this.#takeovers += 1;
    this.#epochs.set(batch.batch_no, Math.max(epoch, entry.epoch));
  }

  projected(batch: Batch, { outcomes }: LedgerEntry): void {
    outcomes?.user_id.forEach((_, i) => this.#settle(batch, outcomes, i));
  }

  /** Another ledger begins, and counts anew. */
  busLost(): void {
    this.#epochs.clear();
    this.#busLosses += 1;
  }

  verdict(isDone: boolean, holders: readonly JudgedHolder[]): Verdict {
    const run = this.#known();
    if (isDone) this.#checkEnds(run);
    else this.accuse(`J5 ${run.open().length} batches never ended`);
    for (const holder of holders) {
      if (holder.process.isRunning && holder.leakedSlots > 0)
        this.accuse(`J5 ${holder.leakedSlots} slots of a pool stay taken`);
    }
    return {
      violations: this.violations,
      requests: this.#requests,
      repeated: this.#repeated,
      takeovers: this.#takeovers,
      busLosses: this.#busLosses,
      retryBatches: run.batches.filter(({ batch }) => batch.attempts !== undefined).length,
      reattempts: this.#reattempts,
    };
  }

  #settle(batch: Batch, outcomes: OutcomeColumns, i: number): void {
    const user = outcomes.user_id[i] ?? "";
    const [end, attempts = 0] = [valueAt(outcomes.end, i), valueAt(outcomes.attempts, i)];
    const index = outcomes.index[i] ?? 0;
    const recipient = this.#recipient(user);
    const key = `${batch.batch_no}`;
    const settled = this.#settledIn.get(key) ?? new Set();
    if (settled.has(index)) this.accuse(`J3 ${user} has two outcomes in one batch`);
    this.#settledIn.set(key, settled.add(index));
    const isRequested = valueAt(outcomes.requested, i) !== 0;
    const isRight = isRequested ? recipient.made.has(attempts) : attempts === recipient.attempts;
    if (!isRight) this.accuse(`J10 ${user} ends with ${attempts} attempts`);
    if (end === "delivered" && !recipient.isAnsweredOk) this.accuse(`J4 ${user} was not delivered`);
    recipient.attempts = attempts;
    recipient.made.clear();
    recipient.refused.clear();
    if (end === "retry") return;
    if (recipient.endedIn !== null) this.accuse(`J3 ${user} ended twice`);
    recipient.endedIn = batch.batch_no;
  }

  #checkEnds(run: SimRun): void {
    for (const { batch } of run.batches) {
      const settledCount = this.#settledIn.get(`${batch.batch_no}`)?.size ?? 0;
      if (settledCount !== batch.rows.length)
        this.accuse(`J3 batch ${batch.batch_no}: ${settledCount} outcomes`);
      for (const [user] of batch.rows)
        if (this.#recipient(user).endedIn === null) this.accuse(`J3 ${user} never ended`);
    }
  }

  #recipient(user: string): Recipient {
    const known = this.#recipients.get(user);
    if (known !== undefined) return known;
    const recipient: Recipient = {
      attempts: 0,
      made: new Set(),
      refused: new Set(),
      arrived: new Map(),
      isDoubtful: false,
      isAnsweredOk: false,
      endedIn: null,
    };
    this.#recipients.set(user, recipient);
    return recipient;
  }

  #known(): SimRun {
    if (this.#run === null) throw new Error("there is no run to judge");
    return this.#run;
  }
}
