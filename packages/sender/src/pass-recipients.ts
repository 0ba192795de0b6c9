// The recipients of one pass: who is sent to next, and what each answer means. When one may leave is said by batch-pass.ts.
//
//   R1. Recipients are sent in order, each once; who was refused for a token stays open, and is sent once more
//       (reattempts.ts).
//   R2. An answer that comes when the batch is no longer held is not heard: its recipient is in doubt for the successor.
import type { Batch, RecipientOutcome } from "@sluice/schema";
import type { AttemptResult } from "./attempt-result.ts";
import type { BatchLedger } from "./batch-ledger.ts";
import { classifyAttempt } from "./classify-response.ts";
import type { Exchange } from "./exchange.ts";
import { InFlight } from "./in-flight.ts";
import { outcomeOf } from "./next-step.ts";
import { isGone } from "./origin-signal.ts";
import { PassAttempts } from "./pass-attempts.ts";
import { PassOutcomes } from "./pass-outcomes.ts";
import type { PassPorts } from "./pass-ports.ts";
import { Reattempts } from "./reattempts.ts";
import { attemptsBefore, mayHaveHadOne, requestFor } from "./recipient-request.ts";
import { isReady } from "./request-proof.ts";
import type { RunTemplate } from "./run-template.ts";

export interface RecipientsPorts extends Pick<
  PassPorts,
  "attempts" | "clock" | "meter" | "pool" | "proof" | "random"
> {
  isHeld(): boolean;
  /** A recipient has its outcome, to be written down. */
  onSettled(): void;
  /** The next one in order was sent, or ended without a request. */
  onPassed(): void;
  onAnswered(): void;
}

export class PassRecipients {
  readonly outcomes: PassOutcomes;
  readonly inFlight: InFlight;
  readonly #batch: Batch;
  readonly #template: RunTemplate;
  readonly #ledger: BatchLedger;
  readonly #ports: RecipientsPorts;
  readonly #attempts: PassAttempts;
  readonly #reattempts: Reattempts;
  #isStopped = false;
  #cursor = 0;

  constructor(batch: Batch, template: RunTemplate, ledger: BatchLedger, ports: RecipientsPorts) {
    this.#batch = batch;
    this.#template = template;
    this.#ledger = ledger;
    this.#ports = ports;
    this.outcomes = new PassOutcomes(batch, ledger, ports.meter);
    this.#reattempts = new Reattempts(ports.proof?.authorization ?? null, template.retryPolicy.max_attempts);
    this.#attempts = new PassAttempts(batch, template, ports.attempts);
    this.inFlight = new InFlight({
      pool: ports.pool,
      mayLeave: () => ports.isHeld(),
      bytesToKeep: (status) => this.#attempts.bytesToKeep(status),
      onAnswer: (exchange, result) => this.#onAnswer(exchange, result),
    });
  }

  /** The next one in order. */
  get cursor(): number {
    return this.#cursor;
  }

  /** HOT. Without a token nobody is sent. */
  get isAuthorized(): boolean {
    const { proof } = this.#ports;
    return proof === null || isReady(proof);
  }

  /** HOT. Only who is claimed. */
  hasNext(): boolean {
    if (!this.isAuthorized) return false;
    if (this.#reattempts.next() !== null) return true;
    while (this.#cursor < this.#ledger.claimed && this.#ledger.isSettled(this.#cursor)) this.#cursor += 1;
    return this.#cursor < this.#ledger.claimed;
  }

  /** HOT. @returns "sent" when a request left, "settled" when the recipient ended without one. Call only after `hasNext`. */
  sendNext(): "sent" | "settled" {
    const again = this.#reattempts.next();
    if (again !== null) {
      this.#reattempts.sending(again.index);
      return this.#send(again.index, again.attempt);
    }
    const index = this.#cursor++;
    const sent = this.#send(index, attemptsBefore(this.#batch, index) + 1);
    this.#ports.onPassed();
    return sent;
  }

  /** Deadlines, and those whose token was not renewed. */
  tick(nowMs: number): void {
    this.inFlight.abortOverdue(nowMs, this.#template.timeoutMs);
    for (const outcome of this.#reattempts.takeGivenUp()) this.outcomes.settle(outcome);
  }

  /** Of who is neither settled nor in flight. */
  endOpen(end: "cancelled" | "expired" | "dead_lettered", reason: string): void {
    for (const outcome of this.#reattempts.close()) this.outcomes.settle(outcome); // they had their answer
    this.outcomes.endOpen(end, reason, (index) => this.inFlight.has(index));
  }

  /** Nobody is sent once more: who was refused for a token is sent by the next pass. */
  stop(): void {
    this.#isStopped = true;
    for (const outcome of this.#reattempts.takeAll()) this.outcomes.settle(this.#dueNow(outcome));
  }

  #send(index: number, attempt: number): "sent" | "settled" {
    const { clock, proof, meter } = this.#ports;
    const isPossibleDuplicate = this.#isPossibleDuplicate(index);
    const sending = { attempt, isPossibleDuplicate, proof, nowMs: clock.nowMs() };
    const next = requestFor(this.#batch, index, this.#template, sending);
    if (next.kind === "request") {
      meter.attempted();
      this.inFlight.send(index, next.attempt, next.request, clock.monotonicMs());
      return "sent";
    }
    this.outcomes.settleWithoutRequest(index, next.kind, next.reason);
    this.#ports.onSettled();
    return "settled";
  }

  #onAnswer(exchange: Exchange, result: AttemptResult): void {
    if (!this.#ports.isHeld()) return; // R2
    const { index, attempt, startedMs } = exchange;
    const { clock, random, meter } = this.#ports;
    const latencyMs = clock.monotonicMs() - startedMs;
    meter.answered(latencyMs);
    const nowMs = clock.nowMs();
    const outcome = outcomeOf(classifyAttempt(result, this.#template.rules), {
      index,
      attempt,
      latencyMs,
      isPossibleDuplicate: this.#isPossibleDuplicate(index),
      nowMs,
      expiresAtMs: this.#batch.expires_at_ms,
      policy: this.#template.retryPolicy,
      random,
    });
    if (isGone(outcome)) this.#ports.pool?.health.openForGood();
    this.#settle(exchange, result, outcome);
    this.#attempts.ended(exchange, result, outcome, nowMs);
    this.#ports.onAnswered();
  }

  #settle(exchange: Exchange, result: AttemptResult, outcome: RecipientOutcome): void {
    outcome.requests = this.#reattempts.requestsOf(exchange.index);
    if (!this.#reattempts.isOwed(exchange, result)) this.outcomes.settle(outcome);
    else if (this.#isStopped) this.outcomes.settle(this.#dueNow(outcome));
    else this.#reattempts.keep(outcome, exchange.startedMs);
  }

  #dueNow(outcome: RecipientOutcome): RecipientOutcome {
    return { ...outcome, end: "retry", dueAtMs: this.#ports.clock.nowMs() };
  }

  #isPossibleDuplicate(index: number): boolean {
    return this.#ledger.isInDoubt(index) || mayHaveHadOne(this.#batch, index);
  }
}
