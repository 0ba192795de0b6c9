// Creates, reads and validations in groups: what comes at the same time is stored and read together, and nobody notices.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

const named = (name: string, changes: object = {}) => publishable({ basic_details: { name }, ...changes });

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test("three hundred creates at once: each has its campaign, its version and its line in the audit log", async () => {
  const answers = await Promise.all(times(300, (n) => ana.call("POST", "", named(`Crowd ${n}`))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const { rows } = await api.store.pool.query(
    `select c.name, v.edited_by, v.definition::text = c.definition::text as is_same, a.action, a.actor from campaigns c
     join campaign_versions v using (workspace_id, campaign_id) join audit_log a using (workspace_id, campaign_id)
     where c.campaign_id = any($1) order by c.name`,
    [answers.map(({ body }) => body.data.id)],
  );
  expect(rows).toHaveLength(300);
  expect(rows[0]).toEqual({
    name: "Crowd 0",
    edited_by: "ana@example.com",
    is_same: true,
    action: "campaign.created",
    actor: "ana@example.com",
  });
});

test("what was just created is read at once, as it was sent", async () => {
  const written = await Promise.all(
    times(100, async (n) => {
      const { body } = await ana.call("POST", "", named(`Read ${n}`));
      return (await ana.call("GET", `/${body.data.id}`)).body.data;
    }),
  );
  for (const [n, campaign] of written.entries()) {
    expect(campaign).toMatchObject(named(`Read ${n}`, { status: "DRAFT" }));
  }
});

test("in a group a request id that is taken, or stands twice, makes no second campaign", async () => {
  const first = await ana.call("POST", "", named("Taken before", { request_id: "taken" }));
  const answers = await Promise.all([
    ...times(20, (n) => ana.call("POST", "", named(`Free ${n}`))),
    ana.call("POST", "", named("Taken now", { request_id: "taken" })),
    ...times(3, (n) => ana.call("POST", "", named(`Twice ${n}`, { request_id: "twice" }))),
  ]);
  expect(answers.slice(0, 20).every(({ status }) => status === 201)).toBe(true);
  expect(answers[20]?.status).toBe(409);
  expect(answers[20]?.body.error.message).toContain(first.body.data.id);
  expect(
    answers
      .slice(21)
      .map(({ status }) => status)
      .toSorted((a, b) => a - b),
  ).toEqual([201, 409, 409]);
});

test("a create that cannot be stored does not take the others of its group with it", async () => {
  await api.store.pool.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
     create trigger refuse before insert on campaigns for each row when (new.name = 'Poison') execute function refuse()`,
  );
  const answers = await Promise.all(
    times(30, (n) => ana.call("POST", "", named(n === 17 ? "Poison" : `Beside ${n}`))),
  );
  await api.store.pool.query("drop trigger refuse on campaigns");
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(29);
  expect(answers[17]?.status).toBe(500);
});

test("what a group cannot know is asked in a transaction: an authorization that is not there", async () => {
  const connector = {
    url: "https://api.example.com/notify",
    authorization: { configuration_id: "0".repeat(24) },
  };
  const answer = await ana.call(
    "POST",
    "",
    named("With authorization", { campaign_content: { content: { connector } } }),
  );
  expect(answer.status).toBe(422);
  expect(answer.body.error.details[0].target).toContain("authorization");
});

test("a campaign of another workspace is not found in a group of reads", async () => {
  await api.store.pool.query("insert into workspaces (workspace_id, name) values ('globex', 'Globex')");
  const eve = await api.person("eve@example.com", { workspaceId: "globex" });
  const { body } = await ana.call("POST", "", named("Of acme"));
  const [own, foreign] = await Promise.all([
    ana.call("GET", `/${body.data.id}`),
    eve.call("GET", `/${body.data.id}`),
  ]);
  expect([own.status, foreign.status]).toEqual([200, 404]);
});

test("a body is judged without being stored: shape, rules and what is not sent yet, in one answer", async () => {
  const validate = (body: unknown) => ana.call("POST", "/v5/campaigns/validate", body);
  expect((await validate(publishable())).body.data).toEqual({
    valid: true,
    errors: [],
    cannot_be_sent_yet: [],
  });
  const wrong = await validate({ ...named("No"), delivery_controls: { campaign_throttle_rpm: 150_000 } });
  expect(wrong.status).toBe(200);
  expect(wrong.body.data.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual([
    "basic_details.name",
    "delivery_controls.campaign_throttle_rpm",
  ]);
  const { rows } = await api.store.pool.query("select from campaigns where name = 'No'");
  expect(rows).toEqual([]);
});
