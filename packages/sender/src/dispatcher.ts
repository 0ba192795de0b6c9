// Of all batches that a thread holds, who may send next: the oldest first, each request with a permit of its run and a
// free connection of its origin, whose health says how many there are. HOT: looked at after every answer.
import type { RunControl, RunId } from "@sluice/schema";
import type { BatchPass } from "./batch-pass.ts";
import type { Clock } from "./clock.ts";
import type { PassEnd } from "./pass-ports.ts";
import type { PermitPool } from "./permit-pool.ts";
import { type RunAsks, type RunDemand, slotDemands } from "./slot-demands.ts";

export class Dispatcher {
  readonly #passes = new Set<BatchPass>();
  readonly #permits: PermitPool;
  readonly #clock: Clock;
  #isPumping = false;
  #isAskedAgain = false;

  constructor(permits: PermitPool, clock: Clock) {
    this.#permits = permits;
    this.#clock = clock;
  }

  get passCount(): number {
    return this.#passes.size;
  }

  async drive(pass: BatchPass): Promise<PassEnd> {
    this.#passes.add(pass);
    try {
      return await pass.run();
    } finally {
      this.#passes.delete(pass);
    }
  }

  /** Sends whatever may be sent now. An answer that arrives meanwhile asks for another look instead of nesting. */
  pump(): void {
    this.#isAskedAgain = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        for (const pass of this.#passes) this.#sendFrom(pass);
      }
    } finally {
      this.#isPumping = false;
    }
  }

  tick(): void {
    for (const pass of this.#passes) pass.tick();
    this.pump();
  }

  applyControl(runId: RunId, state: RunControl["state"]): void {
    for (const pass of this.#passes) {
      if (pass.batch.run_id !== runId) continue;
      if (state === "paused") pass.halt("paused");
      if (state === "stopped") pass.endOpen("cancelled", "stopped");
    }
  }

  /**
   * Gives one batch back whose origin has taken nothing for so long, the newest: when places are short, others need it.
   * It comes again, and nobody of it is in doubt.
   */
  yieldDeferred(afterMs: number): void {
    const isDeferred = (pass: BatchPass): boolean => (pass.health?.deferredForMs ?? 0) >= afterMs;
    const newest = [...this.#passes].findLast((pass) => !pass.isHalted && isDeferred(pass));
    newest?.halt("draining");
  }

  drain(): void {
    for (const pass of this.#passes) pass.halt("draining");
  }

  /** What the limiter is asked for; call once in each slot. */
  demands(): RunAsks[] {
    const byRun = new Map<RunId, RunDemand>();
    for (const pass of this.#passes) {
      const { run_id: runId, workspace_id: workspaceId } = pass.batch;
      const inHand = this.#permits.inHand(runId, this.#clock.monotonicMs());
      const known = byRun.get(runId) ?? { workspaceId, runId, health: pass.health, waiting: 0, inHand };
      byRun.set(runId, { ...known, waiting: known.waiting + (pass.isAuthorized ? pass.waitingCount : 0) });
    }
    return slotDemands([...byRun.values()]);
  }

  /** Recipients by run that wait, and that are in flight: what is shown to people. */
  waitingByRun(): Map<RunId, { workspaceId: string; waiting: number; inFlight: number }> {
    const byRun = new Map<RunId, { workspaceId: string; waiting: number; inFlight: number }>();
    for (const pass of this.#passes) {
      const entry = byRun.get(pass.batch.run_id) ?? {
        workspaceId: pass.batch.workspace_id,
        waiting: 0,
        inFlight: 0,
      };
      entry.waiting += pass.waitingCount;
      entry.inFlight += pass.inFlightCount;
      byRun.set(pass.batch.run_id, entry);
    }
    return byRun;
  }

  #sendFrom(pass: BatchPass): void {
    let hasPermit = false;
    while (pass.hasFreeConnection && pass.canSend()) {
      if (!hasPermit && !this.#permits.take(pass.batch.run_id, this.#clock.monotonicMs())) return;
      // A recipient that ends without a request leaves its permit to the next one.
      hasPermit = pass.sendNext() === "settled";
    }
  }
}
