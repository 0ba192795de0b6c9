// What a card tells beside the campaign: how many it goes to, what changed since the approval, what one user would cause.
// Counting reads every user: what was counted is good for a while, as long as the campaign says the same.
import { audienceSql, expandAudience } from "@sluice/audience";
import { type CampaignPorts, diffCampaign, type FieldChange, isTriggered } from "@sluice/campaigns";
import { previewConnector } from "@sluice/content";
import { type Campaign, connectorOf, type User } from "@sluice/schema";
import { audienceUsers, countAudience, findSegments, type Store } from "@sluice/store";
import type { CampaignFacts } from "../blocks/card-facts.ts";
import { quoted } from "../blocks/text.ts";

interface Counted {
  contentHash: string;
  untilMs: number;
  audience: CampaignFacts["audience"];
  user: User | null;
}

const COUNTED_FOR_MS = 5 * 60_000;
const MAX_KEPT = 1_000;

export class FactFinder {
  readonly #store: Store;
  readonly #ports: CampaignPorts;
  readonly #counted = new Map<string, Counted>();

  /** @param store as the workspace sees it */
  constructor(store: Store, ports: CampaignPorts) {
    this.#store = store;
    this.#ports = ports;
  }

  async factsOf(campaign: Campaign): Promise<CampaignFacts> {
    const { audience, user } = await this.#count(campaign);
    const { changes, from } = await diffCampaign(this.#ports, ref(campaign));
    return {
      campaign,
      audience,
      changes: from === null || campaign.status === "APPROVED" ? [] : changes.map(inWords),
      sample: sampleOf(campaign, user, () => this.#ports.nowMs()),
      estimatedMinutes: estimateOf(campaign, audience?.targeted ?? null),
    };
  }

  async #count(campaign: Campaign): Promise<Counted> {
    const known = this.#counted.get(campaign.id);
    const nowMs = this.#ports.nowMs();
    if (known !== undefined && known.contentHash === campaign.content_hash && known.untilMs > nowMs)
      return known;
    const counted = {
      contentHash: campaign.content_hash,
      untilMs: nowMs + COUNTED_FOR_MS,
      ...(await this.#read(campaign)),
    };
    if (this.#counted.size >= MAX_KEPT) this.#counted.clear();
    this.#counted.set(campaign.id, counted);
    return counted;
  }

  async #read(campaign: Campaign): Promise<Pick<Counted, "audience" | "user">> {
    const { segmentation_details: segmentation, workspace_id: workspaceId } = campaign;
    if (segmentation === undefined || isTriggered(campaign)) return { audience: null, user: null };
    const expanded = await expandAudience(segmentation, "", (refs) =>
      findSegments(this.#store.db, workspaceId, refs),
    );
    if (expanded.errors.length + expanded.cannotBeSentYet.length > 0) return { audience: null, user: null };
    const conditions = audienceSql(expanded.audience, workspaceId, this.#ports.nowMs());
    const { targeted, excluded } = await countAudience(this.#store, conditions);
    const [user = null] = await audienceUsers(this.#store, conditions, 1);
    return { audience: { targeted: targeted - excluded, excluded: { excluded_by_filters: excluded } }, user };
  }
}

const ref = ({ workspace_id, id }: Campaign) => ({ workspaceId: workspace_id, campaignId: id });

const MAX_VALUE_LENGTH = 120;

/** Each value is cut off by itself, so that a long one hides no other. */
function inWords({ path, before, after }: FieldChange): string {
  const shown = (value: unknown): string =>
    value === null
      ? "_nothing_"
      : `“${quoted(typeof value === "string" ? value : JSON.stringify(value), MAX_VALUE_LENGTH)}”`;
  return `• \`${quoted(path, 150)}\`: ${shown(before)} → ${shown(after)}`;
}

/** The request as it would leave, or why it cannot be rendered. */
function sampleOf(campaign: Campaign, user: User | null, nowMs: () => number): CampaignFacts["sample"] {
  const connector = connectorOf(campaign);
  if (connector === undefined || user === null) return null;
  const person = { userId: user.user_id, user: user.attributes, event: {} };
  const facts = { id: campaign.id, name: campaign.basic_details?.name ?? "" };
  const { request, problems } = previewConnector(connector, "connector", person, {
    campaign: facts,
    nowMs,
    isTriggered: false,
  });
  if (request === null)
    return {
      userId: user.user_id,
      text: problems.map(({ field, issue }) => `${field}: ${issue}`).join("\n"),
    };
  const head = `${request.method} ${request.origin}${request.path}`;
  return { userId: user.user_id, text: request.body === null ? head : `${head}\n\n${request.body}` };
}

function estimateOf({ delivery_controls }: Campaign, targeted: number | null): number | null {
  const limit = delivery_controls?.campaign_throttle_rpm;
  return limit === undefined || targeted === null ? null : targeted / limit;
}
