import { currentCampaign } from "@sluice/campaigns";
import { CampaignStatus, RunStatus } from "@sluice/schema";
import { searchCampaigns } from "@sluice/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

const create = async (changes: Record<string, unknown> = {}): Promise<string> => {
  const answer = await ana.call("POST", "", publishable(changes));
  expect(answer.status).toBe(201);
  return answer.body.data.id;
};
const search = (campaign_fields: object = {}, more: object = {}) =>
  ana.call("POST", "/search", { campaign_fields, limit: 15, page: 1, ...more });
const meta = async (campaign_fields: object = {}) =>
  (await ana.call("POST", "/meta", { campaign_fields, limit: 15, page: 1 })).body.data.campaigns;

async function scheduled(changes: Record<string, unknown> = {}): Promise<string> {
  const start_time = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19);
  const scheduling_details = { delivery_type: "AT_FIXED_TIME", start_time, timezone: "UTC" };
  const id = await create({ ...changes, scheduling_details });
  expect((await ana.call("POST", `/${id}/submit`)).body.error).toBeUndefined();
  await ben.call("POST", `/${id}/approve`);
  const published = await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
  expect(published.status).toBe(200);
  return id;
}

describe("a search", () => {
  test("answers whole campaigns by all the fields that are given, drafts only when they are asked for", async () => {
    const tags = ["find-me"];
    const id = await create({ basic_details: { name: "Needle sale", tags, team: "Growth" } });
    await create({ basic_details: { name: "Another sale" } });
    expect((await search({ tags })).body.data.campaigns).toEqual([]);
    const fields = {
      ids: [id],
      status: ["DRAFT"],
      tags,
      name: "NEEDLE",
      channels: ["CONNECTORS"],
      created_by: ["ana@example.com"],
    };
    const { status, body } = await search(fields);
    expect([status, body.type]).toEqual([200, "campaign"]);
    const { data: whole } = (await ana.call("GET", `/${id}`)).body;
    expect(body.data.campaigns).toEqual([whole]);
    expect((await search({ ...fields, channels: ["EMAIL"] })).body.data.campaigns).toEqual([]);
  });

  test("refuses what it does not know, every problem with its field", async () => {
    const refused = await ana.call("POST", "/search", {
      campaign_fields: { status: ["GONE"], colour: 1 },
      limit: 16,
    });
    expect(refused.status).toBe(400);
    expect(column(refused.body.error.details, "target")).toEqual([
      "campaign_fields.status[0]",
      "campaign_fields.colour",
      "limit",
      "page",
    ]);
  });

  test("needs the scope view, and sees its own workspace alone", async () => {
    await api.store.db.insertInto("workspaces").values({ workspace_id: "other", name: "Other" }).execute();
    const eve = await api.person("eve@example.com", { workspaceId: "other" });
    const body = { campaign_fields: { status: ["DRAFT"] }, limit: 15, page: 1 };
    expect((await eve.call("POST", "/search", body)).body.data.campaigns).toEqual([]);
    const sender = await api.person("sam@example.com", { scopes: ["send"] });
    for (const path of ["/search", "/meta"]) expect((await sender.call("POST", path, body)).status).toBe(403);
  });
});

test("for every status, SQL finds a campaign by the status that people see", async () => {
  const RUN = "0198f000-0000-7000-8000-";
  const nowMs = Date.now();
  const cases: Array<{
    stored: string;
    run: string | null;
    startsInMs: number;
    triggered: boolean;
    archived: boolean;
  }> = [];
  for (const archived of [false, true]) {
    for (const stored of ["DRAFT", "UNDER_REVIEW", "APPROVED", "REJECTED"])
      cases.push({ stored, run: null, startsInMs: 0, triggered: false, archived });
    for (const run of RunStatus.options)
      for (const startsInMs of [-60_000, 60_000])
        for (const triggered of [false, true])
          cases.push({ stored: "APPROVED", run, startsInMs, triggered, archived });
  }
  const { definition } = (
    await api.store.pool.query<{ definition: unknown }>("select definition from campaigns limit 1")
  ).rows[0]!;
  for (const [n, one] of cases.entries()) {
    const id = (0xfff000 + n).toString(16).padStart(24, "0");
    const runId = one.run === null ? null : `${RUN}${n.toString(16).padStart(12, "0")}`;
    const isOver = one.run !== null && !["planned", "sending", "paused"].includes(one.run);
    if (runId !== null)
      await api.store.pool.query(
        `insert into runs (run_id, workspace_id, campaign_id, version, content_hash, approval_id, definition, status,
           starts_at, expires_at, ended_at, is_triggered)
         values ($1, $2, $3, 1, 'h', gen_random_uuid(), '{}', $4, $5, now(), $6, $7)`,
        [
          runId,
          WORKSPACE,
          id,
          one.run,
          new Date(nowMs + one.startsInMs),
          isOver ? new Date(nowMs) : null,
          one.triggered,
        ],
      );
    await api.store.pool.query(
      `insert into campaigns (workspace_id, campaign_id, status, version, definition, content_hash, created_by, created_at,
         updated_by, updated_at, revision, run_id, archived_at, channel, campaign_delivery_type, creator)
       values ($1, $2, $3, 1, $4, 'h', 'ana', now(), 'ana', now(), 1, $5, $6, 'CONNECTOR', 'ONE_TIME', 'ana')`,
      [WORKSPACE, id, one.stored, JSON.stringify(definition), runId, one.archived ? new Date(nowMs) : null],
    );
  }
  const ids = cases.map((_, n) => (0xfff000 + n).toString(16).padStart(24, "0"));
  const page = {
    workspaceId: WORKSPACE,
    ids,
    includesArchived: true,
    now: new Date(nowMs),
    limit: 200,
    page: 1,
  };
  const all = await searchCampaigns(api.store, { ...page, statuses: CampaignStatus.options });
  expect(all.length).toBe(cases.length);
  const seen = new Map(all.map((stored) => [stored.campaign.id, currentCampaign(stored, nowMs).status]));
  expect(new Set(seen.values())).toEqual(new Set(CampaignStatus.options));
  for (const status of CampaignStatus.options) {
    const found = await searchCampaigns(api.store, { ...page, statuses: [status] });
    const expected = [...seen].filter(([, current]) => current === status).map(([id]) => id);
    expect([status, found.map(({ campaign }) => campaign.id)]).toEqual([status, expected]);
  }
});

describe("a campaign in short", () => {
  test("has what lists show", async () => {
    const id = await create({ basic_details: { name: "Short sale", tags: ["a", "b"], team: "Growth" } });
    expect(await meta({ id, status: ["DRAFT"] })).toEqual([
      {
        campaign_id: id,
        version_number: 1,
        channel: "CONNECTOR",
        platform: [],
        created_by: "ana@example.com",
        campaign_delivery_type: "ONE_TIME",
        campaign_name: "Short sale",
        campaign_team: "Growth",
        campaign_tags: ["a", "b"],
        campaign_status: "DRAFT",
        campaign_start_time: null,
        parent_campaign_id: null,
        total_child_campaigns: 0,
        rejection_comment: null,
        reachability_details: null,
      },
    ]);
  });

  test("tells why it was rejected", async () => {
    const id = await create();
    await ana.call("POST", `/${id}/submit`);
    await ben.call("POST", `/${id}/reject`, { comment: "too loud" });
    expect(await meta({ id })).toMatchObject([
      { campaign_status: "REJECTED", rejection_comment: "too loud" },
    ]);
  });

  test("tells how many users a scheduled campaign reaches, counted once a day", async () => {
    await api.store.pool.query(
      `insert into users (workspace_id, user_id, attributes)
       select $1, 'u' || n, jsonb_build_object('city', case when n <= 4 then 'Pune' else 'Köln' end) from generate_series(1, 10) n`,
      [WORKSPACE],
    );
    const city = (value: string) => ({
      filter_operator: "and",
      filters: [{ filter_type: "user_attributes", name: "city", data_type: "string", operator: "is", value }],
    });
    const user1 = {
      filter_operator: "and",
      filters: [
        { filter_type: "user_attributes", name: "user_id", data_type: "string", operator: "is", value: "u1" },
      ],
    };
    const id = await scheduled({
      segmentation_details: { included_filters: city("Pune"), excluded_filters: user1 },
    });
    const [row] = await meta({ id });
    expect(row).toMatchObject({
      campaign_status: "SCHEDULED",
      campaign_start_time: expect.stringMatching(/Z$/),
      reachability_details: { count: 3, last_updated_time: expect.any(String) },
    });
    await api.store.pool.query("delete from users where workspace_id = $1", [WORKSPACE]);
    expect(await meta({ id })).toEqual([row]);
  });
});
