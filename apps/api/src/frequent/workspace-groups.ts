// What a process is asked about one workspace at the same time, in groups: reads of campaigns, creates, the workspace's cap.
import type { StoredCampaign } from "@sluice/campaigns";
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import type { CampaignToCreate, FrequentPorts } from "./frequent-ports.ts";
import { Gathering, type GatheringOptions } from "./gathering.ts";

/** A group of creates is some 3 MB of campaigns at most as people write them. */
const CREATES: GatheringOptions = { maxGroup: 100, maxWaiting: 5_000 };
const READS: GatheringOptions = { maxGroup: 100, maxWaiting: 20_000 };

/** What became of a create: its group may have failed because of another one in it. */
export type Stored = "created" | "request_id_taken" | "store_alone";

export class WorkspaceGroups {
  readonly #creates: Gathering<CampaignToCreate, Stored>;
  readonly #reads: Gathering<CampaignId, StoredCampaign | null>;
  readonly #caps: Gathering<null, number>;

  constructor(ports: FrequentPorts, workspaceId: WorkspaceId) {
    this.#creates = new Gathering((creates) => storeGroup(ports, workspaceId, creates), CREATES);
    this.#reads = new Gathering(async (ids) => {
      const found = await ports.findCampaigns(workspaceId, [...new Set(ids)]);
      return ids.map((id) => found.get(id) ?? null);
    }, READS);
    this.#caps = new Gathering(async (asked) => {
      const cap = await ports.requestsPerMinuteCap(workspaceId);
      return asked.map(() => cap);
    }, READS);
  }

  get isIdle(): boolean {
    return this.#creates.isIdle && this.#reads.isIdle && this.#caps.isIdle;
  }

  create(create: CampaignToCreate): Promise<Stored> {
    return this.#creates.add(create);
  }

  read(id: CampaignId): Promise<StoredCampaign | null> {
    return this.#reads.add(id);
  }

  requestsPerMinuteCap(): Promise<number> {
    return this.#caps.add(null);
  }
}

async function storeGroup(
  ports: FrequentPorts,
  workspaceId: WorkspaceId,
  creates: readonly CampaignToCreate[],
): Promise<Stored[]> {
  const once = withoutRepeatedIds(creates);
  const created = await ports
    .createCampaigns(workspaceId, [...once])
    .catch((error: unknown) => (creates.length > 1 ? null : Promise.reject(error)));
  return creates.map((create) => {
    if (created === null || !once.has(create)) return "store_alone";
    return created.has(create.campaign.id) ? "created" : "request_id_taken";
  });
}

/** The second of two with one request id finds it taken, or free if the first one failed: later, and by itself. */
function withoutRepeatedIds(creates: readonly CampaignToCreate[]): Set<CampaignToCreate> {
  const seen = new Set<string>();
  return new Set(
    creates.filter(({ requestId }) => {
      if (requestId === null) return true;
      if (seen.has(requestId)) return false;
      seen.add(requestId);
      return true;
    }),
  );
}
