// How many users a scheduled one-time campaign would reach, as lists of campaigns show it.
//
//   D1. A count reads every user of the workspace: it is made at most once a day, and one after another in this process.
//   D2. Whoever asks waits a moment for it; what is not counted by then is null, and there the next time.
import { setTimeout as sleep } from "node:timers/promises";
import type { Campaign, CampaignId, Reachability, WorkspaceId } from "@sluice/schema";
import type { ReachabilityPorts } from "./search-ports.ts";

const DAY_MS = 86_400_000;
const PATIENCE_MS = 1_500;
/** More are left to the next who asks. */
const MAX_WAITING = 100;

export class ReachabilityDesk {
  readonly #ports: ReachabilityPorts;
  readonly #nowMs: () => number;
  #queue: Promise<void> = Promise.resolve();
  #waitingCount = 0;

  constructor(ports: ReachabilityPorts, nowMs: () => number) {
    this.#ports = ports;
    this.#nowMs = nowMs;
  }

  async of(campaigns: readonly Campaign[]): Promise<ReadonlyMap<CampaignId, Reachability>> {
    const scheduled = campaigns.filter(isCounted);
    const [first] = scheduled;
    if (first === undefined) return new Map();
    const kept = await this.#kept(first.workspace_id, scheduled);
    const missing = scheduled.filter(({ id }) => !kept.has(id));
    if (missing.length === 0) return kept;
    await this.#countSoon(missing); // D2
    return this.#kept(first.workspace_id, scheduled);
  }

  async #kept(
    workspaceId: WorkspaceId,
    campaigns: readonly Campaign[],
  ): Promise<Map<CampaignId, Reachability>> {
    const hashes = new Map(campaigns.map(({ id, content_hash }) => [id, content_hash]));
    const youngest = this.#nowMs() - DAY_MS;
    const rows = await this.#ports.kept(workspaceId, [...hashes.keys()]);
    const valid = rows.filter(
      ({ campaign_id, content_hash, counted_at }) =>
        hashes.get(campaign_id) === content_hash && counted_at.getTime() > youngest,
    );
    return new Map(
      valid.map(({ campaign_id, count, counted_at }) => [
        campaign_id,
        { count, last_updated_time: counted_at.toISOString() },
      ]),
    );
  }

  async #countSoon(campaigns: readonly Campaign[]): Promise<void> {
    const room = MAX_WAITING - this.#waitingCount;
    for (const campaign of campaigns.slice(0, Math.max(0, room))) {
      this.#waitingCount += 1;
      this.#queue = this.#queue // D1
        .then(() => this.#count(campaign))
        .catch((error: unknown) => this.#ports.onFailed(error))
        .finally(() => (this.#waitingCount -= 1));
    }
    const patience = new AbortController();
    const enough = sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#queue, enough]);
    patience.abort();
  }

  async #count({
    workspace_id: workspaceId,
    id,
    content_hash,
    segmentation_details,
  }: Campaign): Promise<void> {
    if (segmentation_details === undefined) return;
    const audience = { workspaceId, campaignId: id, contentHash: content_hash };
    if (!(await this.#ports.claim(audience))) return;
    const count = await this.#ports.count(workspaceId, segmentation_details);
    if (count !== null) await this.#ports.keep(audience, count);
  }
}

const isCounted = ({ status, campaign_delivery_type }: Campaign): boolean =>
  status === "SCHEDULED" && campaign_delivery_type === "ONE_TIME";
