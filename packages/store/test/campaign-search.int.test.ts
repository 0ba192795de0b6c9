// Against a real Postgres, as the API's role: what a search finds, and that it reads no definitions to find it.
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import type { CampaignStatus } from "@sluice/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CampaignSearchPage, searchStatement } from "../src/campaign-search.ts";
import {
  type AppStore,
  claimCount,
  ensureWorkspace,
  keepCount,
  migrate,
  openAppStore,
  openStore,
  reachabilityOf,
  searchCampaigns,
  type Store,
  tenantStore,
} from "../src/index.ts";

const WORKSPACE = "acme";
const NOW = new Date("2026-12-01T12:00:00Z");

let postgres: RunningPostgres;
let owner: Store;
let api: AppStore;
let ours: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  const databaseUrl = await postgres.createDatabase("search");
  owner = openStore({ databaseUrl, applicationName: "owner" });
  await migrate(owner);
  for (const workspaceId of [WORKSPACE, "rival"]) {
    await ensureWorkspace(owner, { workspaceId, name: workspaceId });
    await fill(workspaceId);
  }
  await owner.pool.query("vacuum analyze campaigns");
  api = await openAppStore("api", { databaseUrl, applicationName: "api" });
  ours = tenantStore(api, WORKSPACE);
});
afterAll(async () => {
  await api.close();
  await owner.close();
  await postgres.stop();
});

/** 3,000 campaigns: every third a push message, every second under review, one in a hundred archived. */
async function fill(workspaceId: string): Promise<void> {
  await owner.pool.query(
    `insert into campaigns (workspace_id, campaign_id, name, status, version, definition, content_hash, created_by,
       created_at, updated_by, updated_at, revision, archived_at, channel, campaign_delivery_type, tags, creator)
     select $1, lpad(to_hex(n), 24, '0'), 'Sale number ' || n, case when n % 2 = 0 then 'UNDER_REVIEW' else 'DRAFT' end,
       1 + n % 4,
       json_build_object('channel', case when n % 3 = 0 then 'PUSH' else 'CONNECTOR' end,
         'campaign_delivery_type', case when n % 5 = 0 then 'PERIODIC' else 'ONE_TIME' end,
         'basic_details', json_build_object('tags', json_build_array('tag-' || n % 7, 'all')),
         'campaign_content', repeat(md5(n::text), 30)),
       'h', 'Ana' || n % 10 || '@Example.com', $2::timestamptz - n * interval '1 hour', 'ana', now(), 1,
       case when n % 100 = 0 then now() end,
       case when n % 3 = 0 then 'PUSH' else 'CONNECTOR' end, case when n % 5 = 0 then 'PERIODIC' else 'ONE_TIME' end,
       jsonb_build_array('tag-' || n % 7, 'all'), 'ana' || n % 10 || '@example.com'
     from generate_series(1, 3000) n`,
    [workspaceId, NOW],
  );
}

const page = (changes: Partial<CampaignSearchPage> = {}): CampaignSearchPage => ({
  workspaceId: WORKSPACE,
  includesArchived: false,
  now: NOW,
  limit: 15,
  page: 1,
  ...changes,
});
const idOf = (n: number): string => n.toString(16).padStart(24, "0");
/** As numbers, which the campaigns were made of. */
async function find(changes: Partial<CampaignSearchPage> = {}): Promise<number[]> {
  const found = await searchCampaigns(ours, page(changes));
  return found.map(({ campaign }) => Number.parseInt(campaign.id, 16));
}

describe("a search", () => {
  test("gives the newest first, page after page, until a page is not full", async () => {
    expect(await find({ limit: 3 })).toEqual([2_998, 2_996, 2_994]);
    expect(await find({ limit: 3, page: 2 })).toEqual([2_992, 2_990, 2_988]);
    const all: number[] = [];
    for (let number = 1, last = 15; last === 15; number += 1) {
      const found = await find({ page: number });
      all.push(...found);
      last = found.length;
    }
    expect([all.length, new Set(all).size]).toEqual([1_470, 1_470]);
  });

  test("shows drafts only when they are asked for, and archived campaigns only with both", async () => {
    expect(await find({ statuses: ["DRAFT"], limit: 2 })).toEqual([2_999, 2_997]);
    expect(await find({ includesArchived: true, limit: 2 })).toEqual([3_000, 2_998]);
    expect(await find({ statuses: ["ARCHIVED"] })).toEqual([]);
    expect(await find({ statuses: ["ARCHIVED"], includesArchived: true, limit: 2 })).toEqual([3_000, 2_900]);
  });

  test.each<[string, Partial<CampaignSearchPage>, number[]]>([
    ["ids", { ids: [idOf(8), idOf(4), "none"] }, [8, 4]],
    ["channels", { channels: ["PUSH"], limit: 2 }, [2_994, 2_988]],
    ["delivery types", { deliveryTypes: ["PERIODIC"], limit: 2 }, [2_990, 2_980]],
    ["who created it, in any case", { createdBy: ["ANA4@example.com"], limit: 2 }, [2_994, 2_984]],
    [
      "part of the name, in any case, and no pattern",
      { name: "SALE number 299" },
      [2_998, 2_996, 2_994, 2_992, 2_990],
    ],
    ["a name with a wildcard", { name: "%" }, []],
    ["any of the tags", { tags: ["tag-3", "none"], limit: 2 }, [2_992, 2_978]],
    ["the version", { version: 3, limit: 2 }, [2_998, 2_994]],
    [
      "all of them together",
      { tags: ["all"], channels: ["PUSH"], createdBy: ["ana8@example.com"], name: "29", limit: 1 },
      [2_988],
    ],
    [
      "the time of creation",
      { createdFrom: new Date("2026-12-01T06:00:00Z"), createdBefore: new Date("2026-12-01T10:00:00Z") },
      [6, 4],
    ],
  ])("finds by %s", async (_, changes, expected) => {
    expect(await find(changes)).toEqual(expected);
  });

  test("sees no other workspace", async () => {
    expect(await searchCampaigns(tenantStore(api, WORKSPACE), page({ workspaceId: "rival" }))).toEqual([]);
  });

  test.each<[string, readonly CampaignStatus[] | undefined]>([
    ["without a status", undefined],
    ["for a status that a run has", ["SENT"]],
    ["for live campaigns", ["SENDING", "PAUSED"]],
  ])("%s reads an index and no definition", async (_, statuses) => {
    const plan = await planOf(page({ statuses, name: "nothing" }));
    expect(plan).toContain("Index Only Scan using campaigns_searched");
    expect(plan).not.toContain("Seq Scan");
  });
});

/** As for many campaigns: a few thousand are read faster whole. */
async function planOf(search: CampaignSearchPage): Promise<string> {
  const client = await ours.pool.connect();
  try {
    await client.query("begin");
    await client.query("set local enable_seqscan = off; set local enable_bitmapscan = off");
    const { text, values } = searchStatement(search);
    const { rows } = await client.query<Record<string, string>>(`explain (costs off) ${text}`, values);
    await client.query("rollback");
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    client.release();
  }
}

describe("the count of an audience", () => {
  const audience = { workspaceId: WORKSPACE, campaignId: idOf(8), contentHash: "h1" };
  const atMs = NOW.getTime();
  const DAY_MS = 86_400_000;

  test("is claimed by one, kept for a day, and made anew for other content", async () => {
    expect(await claimCount(ours.db, audience, atMs)).toBe(true);
    expect(await claimCount(ours.db, audience, atMs + 1_000)).toBe(false);
    expect(await reachabilityOf(ours.db, WORKSPACE, [idOf(8)])).toEqual([]);
    await keepCount(ours.db, audience, 42, atMs);
    expect(await reachabilityOf(ours.db, WORKSPACE, [idOf(8), idOf(9)])).toMatchObject([
      { count: 42, content_hash: "h1" },
    ]);
    expect(await claimCount(ours.db, audience, atMs + DAY_MS - 1)).toBe(false);
    expect(await claimCount(ours.db, { ...audience, contentHash: "h2" }, atMs + 1)).toBe(true);
    await keepCount(ours.db, audience, 41, atMs);
    expect(await reachabilityOf(ours.db, WORKSPACE, [idOf(8)])).toEqual([]);
  });

  test("is claimed anew when whoever claimed it did not finish", async () => {
    const left = { ...audience, campaignId: idOf(10) };
    await claimCount(ours.db, left, atMs);
    expect(await claimCount(ours.db, left, atMs + 11 * 60_000)).toBe(true);
  });
});
