// kill -9 of an API process between effect and answer, for what is no change of a campaign: segments, keys, configurations and signing
// secrets. Each was called with an Idempotency-Key, in a workspace of its own, and is called once more.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiProcess, type ApiProcesses, startApiProcesses } from "./api-processes.ts";
import { holdCommits } from "./hold-commits.ts";

let apis: ApiProcesses;
let other: ApiProcess;

beforeAll(async () => {
  apis = await startApiProcesses();
  other = await apis.start();
});
afterAll(async () => apis[Symbol.asyncDispose]());

interface Call {
  method: string;
  path: string;
  body?: object;
}

const SEGMENT = {
  name: "Readers",
  included_filters: {
    filter_operator: "and",
    filters: [
      { filter_type: "user_attributes", name: "city", data_type: "string", operator: "is", value: "Oslo" },
    ],
  },
};
const CONFIGURATION = {
  name: "Static",
  settings: { type: "STATIC_HEADERS", headers: [{ key: "X-Api-Key", value: "1" }] },
};

const create = {
  key: { method: "POST", path: "api-keys", body: { actor: "ben@example.com", scopes: ["view"] } },
  segment: { method: "POST", path: "custom-segments", body: SEGMENT },
  configuration: { method: "POST", path: "authorization-configurations", body: CONFIGURATION },
} as const satisfies Record<string, Call>;

interface Effect {
  /** What has to be there: its id stands for `:id`. */
  of?: Call;
  call: Call;
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  "a new key": { call: create.key },
  "a rotated key": { of: create.key, call: { method: "POST", path: "api-keys/:id/rotate", body: {} } },
  "an archived key": { of: create.key, call: { method: "POST", path: "api-keys/:id/archive" } },
  "a new segment": { call: create.segment },
  "a changed segment": {
    of: create.segment,
    call: { method: "PATCH", path: "custom-segments/:id", body: { ...SEGMENT, name: "Those who read" } },
  },
  "an archived segment": {
    of: create.segment,
    call: { method: "POST", path: "custom-segments/:id/archive" },
  },
  "a new configuration": { call: create.configuration },
  "a changed configuration": {
    of: create.configuration,
    call: { method: "PATCH", path: "authorization-configurations/:id", body: { name: "Renamed" } },
  },
  "a rotated signing secret": { call: { method: "POST", path: "signing-secrets/rotate", body: {} } },
};

interface Caller {
  what: string;
  call: Call;
  workspaceId: string;
  authorization: string;
  key: string;
}

const ask = (api: ApiProcess, { call, authorization }: Caller, key?: string): Promise<Response> =>
  fetch(`${api.url}/v5/${call.path}`, {
    method: call.method,
    headers: {
      authorization,
      ...(call.body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });

async function prepare([what, { of, call }]: [string, Effect], index: number): Promise<Caller> {
  const workspaceId = `killed-${index}`;
  const authorization = await apis.authorize("ana@example.com", workspaceId);
  const caller = { what, call, workspaceId, authorization, key: randomUUID() };
  if (of === undefined) return caller;
  const answer = await ask(other, { ...caller, call: of });
  const text = await answer.text();
  const { data } = JSON.parse(text) as { data?: { id?: string; key_id?: string } };
  const id = data?.id ?? data?.key_id;
  if (id === undefined) throw new Error(`before ${what}: ${text}`);
  return { ...caller, call: { ...call, path: call.path.replace(":id", id) } };
}

async function auditLines({ workspaceId }: Caller): Promise<number> {
  const { rows } = await apis.store.pool.query<{ lines: number }>(
    "select count(*)::int as lines from audit_log where workspace_id = $1",
    [workspaceId],
  );
  return rows[0]?.lines ?? 0;
}

test("killed while its effect is committed: each call, made again, gets the answer that was never sent, and is done once", async () => {
  const callers = await Promise.all(Object.entries(EFFECTS).map(prepare));
  const linesBefore = await Promise.all(callers.map(auditLines));
  const victim = await apis.start();
  const commits = await holdCommits(apis.store, "audit_log");
  const unanswered = callers.map((caller) =>
    ask(victim, caller, caller.key).then(
      async (answer) => `${caller.what}: ${await answer.text()}`,
      () => "no answer",
    ),
  );
  await expect.poll(commits.waiting, { timeout: 40_000 }).toBe(callers.length);
  await victim.kill();
  expect(new Set(await Promise.all(unanswered))).toEqual(new Set(["no answer"]));
  await commits.letGo();
  await expect.poll(commits.waiting, { timeout: 20_000 }).toBe(0);
  await apis.store.pool.query("drop trigger await_release on audit_log");

  for (const [index, caller] of callers.entries()) {
    const again = await ask(other, caller, caller.key);
    const text = await again.text();
    expect([caller.what, again.ok, again.headers.get("idempotency-replayed"), text]).toEqual([
      caller.what,
      true,
      "true",
      text,
    ]);
    expect([caller.what, await (await ask(other, caller, caller.key)).text()]).toEqual([caller.what, text]);
    expect([caller.what, await auditLines(caller)]).toEqual([caller.what, (linesBefore[index] ?? 0) + 1]);
  }
  const minted = callers.find(({ what }) => what === "a new key");
  if (minted === undefined) throw new Error("nobody made a key");
  const { data } = (await (await ask(other, minted, minted.key)).json()) as { data: { secret: string } };
  const asMinted = `Basic ${Buffer.from(`${minted.workspaceId}:${data.secret}`).toString("base64")}`;
  const listing = { method: "GET", path: "campaigns" };
  expect((await ask(other, { ...minted, call: listing, authorization: asMinted })).status).toBe(200);
});
