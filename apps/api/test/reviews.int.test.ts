import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

const POLICY = "/v5/workspace/approval-policy";

let api: TestApi;
let ana: Person;
let ben: Person;
let cleo: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
  cleo = await api.person("cleo@example.com");
  await api.store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u-' || n, jsonb_build_object('city', 'city ' || n) from generate_series(1, 60) n`,
    [WORKSPACE],
  );
});
afterEach(async () => {
  await ana.call("PUT", POLICY, {});
  await api.store.pool.query("delete from users where user_id like 'new-%'");
});
afterAll(async () => api[Symbol.asyncDispose]());

const setPolicy = async (policy: object): Promise<void> => {
  expect(await ana.call("PUT", POLICY, policy)).toMatchObject({ status: 200 });
};

async function draft(changes: Record<string, unknown> = {}): Promise<string> {
  return (await ana.call("POST", "", publishable(changes))).body.data.id;
}

async function submitted(changes: Record<string, unknown> = {}): Promise<string> {
  const id = await draft(changes);
  expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 200 });
  return id;
}

const publish = (id: string) => ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
const auditOf = async (id: string): Promise<Array<Record<string, unknown>>> =>
  (await ana.call("GET", `/${id}/audit`)).body.data.entries;

describe("a review by several people", () => {
  test("says how far it is, why it takes so many, and until when", async () => {
    await setPolicy({ tiers: [{ approvals: 2, audience_over: 50 }], request_expires_after_hours: 48 });
    const id = await submitted();
    const { body } = await ana.call("GET", `/${id}`);
    expect(body.data.review).toMatchObject({
      approvals_required: 2,
      reasons: ["60 users, more than 50"],
      audience: 60,
      approvals: [],
    });
    const lastsMs = Date.parse(body.data.review.expires_at) - Date.parse(body.data.review.requested_at);
    expect(lastsMs).toBe(48 * 3_600_000);
    expect((await ben.call("POST", `/${id}/approve`)).body).toMatchObject({
      message: "1 of 2",
      data: { status: "UNDER_REVIEW", approval: { completes: false } },
    });
    expect(await ben.call("POST", `/${id}/approve`)).toMatchObject({ status: 409 });
    expect(await publish(id)).toMatchObject({ status: 422 });
    expect((await cleo.call("POST", `/${id}/approve`)).body).toMatchObject({
      message: "2 of 2",
      data: { status: "APPROVED", approval: { completes: true } },
    });
    expect(await publish(id)).toMatchObject({ status: 200 });
  });

  test("of twenty people who approve at once, as many count as the policy asks for", async () => {
    await setPolicy({ approvals: 3 });
    const id = await submitted();
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, n) => api.person(`approver${n}@example.com`)),
    );
    const answers = await Promise.all(people.map((person) => person.call("POST", `/${id}/approve`)));
    const counted = answers.filter(({ status }) => status === 200);
    expect([counted.length, answers.filter(({ status }) => status === 409).length]).toEqual([3, 17]);
    expect(counted.map(({ body }) => String(body.message)).toSorted()).toEqual([
      "1 of 3",
      "2 of 3",
      "3 of 3",
    ]);
    const { rows } = await api.store.pool.query<{ decided_by: string; completes: boolean }>(
      "select decided_by, completes from approvals where campaign_id = $1",
      [id],
    );
    expect(new Set(rows.map(({ decided_by }) => decided_by)).size).toBe(3);
    expect(rows.filter(({ completes }) => completes)).toHaveLength(1);
    const approvals = (await auditOf(id)).filter(({ action }) => action === "campaign.approved");
    expect(new Set(column(approvals, "actor")).size).toBe(3);
    expect(approvals).toHaveLength(3);
    const { review } = (await ana.call("GET", `/${id}`)).body.data;
    expect(column(review.approvals, "decided_by")).toEqual(
      approvals.map(({ actor }) => actor), // in the order of the log
    );
  });

  test("of twenty at once ten count where ten are asked for, and nobody is told to try again", async () => {
    await setPolicy({ approvals: 10 });
    const id = await submitted();
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, n) => api.person(`reviewer${n}@example.com`)),
    );
    const answers = await Promise.all(people.map((person) => person.call("POST", `/${id}/approve`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.message);
    expect(refused.every((message) => String(message).startsWith("Already approved by "))).toBe(true);
    expect((await ana.call("GET", `/${id}`)).body.data.status).toBe("APPROVED");
  });

  test("counts one person once, of twenty calls at the same time", async () => {
    await setPolicy({ approvals: 2 });
    const id = await submitted();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ben.call("POST", `/${id}/approve`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await api.store.pool.query("select 1 from approvals where campaign_id = $1", [id]);
    expect(rows).toHaveLength(1);
    expect((await ana.call("GET", `/${id}`)).body.data.status).toBe("UNDER_REVIEW");
  });

  test("ends with an edit: every approval is void, also of the person who edits", async () => {
    await setPolicy({ approvals: 2 });
    const id = await submitted();
    await ben.call("POST", `/${id}/approve`);
    const edited = await ben.call("PATCH", `/${id}`, { basic_details: { name: "By Ben" } });
    expect(edited.body.data).toMatchObject({ status: "DRAFT", review: null });
    const { rows } = await api.store.pool.query(
      "select 1 from approvals where campaign_id = $1 and voided_at is null",
      [id],
    );
    expect(rows).toEqual([]);
    await ana.call("POST", `/${id}/submit`);
    expect(await ben.call("POST", `/${id}/approve`)).toMatchObject({ status: 403 });
  });
});

describe("changes", () => {
  test("changes are requested with a reason: a draft again, and every approval is void", async () => {
    await setPolicy({ approvals: 2 });
    const id = await submitted();
    await ben.call("POST", `/${id}/approve`);
    expect(await cleo.call("POST", `/${id}/request-changes`, {})).toMatchObject({
      status: 400,
      body: { error: { target: "comment" } },
    });
    const sentBack = await cleo.call("POST", `/${id}/request-changes`, { comment: "say until when" });
    expect(sentBack.body.data).toMatchObject({
      status: "DRAFT",
      review: null,
      approval: { decision: "changes_requested", comment: "say until when", decided_by: "cleo@example.com" },
    });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: "campaign.changes_requested",
      detail: { comment: "say until when" },
    });
    await ana.call("POST", `/${id}/submit`);
    expect((await ben.call("POST", `/${id}/approve`)).body.message).toBe("1 of 2");
  });
});

describe("time", () => {
  const expire = (id: string, field: string) =>
    api.store.pool.query(
      `update campaigns set review = review || jsonb_build_object($2::text, now() - interval '1 second') where campaign_id = $1`,
      [id, field],
    );

  test("a request that has expired is decided on by nobody, and submitted again", async () => {
    const id = await submitted();
    await expire(id, "expires_at");
    for (const [action, body] of [
      ["approve", {}],
      ["reject", { comment: "no" }],
      ["request-changes", { comment: "no" }],
    ] as const) {
      const refused = await ben.call("POST", `/${id}/${action}`, body);
      expect(refused).toMatchObject({ status: 409, body: { error: { code: "CONFLICT" } } });
      expect(refused.body.error.message).toContain("expired at");
    }
    expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 200 });
    expect(await ben.call("POST", `/${id}/approve`)).toMatchObject({ status: 200 });
  });

  test("an approval that has expired publishes nothing", async () => {
    await setPolicy({ approval_expires_after_hours: 1 });
    const id = await submitted();
    await ben.call("POST", `/${id}/approve`);
    await expire(id, "approval_expires_at");
    const refused = await publish(id);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining("approval expired"),
    ]);
  });

  test("nothing is published within the quiet hours, and the answer says when it may be", async () => {
    const id = await submitted();
    await ben.call("POST", `/${id}/approve`);
    const wall = (hours: number): string =>
      `${String((new Date().getUTCHours() + 24 + hours) % 24).padStart(2, "0")}:00`;
    await setPolicy({ quiet_hours: { from: wall(-1), to: wall(2), time_zone: "UTC" } });
    const refused = await publish(id);
    expect([refused.status, refused.body.error.message]).toEqual([
      422,
      expect.stringContaining(`it may start from`),
    ]);
    await setPolicy({});
    expect(await publish(id)).toMatchObject({ status: 200 });
  });
});

describe("what is asked again when it is published", () => {
  test("an audience that has grown into another tier needs its approvals, and hears both numbers", async () => {
    await setPolicy({ tiers: [{ approvals: 2, audience_over: 60 }] });
    const id = await submitted();
    expect((await ben.call("POST", `/${id}/approve`)).body.message).toBe("1 of 1");
    await api.store.pool.query(
      "insert into users (workspace_id, user_id, attributes) select $1, 'new-' || n, '{}' from generate_series(1, 40) n",
      [WORKSPACE],
    );
    const refused = await publish(id);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.error.message).toContain("had 60 users when it was approved and has 100 now");
    await ana.call("POST", `/${id}/submit`);
    expect((await ben.call("POST", `/${id}/approve`)).body.message).toBe("1 of 2");
    await cleo.call("POST", `/${id}/approve`);
    expect(await publish(id)).toMatchObject({ status: 200 });
  });

  test("an audience is new until something was published to it", async () => {
    await setPolicy({ tiers: [{ approvals: 2, first_time_audience: true }] });
    const filter = (value: number) => ({
      included_filters: {
        filter_operator: "and",
        filters: [
          { filter_type: "user_attributes", name: "n", data_type: "double", operator: "greaterThan", value },
        ],
      },
    });
    const first = await submitted({ segmentation_details: filter(1) });
    await ben.call("POST", `/${first}/approve`);
    expect((await cleo.call("POST", `/${first}/approve`)).body.message).toBe("2 of 2");
    await publish(first);
    const again = await submitted({ segmentation_details: filter(1), basic_details: { name: "Again" } });
    expect((await ben.call("POST", `/${again}/approve`)).body.message).toBe("1 of 1");
    const other = await submitted({ segmentation_details: filter(2) });
    expect((await ben.call("POST", `/${other}/approve`)).body.message).toBe("1 of 2");
  });
});

describe("what reviewers could not judge", () => {
  const reading = (name: string) => ({
    campaign_content: {
      content: {
        connector: {
          url: "https://api.example.com/notify",
          body: { type: "JSON", json: { to: `{{UserAttribute['${name}']}}` } },
        },
      },
    },
  });

  test("an attribute that no user has is refused by its name; one that some have is not", async () => {
    const id = await draft(reading("ctiy"));
    const refused = await ana.call("POST", `/${id}/submit`);
    expect(refused).toMatchObject({ status: 422, body: { error: { target: "campaign_content.content" } } });
    expect(refused.body.error.details[0].message).toContain('"ctiy"');
    await ana.call("PATCH", `/${id}`, reading("city"));
    expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 200 });
  });

  test("a large audience needs a test of the same content", async () => {
    await setPolicy({ test_send_over: 10 });
    const id = await draft();
    const refused = await ana.call("POST", `/${id}/submit`);
    expect(refused).toMatchObject({ status: 422, body: { error: { target: "campaign_content" } } });
    const test_campaign_meta = { identifier: "USER_ATTRIBUTE_UNIQUE_ID", identifier_values: ["u-1"] };
    expect(await ana.call("POST", "/test", { draft_id: id, test_campaign_meta })).toMatchObject({
      status: 200,
    });
    await ana.call("PATCH", `/${id}`, { basic_details: { name: "Another content" } });
    expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 422 });
    await ana.call("POST", "/test", { draft_id: id, test_campaign_meta });
    expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 200 });
  });
});

describe("the approval policy", () => {
  test("is set whole by an administrator, and the audit log says what changed", async () => {
    const publisher = await api.person("pia@example.com", { scopes: ["view", "publish", "approve"] });
    expect(await publisher.call("PUT", POLICY, { approvals: 1 })).toMatchObject({ status: 403 });
    const answer = await ana.call("PUT", POLICY, {
      approvals: 2,
      tiers: [{ approvals: 3, audience_over: 1_000 }],
    });
    expect(answer.body).toMatchObject({ type: "approval_policy", data: { approvals: 2, quiet_hours: null } });
    expect((await publisher.call("GET", POLICY)).body.data).toEqual(answer.body.data);
    const { rows } = await api.store.pool.query<{ actor: string; detail: object }>(
      "select actor, detail from audit_log where action = 'workspace.approval_policy_changed' order by audit_id desc limit 1",
    );
    expect(rows).toMatchObject([
      {
        actor: "ana@example.com",
        detail: { from_approvals: 1, to_approvals: 2, from_tiers: "[]" },
      },
    ]);
  });

  test("that could never hold is refused, with every problem", async () => {
    expect(await ana.call("PUT", POLICY, { tiers: [{ approvals: 2 }] })).toMatchObject({ status: 400 });
    const refused = await ana.call("PUT", POLICY, {
      tiers: [{ approvals: 2, origin: "example" }],
      quiet_hours: { from: "22:00", to: "08:00", time_zone: "Mars/Olympus" },
    });
    expect(refused.status).toBe(422);
    expect(column(refused.body.error.details, "target")).toEqual([
      "tiers[0].origin",
      "quiet_hours.time_zone",
    ]);
  });

  test("of two changes at once each says truly what was before it", async () => {
    await Promise.all([2, 3, 4, 5].map((approvals) => ana.call("PUT", POLICY, { approvals })));
    const { rows } = await api.store.pool.query<{ from: number; to: number }>(
      `select (detail ->> 'from_approvals')::int as from, (detail ->> 'to_approvals')::int as to
       from audit_log where action = 'workspace.approval_policy_changed' and (detail ->> 'to_approvals')::int between 2 and 5
       order by audit_id desc limit 4`,
    );
    const after = new Map(rows.map(({ from, to }) => [from, to]));
    let last = 1;
    for (let steps = 0; steps < 4; steps++) last = after.get(last) ?? Number.NaN;
    expect(last).toBe((await ana.call("GET", POLICY)).body.data.approvals);
  });
});
