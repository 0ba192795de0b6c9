// kill -9 of an API process in the middle of a create that brings an Idempotency-Key, and the same call once more.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiProcess, type ApiProcesses, startApiProcesses } from "./api-processes.ts";
import { publishable } from "./start-api.ts";

let apis: ApiProcesses;
let other: ApiProcess;

beforeAll(async () => {
  apis = await startApiProcesses();
  other = await apis.start();
});
afterAll(async () => apis[Symbol.asyncDispose]());

const create = (api: ApiProcess, key: string, name: string): Promise<Response> =>
  fetch(`${api.url}/v5/campaigns`, {
    method: "POST",
    headers: {
      authorization: apis.authorization,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(publishable({ basic_details: { name } })),
  });

async function campaignsNamed(name: string): Promise<string[]> {
  const { rows } = await apis.store.pool.query<{ campaign_id: string }>(
    "select campaign_id from campaigns where name = $1",
    [name],
  );
  return rows.map(({ campaign_id }) => campaign_id);
}

const hasClaims = async (): Promise<boolean> => {
  const { rows } = await apis.store.pool.query("select from idempotency_keys where status is null limit 1");
  return rows.length > 0;
};

/** Postgres takes its time to commit what has this name: the moment between the effect and the answer. */
const delayCommitOf = (name: string) =>
  apis.store.pool.query(`
    create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
    create constraint trigger take_time after insert on campaigns deferrable initially deferred for each row
      when (new.name = '${name}') execute function take_time()`);

const isCommitting = async (): Promise<boolean> => {
  const { rows } = await apis.store.pool.query(
    "select from pg_stat_activity where wait_event = 'PgSleep' and query ilike 'commit%'",
  );
  return rows.length > 0;
};

test("killed while its create is committed: the same call gets the answer that was never sent, and creates nothing", async () => {
  const victim = await apis.start();
  const key = randomUUID();
  await delayCommitOf("Killed at commit");
  const unanswered = create(victim, key, "Killed at commit").catch(() => "no answer");
  await expect.poll(isCommitting, { timeout: 10_000 }).toBe(true);
  await victim.kill();
  expect(await unanswered).toBe("no answer");

  // Postgres has the commit and goes on with it; until it is done the call counts as under way.
  const early = await create(other, key, "Killed at commit");
  expect([early.status, early.headers.get("retry-after")]).toEqual([409, "1"]);
  await expect.poll(() => campaignsNamed("Killed at commit"), { timeout: 10_000 }).toHaveLength(1);

  const again = await create(other, key, "Killed at commit");
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
  const { data } = (await again.json()) as { data: { id: string; status: string } };
  expect([[data.id], data.status]).toEqual([await campaignsNamed("Killed at commit"), "DRAFT"]);
});

test("killed at any moment: one campaign for each key, whatever the first call came to", async () => {
  const keys = Array.from({ length: 16 }, () => randomUUID());
  const victims = await Promise.all([apis.start(), apis.start()]);
  for (const [number, victim] of victims.entries()) {
    const calls = keys.map((key) => create(victim, key, `Any ${key}`).catch(() => null));
    await expect.poll(hasClaims).toBe(true);
    await new Promise((done) => setTimeout(done, 5 * number));
    await victim.kill();
    await Promise.all(calls);
    // As if the time that a dead process's claims hold had passed.
    await apis.store.pool.query(
      "update idempotency_keys set claimed_at = claimed_at - interval '36 seconds' where status is null",
    );
  }
  for (const key of keys) {
    const answer = await create(other, key, `Any ${key}`);
    expect(answer.status).toBe(201);
    const { data } = (await answer.json()) as { data: { id: string } };
    expect(await campaignsNamed(`Any ${key}`)).toEqual([data.id]);
  }
});
