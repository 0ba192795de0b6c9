// What a card tells beside the campaign: how many it goes to, what changed since the approval, what single users would cause,
// how long it takes. Counting reads every user: what was counted is good for a while, as long as the campaign says the same.
import {
  approvalPolicy,
  type CampaignDiff,
  type CampaignPorts,
  diffCampaign,
  isApprovalExpired,
  isExpired,
  isTriggered,
  quietUntil,
  workspaceLimits,
} from "@sluice/campaigns";
import { type Campaign, type CampaignDefinition, connectorOf } from "@sluice/schema";
import { audienceSql } from "@sluice/audience";
import { audienceUsers, getUser, lastReviewAction, type Store } from "@sluice/store";
import { stageOf } from "../blocks/campaign-words.ts";
import type { AudienceFacts, CampaignFacts, QuietFacts, Sample } from "../blocks/card-facts.ts";
import { audienceOf, type CountPlace, countRecipients } from "./count-recipients.ts";
import { paceOf } from "./estimate-pace.ts";
import { MAX_LOOKED_AT, renderingOf, sampleOf } from "./request-samples.ts";
import { startOf } from "./start-of.ts";

type Looked = Pick<CampaignFacts, "audience" | "rendering">;

interface Kept {
  key: string;
  atMs: number;
  looked: Promise<Looked>;
}

const FRESH_FOR_MS = 5 * 60_000;
/** So long it may be shown while it is counted anew: a click must not wait for that. */
const SHOWN_FOR_MS = 60 * 60_000;
const MAX_KEPT = 1_000;

export class FactFinder {
  readonly #store: Store;
  readonly #ports: CampaignPorts;
  readonly #kept = new Map<string, Kept>();

  /** @param store as the workspace sees it */
  constructor(store: Store, ports: CampaignPorts) {
    this.#store = store;
    this.#ports = ports;
  }

  async factsOf(campaign: Campaign): Promise<CampaignFacts> {
    const startsAt = startOf(campaign);
    const diff = await this.#diffOf(campaign);
    const { audience, rendering } = await this.#look(campaign, diff);
    const caps = await workspaceLimits(this.#ports, campaign.workspace_id);
    return {
      campaign,
      audience,
      diff,
      rendering,
      pace: paceOf(campaign, audience?.recipients ?? null, caps),
      startsAt,
      quiet: await this.#quietAt(campaign, startsAt),
      expired: await this.#expired(campaign),
    };
  }

  /** As this user would cause it. null: there is no such user, or the campaign makes no request. */
  async sampleFor(campaign: Campaign, userId: string): Promise<Sample | null> {
    const connector = connectorOf(campaign);
    const user = await getUser(this.#store, campaign.workspace_id, userId);
    if (connector === undefined || user === null) return null;
    return sampleOf(campaign, connector, user, ["named"], () => this.#ports.nowMs());
  }

  async #diffOf(campaign: Campaign): Promise<CampaignDiff | null> {
    const diff = await diffCampaign(this.#ports, ref(campaign));
    return diff.from === null || diff.from === diff.to ? null : diff;
  }

  /** Counted once, however many ask in the same moment. */
  #look(campaign: Campaign, diff: CampaignDiff | null): Promise<Looked> {
    const key = `${campaign.content_hash} ${diff?.from ?? ""}`;
    const known = this.#kept.get(campaign.id);
    const ageMs = known?.key === key ? this.#ports.nowMs() - known.atMs : Infinity;
    if (known !== undefined && ageMs < FRESH_FOR_MS) return known.looked;
    const looked = this.#keep(campaign, key, this.#read(campaign, diff));
    return known !== undefined && ageMs < SHOWN_FOR_MS ? known.looked : looked;
  }

  #keep({ id }: Campaign, key: string, looked: Promise<Looked>): Promise<Looked> {
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    const kept = { key, atMs: this.#ports.nowMs(), looked };
    this.#kept.set(id, kept);
    looked.catch(() => this.#kept.get(id) === kept && this.#kept.delete(id));
    return looked;
  }

  async #read(campaign: Campaign, diff: CampaignDiff | null): Promise<Looked> {
    const place = this.#placeOf(campaign);
    const named = await audienceOf(place, campaign);
    if (named === null) return { audience: null, rendering: null };
    const counted = await countRecipients(place, campaign, named);
    const approvedRecipients = await this.#approvedRecipients(campaign, diff, counted?.recipients ?? null);
    const conditions = audienceSql(named, campaign.workspace_id, place.nowMs());
    const users = await audienceUsers(this.#store, conditions, MAX_LOOKED_AT);
    return {
      audience: counted === null ? null : { ...counted, approvedRecipients },
      rendering: renderingOf(campaign, users, place.nowMs),
    };
  }

  /** Only a version that says something else of its audience is counted again. */
  async #approvedRecipients(
    campaign: Campaign,
    diff: CampaignDiff | null,
    recipients: number | null,
  ): Promise<AudienceFacts["approvedRecipients"]> {
    if (diff === null || diff.from === null) return null;
    if (!diff.isCut && !diff.changes.some(({ path }) => OF_AUDIENCE.test(path))) return recipients;
    const approved = await this.#version(campaign, diff.from);
    const place = this.#placeOf(campaign);
    const named = approved === null ? null : await audienceOf(place, approved);
    if (approved === null || named === null) return null;
    return (await countRecipients(place, approved, named))?.recipients ?? null;
  }

  #version(campaign: Campaign, version: number): Promise<CampaignDefinition | null> {
    const { workspace_id: workspaceId } = campaign;
    return this.#ports.transaction(workspaceId, (tx) => tx.findVersion(ref(campaign), version));
  }

  async #quietAt(campaign: Campaign, startsAt: string | null): Promise<QuietFacts | null> {
    const { quiet_hours: hours } = await approvalPolicy(this.#ports, campaign.workspace_id);
    if (hours === null || isTriggered(campaign)) return null;
    const nowMs = this.#ports.nowMs();
    const startMs = startsAt === null ? nowMs : Math.max(nowMs, Date.parse(startsAt));
    const untilMs = quietUntil(hours, startMs);
    if (untilMs === null) return null;
    const { from, to, time_zone: timeZone } = hours;
    return { from, to, timeZone, until: new Date(untilMs).toISOString() };
  }

  /** Before anybody has noticed, and after it has become a draft again. */
  async #expired(campaign: Campaign): Promise<CampaignFacts["expired"]> {
    const { review } = campaign;
    const nowMs = this.#ports.nowMs();
    const stage = stageOf(campaign);
    if (stage === "UNDER_REVIEW") return review !== null && isExpired(review, nowMs) ? "request" : null;
    if (stage === "APPROVED") return review !== null && isApprovalExpired(review, nowMs) ? "approval" : null;
    if (stage !== "DRAFT") return null;
    const last = await lastReviewAction(this.#store, ref(campaign));
    return last === "campaign.review_expired" ? "request" : null;
  }

  #placeOf({ workspace_id: workspaceId }: Campaign): CountPlace {
    return { store: this.#store, workspaceId, nowMs: () => this.#ports.nowMs() };
  }
}

/** Paths that say who gets it. */
const OF_AUDIENCE = /^(?:segmentation_details|control_group_details|campaign_audience_limit)\b/;

const ref = ({ workspace_id, id }: Campaign) => ({ workspaceId: workspace_id, campaignId: id });
