// Where a run stands that somebody has halted. A pause is wanted at once and true a moment later: senders finish the requests that they
// have begun. Seen from outside, a run is halted when nothing of it moves any more.
import type { CampaignStatus, RunStats } from "@sluice/schema";

/** `pausing` and `cancelling`: wanted, and not true yet. */
export type RunStand = "going" | "pausing" | "paused" | "cancelling";

/** Longer than figures take from a sender to the store. */
const STILL_FOR_MS = 3_000;

export class StandWatch {
  #figures = "";
  #status: CampaignStatus | null = null;
  #stillSinceMs = 0;
  /** That it goes was seen before it was paused. */
  #wasGoing = false;

  /** @returns `hasHalted` once, when the run was seen going and then came to a halt */
  look(
    status: CampaignStatus,
    { attempts, open, ended_at }: Pick<RunStats, "attempts" | "open" | "ended_at">,
    nowMs: number,
  ): { stand: RunStand; hasHalted: boolean } {
    const figures = `${attempts} ${open}`;
    if (figures !== this.#figures || status !== this.#status) this.#stillSinceMs = nowMs;
    this.#figures = figures;
    this.#status = status;
    const stand = ended_at === null ? this.#standOf(status, nowMs) : "going";
    const hasHalted = stand === "paused" && this.#wasGoing;
    if (stand === "going") this.#wasGoing = true;
    if (stand === "paused") this.#wasGoing = false;
    return { stand, hasHalted };
  }

  /** For how long nothing of it has moved. */
  stillForMs(nowMs: number): number {
    return nowMs - this.#stillSinceMs;
  }

  #standOf(status: CampaignStatus, nowMs: number): RunStand {
    if (status === "STOPPED") return "cancelling";
    if (status !== "PAUSED") return "going";
    return nowMs - this.#stillSinceMs >= STILL_FOR_MS ? "paused" : "pausing";
  }
}
