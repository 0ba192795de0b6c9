import { afterAll, beforeAll, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;
let cleo: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
  cleo = await api.person("cleo@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

async function draft(changes: Record<string, unknown> = {}): Promise<string> {
  const created = await ana.call("POST", "", publishable(changes));
  expect(created).toMatchObject({ status: 201, body: { type: "campaign", data: { status: "DRAFT" } } });
  return created.body.data.id;
}

async function submitted(): Promise<string> {
  const id = await draft();
  expect(await ana.call("POST", `/${id}/submit`)).toMatchObject({ status: 200 });
  return id;
}

test("four eyes: written, edited, submitted, approved by another person, published, paused, resumed, stopped", async () => {
  const id = await draft();
  const statusOf = async () => (await ana.call("GET", `/${id}`)).body.data.status;
  await ana.call("PATCH", `/${id}`, { basic_details: { name: "Winter sale, corrected" } });
  await ana.call("POST", `/${id}/submit`);
  expect(await statusOf()).toBe("UNDER_REVIEW");

  const approved = await ben.call("POST", `/${id}/approve`, { comment: "fine" });
  expect(approved.body.data).toMatchObject({
    status: "APPROVED",
    version: 2,
    approval: { decision: "approved", decided_by: "ben@example.com", comment: "fine", voided_at: null },
  });

  const published = await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
  expect(published).toMatchObject({
    status: 200,
    body: { data: { id, action: "PUBLISH", status: "SENDING" } },
  });
  for (const [action, status] of [
    ["PAUSE", "PAUSED"],
    ["RESUME", "SENDING"],
    ["STOP", "STOPPED"],
  ]) {
    await ana.call("PATCH", `/${id}/status`, { action });
    expect(await statusOf()).toBe(status);
  }
  expect(api.controls.map(({ state }) => state)).toEqual(["paused", "sending", "stopped"]);

  const audit = await cleo.call("GET", `/${id}/audit`);
  expect(
    audit.body.data.entries.map(
      ({ action, actor }: Record<string, string>) => `${actor?.split("@")[0]} ${action}`,
    ),
  ).toEqual([
    "ana campaign.created",
    "ana campaign.edited",
    "ana campaign.submitted",
    "ben campaign.approved",
    "ana campaign.published",
    "ana campaign.paused",
    "ana campaign.resumed",
    "ana campaign.stopped",
  ]);
  expect(audit.body.data.entries[3].source).toMatch(/^API key [0-9a-f]{8} from 127\.0\.0\.1$/);
});

test("the run holds the approved definition word for word, in the order in which it was written", async () => {
  const id = await submitted();
  await ben.call("POST", `/${id}/approve`);
  await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
  const run = await api.store.db
    .selectFrom("runs")
    .innerJoin("run_totals", "run_totals.run_id", "runs.run_id")
    .selectAll("runs")
    .where("campaign_id", "=", id)
    .executeTakeFirstOrThrow();
  const { body } = await ana.call("GET", `/${id}`);
  expect(run).toMatchObject({ status: "planned", version: 1, content_hash: body.data.content_hash });
  expect(run.approval_id).toBe(body.data.approval.approval_id);
  expect(JSON.stringify(run.definition)).toContain(`{"zeta":"{{UserAttribute['user_id']}}","alpha":1}`);
});

test("nobody approves what they wrote, edited or submitted", async () => {
  const id = await draft();
  await cleo.call("PATCH", `/${id}`, { basic_details: { name: "Edited by Cleo" } });
  await ben.call("POST", `/${id}/submit`);
  for (const author of [ana, ben, cleo]) {
    const refused = await author.call("POST", `/${id}/approve`);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: "FORBIDDEN" } } });
    expect(refused.body.error.message).toContain("another person");
  }
});

test("a second key of the same person, spelt otherwise, is the same person", async () => {
  const id = await submitted();
  const alias = await api.person(" Ana@Example.com ");
  expect(await alias.call("POST", `/${id}/approve`)).toMatchObject({ status: 403 });
});

test("an edit voids the approval: what was approved cannot be published any more", async () => {
  const id = await submitted();
  await ben.call("POST", `/${id}/approve`);
  const edited = await ana.call("PATCH", `/${id}`, { basic_details: { name: "Changed afterwards" } });
  expect(edited.body.data).toMatchObject({ status: "DRAFT", version: 2 });
  expect(edited.body.data.approval.voided_at).not.toBeNull();
  const refused = await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });
  expect(refused).toMatchObject({ status: 422, body: { error: { code: "UNPROCESSABLE_ENTITY" } } });
  expect(refused.body.error.message).toContain("submit it");
});

test("a rejection says why, and its words stay with the campaign", async () => {
  const id = await submitted();
  expect(await ben.call("POST", `/${id}/reject`, {})).toMatchObject({
    status: 400,
    body: { error: { target: "comment" } },
  });
  const rejected = await ben.call("POST", `/${id}/reject`, { comment: "wrong link" });
  expect(rejected.body.data).toMatchObject({ status: "REJECTED", approval: { comment: "wrong link" } });
});

test("an incomplete campaign hears every problem at once, on validate and on submit", async () => {
  const { body } = await ana.call("POST", "", {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    campaign_content: { content: { connector: { url: "https://api.example.com/{{ oops" } } },
    segmentation_details: { is_all_user_campaign: false },
    scheduling_details: { delivery_type: "AT_FIXED_TIME", timezone: "Mars/Olympus" },
    delivery_controls: { campaign_throttle_rpm: 150_000 },
  });
  const { id } = body.data;
  const validated = await ana.call("POST", `/${id}/validate`);
  expect(validated).toMatchObject({ status: 200, body: { data: { valid: false } } });
  const fields = column(validated.body.data.errors, "field");
  expect(fields).toEqual([
    "basic_details.name",
    expect.stringMatching(/^campaign_content\.content\.connector\.url/),
    expect.stringMatching(/^segmentation_details/),
    "scheduling_details.timezone",
    "scheduling_details.start_time",
    "delivery_controls.campaign_throttle_rpm",
  ]);
  const refused = await ana.call("POST", `/${id}/submit`);
  expect(refused.status).toBe(422);
  expect(column(refused.body.error.details, "target")).toEqual(fields);
});

test("a malformed body hears every problem at once, with dotted paths, and its request id back", async () => {
  const refused = await ana.call("POST", "", {
    channel: "CONNECTOR",
    campaign_delivery_type: "SOMETIMES",
    basic_details: { name: "x" },
    campaign_content: { content: { connector: { url: "ftp://x", headers: [{ key: "Host", value: "x" }] } } },
    surprise: 1,
    request_id: "r-1",
  });
  expect(refused).toMatchObject({
    status: 400,
    body: { error: { code: "VALIDATION_FAILED", request_id: "r-1" } },
  });
  expect(column(refused.body.error.details, "target").map(String).toSorted()).toEqual([
    "basic_details.name",
    "campaign_content.content.connector.headers[0].key",
    "campaign_content.content.connector.url",
    "campaign_delivery_type",
    "surprise",
  ]);
});

test("of many approvals at once one wins, and the others hear by whom", async () => {
  const id = await submitted();
  const people = await Promise.all(
    Array.from({ length: 8 }, (_, n) => api.person(`approver${n}@example.com`)),
  );
  const answers = await Promise.all(people.map((person) => person.call("POST", `/${id}/approve`)));
  const winners = answers.filter(({ status }) => status === 200);
  const losers = answers.filter(({ status }) => status === 409);
  expect([winners.length, losers.length]).toEqual([1, 7]);
  const winner = winners[0]!.body.data.approval.decided_by;
  expect(losers.every(({ body }) => body.error.message.includes(`Already approved by ${winner}`))).toBe(true);
  const { rows } = await api.store.pool.query("select 1 from approvals where campaign_id = $1", [id]);
  expect(rows).toHaveLength(1);
});

test("of many publications at once one makes the run", async () => {
  const id = await submitted();
  await ben.call("POST", `/${id}/approve`);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" })),
  );
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
    200, 422, 422, 422, 422, 422, 422, 422,
  ]);
  const { rows } = await api.store.pool.query("select 1 from runs where campaign_id = $1", [id]);
  expect(rows).toHaveLength(1);
});

test("edits at once are all kept, each as a version of its own", async () => {
  const id = await draft();
  const answers = await Promise.all(
    ["one", "two", "three"].map((name) =>
      ana.call("PATCH", `/${id}`, { basic_details: { name: `Sale ${name}` } }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { body } = await ana.call("GET", `/${id}/versions?limit=3`);
  expect(column(body.data.versions, "version")).toEqual([4, 3, 2]);
  expect(body.data.next).toBe(2);
  const rest = await ana.call("GET", `/${id}/versions?before=2`);
  expect(rest.body.data).toMatchObject({
    versions: [{ version: 1, edited_by: "ana@example.com" }],
    next: null,
  });
});

test("a decision on what the reviewer was not shown is refused", async () => {
  const id = await submitted();
  const seen = (await ben.call("GET", `/${id}`)).body.data.content_hash;
  await ana.call("PATCH", `/${id}`, { basic_details: { name: "Swapped under review" } });
  await ana.call("POST", `/${id}/submit`);
  expect(await ben.call("POST", `/${id}/approve`, { content_hash: seen })).toMatchObject({ status: 409 });
});

test("the audit log is append-only, even for who has the database", async () => {
  await draft();
  for (const statement of ["update audit_log set actor = 'nobody'", "delete from audit_log"]) {
    await expect(api.store.pool.query(statement)).rejects.toThrow("append-only");
  }
});

test("a request id makes one campaign, also of ten creates at once", async () => {
  const body = publishable({ request_id: "once" });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ana.call("POST", "", body)));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: 9 }, () => 409),
  ]);
  const { id } = answers.find(({ status }) => status === 201)!.body.data;
  expect(answers.find(({ status }) => status === 409)!.body.error.message).toContain(id);
});

test("whom a body names as its writer is shown, and neither that person nor the key's approves it", async () => {
  const id = await draft({ created_by: "ben@example.com" });
  const read = await ana.call("GET", `/${id}`);
  expect(read.body.data).toMatchObject({
    campaign_id: id,
    version_number: 1,
    created_by: "ben@example.com",
    created_by_credential: "ana@example.com",
  });
  await cleo.call("PATCH", `/${id}`, { updated_by: "dan@example.com", basic_details: { name: "By Dan" } });
  await ana.call("POST", `/${id}/submit`);
  for (const name of ["ana", "ben", "cleo", "dan"]) {
    const author = await api.person(`${name}@example.com`);
    expect(await author.call("POST", `/${id}/approve`)).toMatchObject({ status: 403 });
  }
  const eve = await api.person("eve@example.com");
  expect(await eve.call("POST", `/${id}/approve`)).toMatchObject({ status: 200 });
});

test("what a status action cannot do with a type of campaign is told in the product's words", async () => {
  const id = await draft({ campaign_delivery_type: "PERIODIC" });
  const refused = await ana.call("PATCH", `/${id}/status`, { action: "STOP" });
  expect(refused).toMatchObject({ status: 422, body: { error: { code: "UNPROCESSABLE_ENTITY" } } });
  expect(refused.body.error.message).toContain("Action STOP is not valid for a PERIODIC campaign.");
});

test("campaigns are listed newest first, page by page", async () => {
  const seen: string[] = [];
  let path = "?limit=7";
  for (;;) {
    const { campaigns, next } = (await ana.call("GET", path)).body.data;
    seen.push(...column(campaigns, "id").map(String));
    if (next === null) break;
    path = `?limit=7&after=${next}`;
  }
  expect(seen).toEqual([...new Set(seen)].sort().toReversed());
  expect(seen.length).toBeGreaterThan(10);
});
