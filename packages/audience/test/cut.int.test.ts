// Whom a run takes in and leaves out, over the store's own cut and a real Postgres.
import { randomBytes } from "node:crypto";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import type { Audience, CampaignDefinition, RunId } from "@sluice/schema";
import { mintUuidV7 } from "@sluice/schema";
import {
  atCap,
  audienceLimitOf,
  changeWorkspaceSettings,
  CONTROL_GROUP_ID,
  cutNextPage,
  type CutPlan,
  ensureWorkspace,
  migrate,
  openStore,
  type RunToCut,
  runStats,
  setControlGroupPercentage,
  type Store,
} from "@sluice/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { controlGroupSalt, cutConditions, drawHash, isInShare } from "../src/index.ts";

const WORKSPACE = "acme";
const USERS = 2_000;
let postgres: RunningPostgres;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: await postgres.createDatabase("cut"), applicationName: "test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: WORKSPACE, name: "Acme" });
  await store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u' || i, jsonb_build_object('n', i) from generate_series(1, $2::integer) as i`,
    [WORKSPACE, USERS],
  );
});
beforeEach(async () => {
  await store.pool.query("truncate runs, segments, segment_members, counted_messages cascade");
  await changeWorkspaceSettings(store.db, WORKSPACE, {
    frequency_capping: { time_zone: "UTC", rules: [] },
  });
  await setControlGroupPercentage(store.db, WORKSPACE, 0);
});
afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

type Definition = Pick<CampaignDefinition, "control_group_details" | "campaign_audience_limit">;
const KIND = { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" } as const;

async function planRun(definition: Definition): Promise<RunId> {
  const runId = mintUuidV7(Date.now(), randomBytes(10));
  await store.db
    .insertInto("runs")
    .values({
      run_id: runId,
      workspace_id: WORKSPACE,
      campaign_id: "0123456789abcdef01234567",
      version: 1,
      content_hash: "c".repeat(64),
      approval_id: "01890000-0000-7000-8000-000000000000",
      definition: JSON.stringify({ ...KIND, ...definition }),
      counted_as: JSON.stringify({
        channel: KIND.channel,
        delivery_type: KIND.campaign_delivery_type,
        tags: [],
      }),
      status: "planned",
      starts_at: new Date(0),
      expires_at: new Date(Date.now() + 3_600_000),
    })
    .execute();
  await store.db.insertInto("run_totals").values({ run_id: runId }).execute();
  return runId;
}

const above = (n: number) => ({
  filter_operator: "and" as const,
  filters: [
    {
      filter_type: "user_attributes" as const,
      name: "n",
      data_type: "double" as const,
      operator: "greaterThan" as const,
      value: n,
      case_sensitive: false,
      negate: false,
    },
  ],
});

const EVERYBODY: Audience = { is_all_user_campaign: true };

/** As the planner does (plan-cut.ts there). */
const planOf =
  (audience: Audience) =>
  (run: RunToCut): CutPlan => {
    const { control_group_details: groups } = run.definition;
    const percentage = groups?.campaign_control_group_percentage ?? 0;
    const group = run.draw?.control_group ?? null;
    const limitShare = run.draw?.limit_share ?? null;
    const heldOut = {
      ...(group !== null && {
        globalControlGroup: {
          listId: CONTROL_GROUP_ID,
          version: group.version,
          share: { salt: controlGroupSalt(WORKSPACE), share: group.percentage / 100 },
        },
      }),
      ...(run.caps !== null && {
        atFrequencyCap: (firstParameter: number) =>
          atCap(run.caps!, { workspaceId: WORKSPACE, userId: "users.user_id", firstParameter }),
      }),
      ...(percentage > 0 && { campaignControlGroup: { salt: run.runId, share: percentage / 100 } }),
      ...(limitShare !== null && { drawn: { salt: `${run.runId} draw`, share: limitShare } }),
    };
    const question = { audience, workspaceId: WORKSPACE, nowMs: 0, heldOut };
    return {
      audience: (firstParameter) => cutConditions(question, firstParameter),
      maxRecipients: audienceLimitOf(run.definition),
      drawHash: (firstParameter) => drawHash(`${run.runId} draw`, firstParameter),
      attributes: [],
      maxBatchRecipients: 10,
      maxBatchBytes: 512 * 1024,
      envelope: { beforeBatchNo: `{"batch_no":`, beforeRows: `,"rows":[`, afterRows: "]}" },
    };
  };

/** Every page, with the funnel checked after each. */
async function cut(runId: RunId, audience: Audience = EVERYBODY) {
  for (;;) {
    const page = await cutNextPage(store, { now: new Date(), planOf: planOf(audience), pageRecipients: 100 });
    const stats = await runStats(store, WORKSPACE, runId);
    const out = Object.values(stats!.excluded).reduce((sum, count) => sum + count, 0);
    expect(stats!.targeted).toBe(stats!.recipients + out);
    if (page === null) return { ...stats!, users: await recipientsOf(runId) };
  }
}

async function recipientsOf(runId: RunId): Promise<string[]> {
  const { rows } = await store.pool.query<{ payload: string }>(
    "select payload from run_batches where run_id = $1 order by batch_no",
    [runId],
  );
  return rows.flatMap(({ payload }) =>
    (JSON.parse(payload) as { rows: [string][] }).rows.map(([userId]) => userId),
  );
}

test("the workspace's control group gets nothing: those who are listed, and a share of all users", async () => {
  await setControlGroupPercentage(store.db, WORKSPACE, 10);
  await store.pool.query(
    `insert into segments (workspace_id, segment_id, type, name, version, created_by, created_at, updated_by, updated_at)
     values ($1, $2, 'CONTROL_GROUP', '', 2, 'a', now(), 'a', now())`,
    [WORKSPACE, CONTROL_GROUP_ID],
  );
  await store.pool.query(
    `insert into segment_members select $1, $2, user_id, from_version, to_version
     from (values ('u1', 1, 2), ('u2', 2, 99), ('u3', 3, 99), ('gone', 1, 99)) as row (user_id, from_version, to_version)`,
    [WORKSPACE, CONTROL_GROUP_ID],
  );
  const runId = await planRun({ control_group_details: { is_global_control_group_enabled: true } });
  const { users, excluded, targeted } = await cut(runId);
  const isDrawn = (userId: string) => isInShare({ salt: controlGroupSalt(WORKSPACE), share: 0.1 }, userId);
  const expected = Array.from({ length: USERS }, (_, i) => `u${i + 1}`).filter(
    (userId) => userId !== "u2" && !isDrawn(userId),
  );
  expect(users.toSorted()).toEqual(expected.toSorted());
  expect(targeted).toBe(USERS);
  expect(excluded).toEqual({ global_control_group: USERS - expected.length });
  expect(excluded["global_control_group"]).toBeGreaterThan(USERS * 0.06);
});

test("who joins the control group while a run is cut is still sent to: it is decided once", async () => {
  const runId = await planRun({ control_group_details: { is_global_control_group_enabled: true } });
  await cutNextPage(store, { now: new Date(), planOf: planOf(EVERYBODY), pageRecipients: 100 });
  await setControlGroupPercentage(store.db, WORKSPACE, 100);
  expect(await cut(runId)).toMatchObject({ recipients: USERS, excluded: {} });
});

test("a campaign's control group is drawn anew for each run, and a user is counted under the first reason", async () => {
  const definition = {
    control_group_details: { is_campaign_control_group_enabled: true, campaign_control_group_percentage: 20 },
  };
  const audience = { is_all_user_campaign: true, excluded_filters: above(1_000) };
  const [one, other] = [await planRun(definition), await planRun(definition)];
  const first = await cut(one, audience);
  const second = await cut(other, audience);
  for (const { excluded, recipients } of [first, second]) {
    expect(excluded["excluded_by_filter"]).toBe(1_000);
    expect(excluded["campaign_control_group"]).toBe(1_000 - recipients);
    expect(recipients).toBeGreaterThan(700);
    expect(recipients).toBeLessThan(900);
  }
  expect(first.users).not.toEqual(second.users);
});

test("an audience limit takes exactly so many, drawn from the whole audience, and counts the rest", async () => {
  const limit = 300;
  const runId = await planRun({
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit },
  });
  const { users, excluded, targeted, audience_is_cut } = await cut(runId, {
    is_all_user_campaign: true,
    excluded_filters: above(1_900),
  });
  expect(users).toHaveLength(limit);
  expect(new Set(users).size).toBe(limit);
  expect(excluded).toEqual({ excluded_by_filter: 100, audience_limit: 1_600 });
  expect(targeted).toBe(USERS);
  expect(audience_is_cut).toBe(true);
  // Not the first of the table: in each quarter of the ids there are some.
  const inOrder = Array.from({ length: USERS }, (_, i) => `u${i + 1}`).toSorted();
  const quarters = [0, 0, 0, 0];
  for (const userId of users) quarters[Math.floor((inOrder.indexOf(userId) * 4) / USERS)]! += 1;
  for (const drawn of quarters) expect(drawn).toBeGreaterThan(30); // 70 to 79 each, give or take
});

test("an audience below its limit is sent to as a whole", async () => {
  const runId = await planRun({
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: USERS + 1 },
  });
  expect(await cut(runId)).toMatchObject({ recipients: USERS, excluded: {} });
});

test("a limit that is a whole number of pages leaves nobody uncounted", async () => {
  const runId = await planRun({
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 200 },
  });
  expect(await cut(runId)).toMatchObject({ recipients: 200, excluded: { audience_limit: USERS - 200 } });
});

test("nothing is decided or stored for a run without such features", async () => {
  const runId = await planRun({});
  await cut(runId);
  const { rows } = await store.pool.query("select draw from runs where run_id = $1", [runId]);
  expect(rows).toEqual([{ draw: null }]);
});

test("a campaign's control group is a share of whom frequency caps leave, and an audience limit is filled from them", async () => {
  await changeWorkspaceSettings(store.db, WORKSPACE, {
    frequency_capping: {
      time_zone: "UTC",
      rules: [{ level: "cross_channel", max_messages: 1, days: 1 }],
    },
  });
  const half = { is_all_user_campaign: true, excluded_filters: above(1_000) };
  expect(await cut(await planRun({}), half)).toMatchObject({ recipients: 1_000 });
  const runId = await planRun({
    control_group_details: { is_campaign_control_group_enabled: true, campaign_control_group_percentage: 20 },
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 300 },
  });
  const { users, excluded, targeted } = await cut(runId);
  expect(targeted).toBe(USERS);
  expect(users).toHaveLength(300);
  expect(users.every((userId) => Number(userId.slice(1)) > 1_000)).toBe(true);
  expect(excluded["frequency_capping"]).toBe(1_000);
  expect(excluded["campaign_control_group"]).toBeGreaterThan(140);
  expect(excluded["campaign_control_group"]).toBeLessThan(260);
});
