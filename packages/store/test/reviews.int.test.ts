// What the rules of review ask of Postgres, and what the planner finds to be done about those that wait.
import { randomUUID } from "node:crypto";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { ApprovalPolicy, type CampaignRecord, type Review, SegmentationDetails } from "@sluice/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  attributesNobodyHas,
  ensureWorkspace,
  inCampaignTransaction,
  migrate,
  openAppStore,
  openStore,
  type Store,
  tenantStore,
  waitingReviews,
  workspaceSettings,
} from "../src/index.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const HOUR_MS = 3_600_000;
const WORKSPACES = ["acme", "rival"];

let postgres: RunningPostgres;
let databaseUrl: string;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  databaseUrl = await postgres.createDatabase("reviews");
  store = openStore({ databaseUrl, applicationName: "test" });
  await migrate(store);
  for (const workspaceId of WORKSPACES) await ensureWorkspace(store, { workspaceId, name: workspaceId });
});
beforeEach(() => store.pool.query("truncate campaigns, runs, users, approvals cascade"));
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const AT = NOW.toISOString();
const DRAFT = {
  channel: "CONNECTOR",
  campaign_delivery_type: "ONE_TIME",
  basic_details: { name: "Sale" },
  status: "DRAFT",
  version: 1,
  content_hash: "0".repeat(64),
  created_by: "ana",
  created_by_credential: "ana",
  created_at: AT,
  updated_by: "ana",
  updated_by_credential: "ana",
  updated_at: AT,
  submitted_by: null,
  review: null,
  approval: null,
  run_id: null,
  archived_at: null,
} satisfies Omit<CampaignRecord, "workspace_id" | "id">;
const insertDrafts = (workspaceId: string, ids: readonly string[]): Promise<void> =>
  inCampaignTransaction(store, async (tx) => {
    for (const id of ids) await tx.insert({ ...DRAFT, workspace_id: workspaceId, id }, null);
  });

describe("the approval policy", () => {
  test("is replaced among the settings, which stay, and what it was is told", async () => {
    const set = (policy: object) =>
      inCampaignTransaction(store, (tx) => tx.replaceApprovalPolicy("acme", ApprovalPolicy.parse(policy)));
    await store.pool.query(
      `update workspaces set settings = '{"campaign_audience_limit": true}' where workspace_id = 'acme'`,
    );
    expect(await set({ approvals: 2 })).toBeNull();
    expect(await set({ approvals: 3 })).toMatchObject({ approvals: 2 });
    expect(await workspaceSettings(store.db, "acme")).toMatchObject({
      campaign_audience_limit: true,
      approval_policy: { approvals: 3 },
    });
    expect((await workspaceSettings(store.db, "rival")).approval_policy).toBeUndefined();
  });
});

describe("an audience was published to", () => {
  const filter = (value: number) => ({
    filter_type: "user_attributes",
    name: "n",
    data_type: "double",
    operator: "greaterThan",
    value,
  });
  const segmentation = (value: number) =>
    SegmentationDetails.parse({ included_filters: { filter_operator: "and", filters: [filter(value)] } });

  async function insertRun(definition: string, workspaceId = "acme"): Promise<void> {
    await store.pool.query(
      `insert into runs (run_id, workspace_id, campaign_id, version, content_hash, approval_id, definition, status, starts_at, expires_at)
       values ($1, $2, 'c', 1, 'h', $1, $3, 'planned', now(), now())`,
      [randomUUID(), workspaceId, definition],
    );
  }

  test("when a run of the workspace has the same one, in whatever order its keys were written", async () => {
    const wasPublishedTo = (value: number) =>
      inCampaignTransaction(store, (tx) => tx.wasPublishedTo("acme", segmentation(value)));
    expect(await wasPublishedTo(1)).toBe(false);
    const { included_filters } = segmentation(1);
    const turned = Object.fromEntries(Object.entries(included_filters ?? {}).toReversed());
    await insertRun(JSON.stringify({ segmentation_details: { included_filters: turned } }));
    await insertRun(JSON.stringify({ segmentation_details: segmentation(2) }), "rival");
    await insertRun("{}");
    expect(await Promise.all([wasPublishedTo(1), wasPublishedTo(2)])).toEqual([true, false]);
  });
});

describe("attributes that nobody has", () => {
  const insertUser = (workspaceId: string, attributes: object) =>
    store.pool.query("insert into users (workspace_id, user_id, attributes) values ($1, $2, $3)", [
      workspaceId,
      randomUUID(),
      JSON.stringify(attributes),
    ]);

  test("are told where there are users, of this workspace alone", async () => {
    expect(await attributesNobodyHas(store, "acme", ["city"])).toEqual([]);
    await insertUser("acme", { city: null, "odd'name": 1 });
    await insertUser("rival", { country: "IN" });
    expect(await attributesNobodyHas(store, "acme", ["city", "country", "odd'name"])).toEqual(["country"]);
  });

  test("are left open when finding out takes too long", async () => {
    await store.pool.query(
      `insert into users (workspace_id, user_id, attributes)
       select 'acme', 'u' || n, '{"n": 1}' from generate_series(1, 200000) n`,
    );
    expect(await attributesNobodyHas(store, "acme", ["nothing"], 1)).toEqual([]);
    expect(await attributesNobodyHas(store, "acme", ["nothing"])).toEqual(["nothing"]);
  });
});

describe("requests for approval that wait", () => {
  async function insertWaiting(id: string, review: Partial<Review>, columns: object = {}): Promise<void> {
    const { workspaceId, status, archivedAt } = {
      workspaceId: "acme",
      status: "UNDER_REVIEW",
      archivedAt: null,
      ...columns,
    };
    await insertDrafts(workspaceId, [id]);
    await store.pool.query(
      "update campaigns set status = $3, archived_at = $4, review = $5 where workspace_id = $1 and campaign_id = $2",
      [workspaceId, id, status, archivedAt, JSON.stringify(review)],
    );
  }
  const at = (hours: number): string => new Date(NOW.getTime() + hours * HOUR_MS).toISOString();
  const asked = (from: number, to: number | null, reminded: number | null = null): Partial<Review> => ({
    requested_at: at(from),
    expires_at: to === null ? null : at(to),
    reminded_at: reminded === null ? null : at(reminded),
  });
  const find = async (after: { workspaceId: string; campaignId: string } | null = null, limit = 10) =>
    (await waitingReviews(store.db, { now: NOW, after, limit })).map(({ campaignId }) => campaignId);

  test("are found when they are over, or half over and nobody was reminded", async () => {
    await insertWaiting("1-over", asked(-4, 0));
    await insertWaiting("2-over-reminded", asked(-4, -1, -2));
    await insertWaiting("3-half", asked(-2, 2));
    await insertWaiting("4-half-reminded", asked(-3, 1, -1));
    await insertWaiting("5-young", asked(-1, 3));
    await insertWaiting("6-forever", asked(-99, null));
    await insertWaiting("7-approved", asked(-4, -1), { status: "APPROVED" });
    await insertWaiting("8-archived", asked(-4, -1), { archivedAt: NOW });
    await insertWaiting("9-theirs", asked(-4, -1), { workspaceId: "rival" });
    expect(await find()).toEqual(["1-over", "2-over-reminded", "3-half", "9-theirs"]);
    expect(await find(null, 2)).toEqual(["1-over", "2-over-reminded"]);
    expect(await find({ workspaceId: "acme", campaignId: "2-over-reminded" })).toEqual([
      "3-half",
      "9-theirs",
    ]);
  });

  test("are found by an index that holds nothing else", async () => {
    await insertDrafts(
      "acme",
      Array.from({ length: 500 }, (_, n) => `c${n}`),
    );
    await store.pool.query("analyze campaigns");
    const { rows } = await store.pool.query<{ "QUERY PLAN": string }>(
      `explain select campaign_id from campaigns where status = 'UNDER_REVIEW' and archived_at is null
       order by workspace_id, campaign_id limit 10`,
    );
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("campaigns_under_review");
  });

  test("are ended by the planner's own role, which may void approvals and nothing else of them", async () => {
    const planner = await openAppStore("planner", { databaseUrl, applicationName: "planner" });
    try {
      const within = tenantStore(planner, "acme");
      await inCampaignTransaction(within, (tx) =>
        tx.voidApprovals({ workspaceId: "acme", campaignId: "c" }, NOW.toISOString(), 0),
      );
      await expect(within.pool.query("update approvals set decided_by = 'x'")).rejects.toThrow(
        "permission denied",
      );
      await expect(within.pool.query("delete from approvals")).rejects.toThrow("permission denied");
    } finally {
      await planner.close();
    }
  });
});
