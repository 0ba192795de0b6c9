// What the approval policy asks of a campaign that is submitted or launched from Slack: read as the API reads it.
import { cutConditions, expandAudience } from "@sluice/audience";
import { CampaignError, type ReviewPorts } from "@sluice/campaigns";
import { attributesNobodyHas, countWithin, findSegments, type Store } from "@sluice/store";

/** @param store as the workspace sees it */
export const reviewFacts = (
  store: Store,
  nowMs: () => number,
): Pick<ReviewPorts, "countAudience" | "attributesNobodyHas"> => ({
  attributesNobodyHas: (workspaceId, names) => attributesNobodyHas(store, workspaceId, names),
  countAudience: async (workspaceId, { segmentation_details: segmentation }) => {
    if (segmentation === undefined) return 0;
    const { audience } = await expandAudience(segmentation, "", (refs) =>
      findSegments(store.db, workspaceId, refs),
    );
    const conditions = cutConditions({ audience, workspaceId, nowMs: nowMs(), heldOut: {} });
    const { targeted, excluded } = await countWithin(store, conditions).catch(tooLong);
    return targeted - Object.values(excluded).reduce((sum, count) => sum + count, 0);
  },
});

const QUERY_CANCELED = "57014";

function tooLong(cause: unknown): never {
  if (Reflect.get(Object(cause), "code") !== QUERY_CANCELED) throw cause;
  throw new CampaignError(
    "CONFLICT",
    "Counting the audience takes too long at the moment, and the approval policy depends on it. Try again later.",
    { cause },
  );
}
