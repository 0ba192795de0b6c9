// The ports of previews and test sends, fitted from Postgres, the vault and the door out.
import { audienceSql, expandAudience } from "@sluice/audience";
import type { CampaignPorts } from "@sluice/campaigns";
import { mintUuidV7, type SegmentRef, type User, type WorkspaceId } from "@sluice/schema";
import type { Egress } from "@sluice/sender";
import {
  appendAudit,
  audienceUsers,
  findAuthorization,
  findSegments,
  findUserBy,
  type Store,
  takeQuota,
} from "@sluice/store";
import type { Vault } from "@sluice/vault";
import { NOTHING_TAKEN, take, type Taken } from "../quotas/rolling-windows.ts";
import type { FetchToken } from "../secrets/try-settings.ts";
import type { PreviewPorts } from "./preview-desk.ts";
import type { Tester, TestPorts, TestRecord } from "./test-ports.ts";

export interface TestNeighbours {
  /** Shows rows of this workspace alone. */
  of: (workspaceId: WorkspaceId) => Store;
  campaigns: CampaignPorts;
  vault: Vault;
  fetchToken: FetchToken;
  egress: Egress;
  randomBytes: (count: number) => Uint8Array;
}

const MINUTE_MS = 60_000;
const TAKEN_NAME = "test_requests";

export function connectTestPorts(neighbours: TestNeighbours): {
  previews: PreviewPorts;
  testSends: TestPorts;
} {
  const { of, campaigns } = neighbours;
  const nowMs = (): number => campaigns.nowMs();
  const people: Pick<TestPorts, "findUser" | "segmentUsers"> = {
    findUser: (workspaceId, type, value) => findUserBy(of(workspaceId), workspaceId, type, value),
    segmentUsers: (workspaceId, ref, limit) =>
      usersOfSegment(of(workspaceId), workspaceId, ref, { limit, nowMs: nowMs() }),
  };
  return {
    previews: {
      ...people,
      nowMs,
      authorizationHeaders: async (workspaceId, configurationId) =>
        (await findAuthorization(of(workspaceId).db, { workspaceId, configurationId }))?.header_names ?? null,
    },
    testSends: {
      ...neighbours,
      ...people,
      storeOf: of,
      nowMs: Date.now, // signatures are of the wall's time
      monotonicMs: () => performance.now(),
      takeTestRequests: (workspaceId, wanted) => takeTestRequests(of(workspaceId), workspaceId, wanted),
      record: (tester, test) => record(neighbours, tester, test),
    },
  };
}

async function usersOfSegment(
  store: Store,
  workspaceId: WorkspaceId,
  ref: SegmentRef,
  { limit, nowMs }: { limit: number; nowMs: number },
): Promise<User[] | string> {
  const named = { filter_type: "custom_segments" as const, ...ref };
  const segmentation = { included_filters: { filter_operator: "and" as const, filters: [named] } };
  const expanded = await expandAudience(segmentation, "", (refs) =>
    findSegments(store.db, workspaceId, refs),
  );
  const [problem] = [...expanded.errors, ...expanded.cannotBeSentYet];
  if (problem !== undefined) return `cannot be read (${problem.issue})`;
  return audienceUsers(store, audienceSql(expanded.audience, workspaceId, nowMs), limit);
}

/** @returns 0, or after how many milliseconds so many may be made. */
function takeTestRequests(
  store: Store,
  workspaceId: WorkspaceId,
  { count, perMinute }: { count: number; perMinute: number },
): Promise<number> {
  const windows = [{ windowMs: MINUTE_MS, limit: perMinute }];
  return takeQuota(store, { workspaceId, name: TAKEN_NAME }, ({ taken, nowMs }) => {
    const before = (taken ?? NOTHING_TAKEN) as Taken;
    const after = take(before, windows, { nowMs, wanted: count, least: count, usableMs: 0 });
    return { taken: after.taken, result: after.granted === count ? 0 : after.waitMs };
  });
}

const record = (
  { of, campaigns, randomBytes }: TestNeighbours,
  { workspaceId, actor }: Tester,
  { campaignId, detail }: TestRecord,
): Promise<void> =>
  appendAudit(of(workspaceId).db, {
    audit_id: mintUuidV7(campaigns.nowMs(), randomBytes(10)),
    workspace_id: workspaceId,
    campaign_id: campaignId,
    run_id: null,
    action: "campaign.tested",
    actor: actor.person,
    source: actor.source,
    detail,
    at: new Date(campaigns.nowMs()).toISOString(),
  });
