// The ports of searching, fitted from Postgres.
import { audienceSql, expandAudience } from "@sluice/audience";
import type { SegmentationDetails, WorkspaceId } from "@sluice/schema";
import {
  claimCount,
  countAudience,
  findSegments,
  keepCount,
  reachabilityOf,
  searchCampaigns,
  type Store,
} from "@sluice/store";
import type { SearchPorts } from "./search-ports.ts";

export interface SearchNeighbours {
  /** Shows rows of this workspace alone. */
  of: (workspaceId: WorkspaceId) => Store;
  nowMs: () => number;
  onFailed: (error: unknown) => void;
}

export const connectSearchPorts = ({ of, nowMs, onFailed }: SearchNeighbours): SearchPorts => ({
  find: (filter) => searchCampaigns(of(filter.workspaceId), filter),
  reachability: {
    kept: (workspaceId, ids) => reachabilityOf(of(workspaceId).db, workspaceId, ids),
    claim: (audience) => claimCount(of(audience.workspaceId).db, audience, nowMs()),
    keep: (audience, count) => keepCount(of(audience.workspaceId).db, audience, count, nowMs()),
    count: (workspaceId, segmentation) => countUsersOf(of(workspaceId), workspaceId, segmentation, nowMs()),
    onFailed,
  },
});

async function countUsersOf(
  store: Store,
  workspaceId: WorkspaceId,
  segmentation: SegmentationDetails,
  nowMs: number,
): Promise<number | null> {
  const expanded = await expandAudience(segmentation, "", (refs) =>
    findSegments(store.db, workspaceId, refs),
  );
  if (expanded.errors.length > 0 || expanded.cannotBeSentYet.length > 0) return null;
  const { targeted, excluded } = await countAudience(
    store,
    audienceSql(expanded.audience, workspaceId, nowMs),
  );
  return targeted - excluded;
}
