import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi } from "./start-api.ts";

const PATH = "/core-services/v1/campaign-stats";
const DAYS = { start_date: "2026-11-01", end_date: "2026-11-30" };

let api: TestApi;
let ana: Person;
let id: string;
let draftId: string;
let runId: string;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  const ben = await api.person("ben@example.com");
  id = (await ana.call("POST", "", publishable())).body.data.id;
  draftId = (await ana.call("POST", "", publishable())).body.data.id;
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  runId = (await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" })).body.data.run_id;
  await stoppedHalfway();
});
afterAll(async () => api[Symbol.asyncDispose]());

/** The part of planner and ledger: 12,000 were targeted, 6,000 delivered, then the run was stopped. */
async function stoppedHalfway(): Promise<void> {
  await api.store.pool.query(
    `insert into deliveries (run_id, user_id, ending, status, attempts, latency_ms, reason, possible_duplicate, batch_no, settled_at)
     select $1, 'user-' || lpad(n::text, 6, '0'), case when n <= 6000 then 'delivered' when n <= 6100 then 'dead_lettered' else 'cancelled' end,
       case when n <= 6000 then 200 when n <= 6100 then 500 else 0 end, 1, 5,
       case when n <= 6000 then null when n <= 6100 then 'status 500' else 'stopped' end, false, 0, '2026-11-10T10:00:00Z'
     from generate_series(1, 10000) n`,
    [runId],
  );
  await api.store.pool.query(
    `update runs set status = 'stopped', started_at = '2026-11-10', ended_at = '2026-11-10T11:00:00Z', cut_finished_at = now(),
       targeted = 12000, excluded = '{"global_control_group": 2000}', recipients = 10000 where run_id = $1`,
    [runId],
  );
  await api.store.pool.query(
    `update run_totals set delivered = 6000, dead_lettered = 100, cancelled = 3900, attempts = 6100,
       reasons = '{"status 500": 100, "stopped": 3900}' where run_id = $1`,
    [runId],
  );
}

describe("figures in the product's shape", () => {
  test("are nested by platform, locale and variation, in its words; what is not known is 0", async () => {
    const { status, body } = await ana.call("POST", PATH, { campaign_ids: [id], ...DAYS, request_id: "r-7" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ response_id: "r-7", total_campaigns: 1, current_page: 1, total_pages: 1 });
    const { variations } = body.data[id][0].platforms.CONNECTOR.locales.all_locales;
    expect(variations.all_variations).toMatchObject({
      performance_stats: {
        attempted: 6_100,
        sent: 6_000,
        failed: 100,
        sent_rate: 98.36,
        failure_rate: 1.64,
        click: 0,
      },
      conversion_goal_stats: {},
      delivery_funnel: { total_user_in_segment: 12_000, after_fc: 10_000, sent: 6_000 },
      failure_breakdown: {
        user_removed_due_to_global_control_group: 2_000,
        "status 500": 100,
        stopped: 3_900,
      },
    });
    expect(variations.global_control_group.performance_stats.sent).toBe(0);
  });

  test("are of the runs that were sending in these days", async () => {
    const later = { start_date: "2026-11-11", end_date: "2026-11-20" };
    const { body } = await ana.call("POST", PATH, { campaign_ids: [id], ...later });
    const { variations } = body.data[id][0].platforms.CONNECTOR.locales.all_locales;
    expect(variations.all_variations.performance_stats.sent).toBe(0);
  });

  test("are paged, and leave out what is not there", async () => {
    const campaign_ids = [draftId, "0".repeat(24), id];
    const first = await ana.call("POST", PATH, { campaign_ids, ...DAYS, limit: 1 });
    expect([first.body.total_campaigns, first.body.total_pages, Object.keys(first.body.data)]).toEqual([
      2,
      2,
      [draftId],
    ]);
    const second = await ana.call("POST", PATH, { campaign_ids, ...DAYS, limit: 1, offset: 1 });
    expect([second.body.current_page, Object.keys(second.body.data)]).toEqual([2, [id]]);
  });

  test.each([
    ["campaign_ids", { campaign_ids: Array.from({ length: 11 }, () => "x"), ...DAYS }],
    ["end_date", { campaign_ids: ["x"], start_date: "2026-11-01", end_date: "2026-12-01" }],
    ["end_date", { campaign_ids: ["x"], start_date: "2026-11-02", end_date: "2026-11-01" }],
  ])("are refused beyond the bounds of %s", async (target, body) => {
    const refused = await ana.call("POST", PATH, body);
    expect([refused.status, refused.body.error.target]).toEqual([400, target]);
  });
});

describe("the recipients of a stopped run", () => {
  const lines = async (query = "", path = id): Promise<Array<Record<string, unknown>>> => {
    const { body } = await ana.call("GET", `/${path}/recipients${query}`);
    const text = typeof body === "string" ? body : JSON.stringify(body); // one line is parsed already
    return text
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };

  test("are told one a line, over more than one page: each who was sent to before the stop", async () => {
    const delivered = await lines("?ending=delivered");
    expect([delivered.length, new Set(delivered.map(({ user_id }) => user_id)).size]).toEqual([6_000, 6_000]);
    expect(delivered[0]).toEqual({
      user_id: "user-000001",
      ending: "delivered",
      status: 200,
      attempts: 1,
      reason: null,
      possible_duplicate: false,
      settled_at: "2026-11-10T10:00:00.000Z",
    });
    expect(await lines()).toHaveLength(10_000);
  });

  test("are found by user", async () => {
    expect(await lines("?user_id=user-006001")).toMatchObject([
      { ending: "dead_lettered", reason: "status 500" },
    ]);
    expect(await lines("?user_id=user-006001&ending=delivered")).toEqual([]);
    expect(await lines("?user_id=nobody")).toEqual([]);
    expect(await lines(`?user_id=user-006001&run_id=${runId}`)).toHaveLength(1);
  });

  test("of an API-triggered campaign are all sends to the user, and to nobody whose id begins alike", async () => {
    const keys = [
      "u-1#0198f000-0000-7000-8000-000000000001",
      "u-1#0198f000-0000-7000-8000-000000000002",
      "u-10",
      "u-1x#a",
    ];
    await api.store.pool.query(
      `insert into deliveries (run_id, user_id, ending, status, attempts, latency_ms, possible_duplicate, batch_no, settled_at)
       select $1, unnest($2::text[]), 'delivered', 200, 1, 5, false, 1, now()`,
      [runId, keys],
    );
    expect((await lines("?user_id=u-1")).map(({ user_id }) => user_id)).toEqual(keys.slice(0, 2));
    await api.store.pool.query("delete from deliveries where run_id = $1 and user_id = any($2)", [
      runId,
      keys,
    ]);
  });

  test("are refused for a campaign without a run, and for an end that does not exist", async () => {
    expect((await ana.call("GET", `/${draftId}/recipients`)).status).toBe(404);
    expect((await ana.call("GET", `/${id}/recipients?ending=lost`)).status).toBe(400);
  });
});
