// Who asks for permits, as last said. A sender that falls silent is forgotten soon, and with it its share.
import type { PermitRequest } from "@sluice/campaigns";
import type { PermitDemand } from "@sluice/schema";

/** A demand that is not renewed within this is forgotten. Senders renew it every slot. */
export const DEMAND_LIFETIME_MS = 1_500;
/** Sender threads of one cluster; more are not heard. */
const MAX_SENDERS = 4_096;
/** The name becomes a subject token: a wildcard would grant to everybody. */
const SENDER_NAME = /^[A-Za-z0-9_-]{1,100}$/;

export class DemandBoard {
  readonly #bySender = new Map<string, { demands: PermitDemand["demands"]; heardAtMs: number }>();

  hear({ process, demands }: PermitDemand, nowMs: number): void {
    if (!SENDER_NAME.test(process)) return;
    if (this.#bySender.size >= MAX_SENDERS && !this.#bySender.has(process)) return;
    this.#bySender.set(process, { demands, heardAtMs: nowMs });
  }

  requests(nowMs: number): PermitRequest[] {
    const requests: PermitRequest[] = [];
    for (const [sender, { demands, heardAtMs }] of this.#bySender) {
      if (nowMs - heardAtMs > DEMAND_LIFETIME_MS) this.#bySender.delete(sender);
      else for (const { run_id, waiting } of demands) requests.push({ sender, runId: run_id, waiting });
    }
    return requests;
  }
}
