// What becomes of campaigns that wait for approval: those who may decide are reminded at half time, and what nobody decided on in
// its time is a draft again. By the leading planner, every ten seconds.
//
//   E1. Announced before it is done: a crash between announces twice, and never keeps silent.
//   E2. Done by compare-and-set: a decision of the same moment and a planner that no longer leads change nothing twice.
//   E3. A page at a time, in a fixed order: one campaign that cannot be changed holds up no other.
import {
  CampaignError,
  type CampaignPorts,
  expireReview,
  getCampaign,
  isExpired,
  remindReview,
} from "@sluice/campaigns";
import type { Campaign, Notice } from "@sluice/schema";
import { type Store, type WaitingReview, waitingReviews } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";
import { reviewExpired, reviewReminder } from "./review-notices.ts";

export interface ReviewPorts {
  store: Store;
  lease: { isHeld(): boolean };
  campaigns: CampaignPorts;
  announce: (notice: Notice) => Promise<void>;
  log: Logger;
  nowMs: () => number;
}

const REVIEWS_PER_PAGE = 100;

export class ReviewKeeper {
  readonly #ports: ReviewPorts;
  #after: WaitingReview | null = null;

  constructor(ports: ReviewPorts) {
    this.#ports = ports;
  }

  /** @returns whether there is more to be done at once. */
  async look(): Promise<boolean> {
    const { store, lease, nowMs } = this.#ports;
    if (!lease.isHeld()) return false;
    const page = { now: new Date(nowMs()), after: this.#after, limit: REVIEWS_PER_PAGE };
    const waiting = await waitingReviews(store.db, page);
    for (const review of waiting) await this.#keep(review);
    const hasMore = waiting.length === REVIEWS_PER_PAGE;
    this.#after = hasMore ? (waiting.at(-1) ?? null) : null; // E3
    return hasMore;
  }

  async #keep(waiting: WaitingReview): Promise<void> {
    try {
      if (isExpired(waiting.review, this.#ports.nowMs())) await this.#expire(waiting);
      else await this.#remind(waiting);
    } catch (error) {
      if (!(error instanceof CampaignError)) throw error;
      const { workspaceId, campaignId } = waiting;
      this.#ports.log.warn({ workspaceId, campaignId, error }, "review.not_kept"); // E3
    }
  }

  async #expire({ workspaceId, campaignId }: WaitingReview): Promise<void> {
    const { campaigns, announce, log, nowMs } = this.#ports;
    const campaign = await getCampaign(campaigns, { workspaceId, campaignId });
    if (isWaiting(campaign)) await announce(reviewExpired(campaign, nowMs())); // E1
    const changed = await expireReview(campaigns, { workspaceId, campaignId }); // E2
    if (changed !== null) log.info({ workspaceId, campaignId }, "review.expired");
  }

  async #remind({ workspaceId, campaignId }: WaitingReview): Promise<void> {
    const { campaigns, announce, log, nowMs } = this.#ports;
    const campaign = await getCampaign(campaigns, { workspaceId, campaignId });
    if (isWaiting(campaign)) await announce(reviewReminder(campaign, nowMs())); // E1
    const changed = await remindReview(campaigns, { workspaceId, campaignId }); // E2
    if (changed !== null) log.info({ workspaceId, campaignId }, "review.reminded");
  }
}

/** What was to replace a run that has ended since waits for nobody any more. */
const isWaiting = ({ status, pending_status }: Campaign): boolean =>
  (pending_status ?? status) === "UNDER_REVIEW";
