// Quotas over HTTP: limits of calls and of creations, settings, and two processes that share them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiProcess, type ApiProcesses, startApiProcesses } from "./api-processes.ts";
import { publishable } from "./start-api.ts";

let apis: ApiProcesses;
let one: ApiProcess;
let two: ApiProcess;

beforeAll(async () => {
  apis = await startApiProcesses();
  one = await apis.start();
  two = await apis.start();
});
afterAll(async () => apis[Symbol.asyncDispose]());

interface Call {
  sentAtMs: number;
  answeredAtMs: number;
  status: number;
  headers: Headers;
  body: any; // oxlint-disable-line typescript/no-explicit-any -- tests reach into answers of every shape
}

async function call(api: ApiProcess, method: string, path: string, body?: unknown): Promise<Call> {
  const sentAtMs = performance.now();
  const response = await fetch(`${api.url}/v5${path}`, {
    method,
    headers: { authorization: apis.authorization, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return {
    sentAtMs,
    answeredAtMs: performance.now(),
    status: response.status,
    headers: response.headers,
    body: answer,
  };
}

const list = (api: ApiProcess) => call(api, "GET", "/campaigns");
const create = (api: ApiProcess, body: object = publishable()) => call(api, "POST", "/campaigns", body);

/** Both processes have heard of it when they answer as it says. */
async function setQuotas(settings: object, isInForce: (answer: Call) => boolean): Promise<void> {
  expect((await call(one, "PUT", "/workspace/quotas", settings)).status).toBe(200);
  for (const api of [one, two])
    await expect.poll(async () => isInForce(await list(api)), { timeout: 20_000 }).toBe(true);
}

const isUnlimited = ({ headers }: Call) => headers.get("x-ratelimit-limit") === null;
const hasLimit = (limit: number) => (answer: Call) =>
  answer.headers.get("x-ratelimit-limit") === String(limit);
const forget = () => apis.store.pool.query("update quota_windows set taken = 'null'");

test("by default every answer tells of generous limits", async () => {
  const { status, headers } = await list(one);
  expect(status).toBe(200);
  expect(Number(headers.get("x-ratelimit-limit"))).toBeGreaterThan(10_000);
  expect(Number(headers.get("x-ratelimit-remaining"))).toBeGreaterThan(10_000);
  expect(Number(headers.get("x-ratelimit-reset"))).toBeLessThanOrEqual(3_600);
});

test("switched off, nothing is told and nothing is stored", async () => {
  await setQuotas({ preset: "off" }, isUnlimited);
  await forget();
  for (let round = 0; round < 20; round++) expect((await list(one)).status).toBe(200);
  const { rows } = await apis.store.pool.query("select from quota_windows where taken <> 'null'");
  expect(rows).toEqual([]);
});

test("settings are shown with what they come to, and a value of one's own stands in place of the preset's", async () => {
  const set = await call(one, "PUT", "/workspace/quotas", {
    preset: "product",
    limits: { create: { per_second: null, per_minute: 7 }, search: { per_hour: null } },
  });
  expect(set.body.data.effective).toMatchObject({
    create: { per_minute: 7, per_hour: 100 },
    created: { per_minute: 5, per_hour: 25, per_day: 100 },
    search: { per_second: 10, per_minute: 100 },
    send: { per_minute: 5_000 },
    segments: { per_minute: 50, per_hour: 200, per_day: 1_000 },
    file_segments: { per_hour: 10 },
  });
  expect((await call(two, "GET", "/workspace/quotas")).body.data).toEqual(set.body.data);
  const refused = await call(one, "PUT", "/workspace/quotas", { preset: "free", limits: { sleep: {} } });
  expect([refused.status, refused.body.error.details.length]).toEqual([400, 2]);
  const { rows } = await apis.store.pool.query(
    "select detail ->> 'preset' as preset from audit_log where action = 'workspace.quotas_changed' order by audit_id desc limit 1",
  );
  expect(rows).toEqual([{ preset: "product" }]);
});

test("beyond a limit the answer is 429, with what was exceeded and when to try again", async () => {
  await setQuotas({ preset: "off", limits: { other: { per_second: 3 } } }, hasLimit(3));
  await forget();
  const answers: Call[] = [];
  await expect
    .poll(
      async () => {
        answers.splice(
          0,
          answers.length,
          ...(await Promise.all(Array.from({ length: 12 }, () => list(one)))),
        );
        return answers.some(({ status }) => status === 200) && answers.some(({ status }) => status === 429);
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.body.error).toMatchObject({ code: "RATE_LIMITED", target: "other.per_second" });
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
});

test("in no second do two processes together let more through than the limit", async () => {
  const limit = 40;
  await setQuotas({ preset: "off", limits: { other: { per_second: limit } } }, hasLimit(limit));
  const admitted: Call[] = [];
  const endsAtMs = performance.now() + 4_000;
  const hammer = async (api: ApiProcess): Promise<void> => {
    while (performance.now() < endsAtMs) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => list(api)));
      admitted.push(...answers.filter(({ status }) => status === 200));
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  await Promise.all([hammer(one), hammer(two)]);
  // Whatever was sent and answered within one second was let through in it.
  const most = Math.max(
    ...admitted.map(
      ({ sentAtMs: from }) =>
        admitted.filter(({ sentAtMs, answeredAtMs }) => sentAtMs >= from && answeredAtMs < from + 1_000)
          .length,
    ),
  );
  expect(most).toBeLessThanOrEqual(limit);
  expect(admitted.length).toBeGreaterThan(2 * limit);
});

test("only campaigns that are created use up their quota, shared by both processes", async () => {
  await setQuotas({ preset: "off", limits: { created: { per_minute: 3 } } }, isUnlimited);
  await expect
    .poll(async () => (await create(two)).headers.get("x-ratelimit-limit"), { timeout: 20_000 })
    .toBe("3");
  await expect
    .poll(async () => (await create(one)).headers.get("x-ratelimit-limit"), { timeout: 20_000 })
    .toBe("3");
  await forget();
  for (let round = 0; round < 5; round++) {
    const failed = await create(round % 2 === 0 ? one : two, publishable({ request_id: 7 }));
    expect(failed.status).toBe(400);
  }
  const taken = publishable({ request_id: "quota-once" });
  expect((await create(one, taken)).status).toBe(201);
  expect((await create(two, taken)).status).toBe(409);
  expect((await create(two)).status).toBe(201);
  const third = await create(one);
  expect([third.status, third.headers.get("x-ratelimit-remaining")]).toEqual([201, "0"]);
  const refused = await create(two);
  expect([refused.status, refused.body.error.target]).toEqual([429, "created.per_minute"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
});
