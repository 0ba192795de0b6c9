// kill -9 of an API process between the effect of an action and its answer, for every action on a campaign at once: each was
// called with an Idempotency-Key, and is called once more.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiProcess, type ApiProcesses, startApiProcesses } from "./api-processes.ts";
import { holdCommits } from "./hold-commits.ts";
import { publishable } from "./start-api.ts";

let apis: ApiProcesses;
let other: ApiProcess;
/** Ana writes, Bob decides. */
let bob: string;

beforeAll(async () => {
  apis = await startApiProcesses();
  [other, bob] = await Promise.all([apis.start(), apis.authorize("bob@example.com")]);
});
afterAll(async () => apis[Symbol.asyncDispose]());

interface Call {
  method: string;
  path: string;
  body?: object | undefined;
  authorization?: string;
}

const call = (
  api: ApiProcess,
  { method, path, body, authorization }: Call,
  key?: string,
): Promise<Response> =>
  fetch(`${api.url}/v5/campaigns${path}`, {
    method,
    headers: {
      authorization: authorization ?? apis.authorization,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

const TOMORROW = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 19);
const DAY_AFTER = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 19);

const steps = {
  edit: (id: string): Call => ({
    method: "PATCH",
    path: `/${id}`,
    body: { basic_details: { name: "Another name" } },
  }),
  submit: (id: string): Call => ({ method: "POST", path: `/${id}/submit` }),
  approve: (id: string): Call => ({ method: "POST", path: `/${id}/approve`, authorization: bob }),
  reject: (id: string): Call => ({
    method: "POST",
    path: `/${id}/reject`,
    body: { comment: "too long" },
    authorization: bob,
  }),
  publish: (id: string): Call => status(id, "PUBLISH"),
  pause: (id: string): Call => status(id, "PAUSE"),
  resume: (id: string): Call => status(id, "RESUME"),
  stop: (id: string): Call => status(id, "STOP"),
  limit: (id: string): Call => ({
    method: "PUT",
    path: `/${id}/limit`,
    body: { campaign_throttle_rpm: 600 },
  }),
  archive: (id: string): Call => ({ method: "POST", path: `/${id}/archive` }),
  unarchive: (id: string): Call => ({ method: "POST", path: `/${id}/unarchive` }),
};
type Step = keyof typeof steps;

const status = (id: string, action: string): Call => ({
  method: "PATCH",
  path: `/${id}/status`,
  body: { action },
  authorization: bob,
});

const PUBLISHED: Step[] = ["submit", "approve", "publish"];
/** What has to come before each. */
const BEFORE: Readonly<Record<Step, Step[]>> = {
  edit: [],
  submit: [],
  approve: ["submit"],
  reject: ["submit"],
  publish: ["submit", "approve"],
  pause: PUBLISHED,
  resume: [...PUBLISHED, "pause"],
  stop: PUBLISHED,
  limit: PUBLISHED,
  archive: [],
  unarchive: ["archive"],
};

async function campaignBefore(step: Step): Promise<string> {
  const scheduling_details = {
    delivery_type: "AT_FIXED_TIME",
    start_time: TOMORROW,
    expiry_time: DAY_AFTER,
    timezone: "UTC",
  };
  const created = await call(other, { method: "POST", path: "", body: publishable({ scheduling_details }) });
  const { data } = (await created.json()) as { data: { id: string } };
  for (const before of BEFORE[step]) {
    const answer = await call(other, steps[before](data.id));
    if (!answer.ok) throw new Error(`${before} before ${step}: ${await answer.text()}`);
  }
  return data.id;
}

const auditLines = async (id: string): Promise<number> => {
  const { rows } = await apis.store.pool.query<{ lines: number }>(
    "select count(*) as lines from audit_log where campaign_id = $1",
    [id],
  );
  return rows[0]?.lines ?? 0;
};

test("killed while its change is committed: every action, called again, gets the answer that was never sent, and is done once", async () => {
  const victim = await apis.start();
  const actions = await Promise.all(
    (Object.keys(steps) as Step[]).map(async (step) => {
      const id = await campaignBefore(step);
      return { step, id, key: randomUUID(), linesBefore: await auditLines(id) };
    }),
  );
  const commits = await holdCommits(apis.store, "audit_log");
  const unanswered = actions.map(({ step, id, key }) =>
    call(victim, steps[step](id), key).then(
      async (answer) => `${step}: ${await answer.text()}`,
      () => "no answer",
    ),
  );
  await expect.poll(commits.waiting, { timeout: 40_000 }).toBe(actions.length);
  await victim.kill();
  expect(new Set(await Promise.all(unanswered))).toEqual(new Set(["no answer"]));
  await commits.letGo();
  await expect.poll(commits.waiting, { timeout: 20_000 }).toBe(0);
  await apis.store.pool.query("drop trigger await_release on audit_log");

  for (const { step, id, key, linesBefore } of actions) {
    const again = await call(other, steps[step](id), key);
    expect([step, again.status, again.headers.get("idempotency-replayed")]).toEqual([step, 200, "true"]);
    const text = await again.text();
    expect((JSON.parse(text) as { data: { id: string } }).data.id).toBe(id);
    const third = await call(other, steps[step](id), key);
    expect([step, await third.text()]).toEqual([step, text]);
    expect([step, await auditLines(id)]).toEqual([step, linesBefore + 1]);
  }
});
