import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectBus, RunControls } from "@sluice/bus";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { API_KEY_SCOPES, createApiKey, ensureWorkspace, migrate, openStore, type Store } from "@sluice/store";
import { publishable } from "./start-api.ts";

const pepper = randomBytes(32);
let servers: TestServers;
let store: Store;

beforeAll(async () => {
  servers = await startTestServers({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "api-test" });
  await migrate(store);
  await ensureWorkspace(store, { workspaceId: "acme", name: "Acme" });
});
afterAll(async () => {
  await store.close();
  await servers.stop();
});

interface Running extends AsyncDisposable {
  child: ChildProcess;
  url: string;
  /** stdout and stderr so far. */
  output: () => string;
}

function forkMain(env: NodeJS.ProcessEnv): { child: ChildProcess; output: () => string } {
  const main = new URL("../src/main.ts", import.meta.url);
  const child = fork(main, { env: { PATH: process.env["PATH"], ...env }, silent: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  return { child, output: () => output };
}

async function startMain(): Promise<Running> {
  const { child, output } = forkMain({
    DATABASE_URL: servers.databaseUrl,
    NATS_URL: servers.natsUrl,
    PORT: "0",
    SLUICE_PEPPER: pepper.toString("hex"),
    SLUICE_KEYS: `test:${pepper.toString("base64")}`,
  });
  const [message] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(output()))),
  ])) as [{ type: string; url: string }];
  expect(message.type).toBe("listening");
  return { child, url: message.url, output, [Symbol.asyncDispose]: async () => void child.kill("SIGKILL") };
}

async function keyOf(actor: string): Promise<string> {
  const { secret } = await createApiKey(store, pepper, {
    workspaceId: "acme",
    actor,
    scopes: API_KEY_SCOPES,
  });
  return `Basic ${Buffer.from(`acme:${secret}`).toString("base64")}`;
}

test("the process serves, puts controls on the bus, and ends in order when asked to", async () => {
  await using api = await startMain();
  const [ana, ben] = [await keyOf("ana@example.com"), await keyOf("ben@example.com")];
  const call = async (authorization: string, method: string, path: string, body?: unknown) => {
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(`${api.url}/v5/campaigns${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    return ((await response.json()) as { data: Record<string, string> }).data;
  };
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200);

  const { id } = await call(ana, "POST", "", publishable());
  await call(ana, "POST", `/${id}/submit`);
  await call(ben, "POST", `/${id}/approve`);
  const { run_id } = await call(ana, "PATCH", `/${id}/status`, { action: "PUBLISH" });
  await call(ana, "PATCH", `/${id}/status`, { action: "PAUSE" });

  const bus = await connectBus({ natsUrl: servers.natsUrl, name: "api-test" });
  const controls = await RunControls.open(bus);
  expect(await controls.get("acme", run_id!)).toMatchObject({ state: "paused" });
  await bus.close();

  api.child.kill("SIGTERM");
  expect(await once(api.child, "exit")).toEqual([0, null]);
  const secrets = [
    ana.slice(6),
    pepper.toString("hex"),
    new URL(servers.natsUrl).password,
    new URL(servers.databaseUrl).password,
  ];
  for (const secret of secrets.filter((secret) => secret !== "")) expect(api.output()).not.toContain(secret);
});

test("a start without its environment ends with 3 and names every variable", async () => {
  const { child, output } = forkMain({ SLUICE_PEPPER: "secret-but-short" });
  expect(await once(child, "exit")).toEqual([3, null]);
  for (const name of ["DATABASE_URL", "NATS_URL", "SLUICE_PEPPER"]) expect(output()).toContain(name);
  expect(output()).not.toContain("secret-but-short");
});

test("while Postgres is away health says so, and campaigns are answered with 503", async () => {
  await using api = await startMain();
  const headers = { authorization: await keyOf("ana@example.com") };
  const list = () => fetch(`${api.url}/v5/campaigns`, { headers });
  expect((await list()).status).toBe(200);
  await servers.postgres.stop();

  const answer = await list();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: "UNAVAILABLE" } });
  const health = await fetch(`${api.url}/healthz`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ checks: { postgres: expect.stringMatching(/./), nats: "ok" } });
});
