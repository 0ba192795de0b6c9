import { createServer } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startNats, startTestNats, startTestServers, type TestServers } from "../src/index.ts";
import { askNats, createStream } from "./nats-line.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { query } from "./query.ts";

let servers: TestServers;
beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(() => servers.stop());

test("NATS lets nobody in without the password", async () => {
  await expect(createStream({ address: servers.nats.address })).rejects.toThrow(/Authorization Violation/);
});

test("the dashboard's user reads metrics over WebSocket and publishes nothing", async () => {
  const socket = new WebSocket(servers.nats.websocketUrl);
  const said: string[] = [];
  socket.binaryType = "arraybuffer";
  socket.addEventListener("message", ({ data }) => said.push(Buffer.from(data as ArrayBuffer).toString()));
  await once(socket, "open");
  const { user, password } = servers.nats.dashboardCredentials;
  const login = JSON.stringify({ verbose: false, user, pass: password });
  socket.send(
    Buffer.from(`CONNECT ${login}\r\nSUB metrics.a 1\r\nSUB ledger.a 2\r\nPUB metrics.a 2\r\nhi\r\nPING\r\n`),
  );
  while (!said.join("").includes("PONG")) await once(socket, "message");
  socket.close();

  const errors = said
    .join("")
    .split("\r\n")
    .filter((line) => line.startsWith("-ERR"));
  expect(errors).toEqual([
    `-ERR 'Permissions Violation for Subscription to "ledger.a"'`,
    `-ERR 'Permissions Violation for Publish to "metrics.a"'`,
  ]);
});

test("NATS syncs each message to the disk and bounds its store", async () => {
  await using nats = await startTestNats({ maxFileStoreBytes: 123_456_789 });
  const report: unknown = await (await fetch(`${nats.monitoringUrl}/varz`)).json();

  expect(report).toMatchObject({ jetstream: { config: { sync_always: true, max_storage: 123_456_789 } } });
});

test("Postgres syncs commits, and lets nobody in without the password", async () => {
  const url = await servers.createDatabase("settings");
  const rows = await query(
    url,
    "select name || '=' || setting as line from pg_settings where name in ('fsync', 'full_page_writes', 'jit')",
  );
  const stranger = new URL(url);
  stranger.password = "guess";

  expect(rows.map((row) => row["line"])).toEqual(["fsync=on", "full_page_writes=on", "jit=off"]);
  await expect(query(stranger.href, "select 1")).rejects.toThrow(/password authentication failed/);
});

test("a database is made once, can be copied, and its name is checked", async () => {
  const first = await servers.createDatabase("first");
  await query(first, "create table kept as select 7 as n");
  await Promise.all([
    servers.createDatabase("first"),
    servers.createDatabase("other"),
    servers.createDatabase("other"),
  ]);
  const copy = await servers.createDatabase("copy", { template: "first" });

  expect(await query(copy, "select n from kept")).toEqual([{ n: 7 }]);
  expect(await query(copy, "select lower('ÄÖ') as text")).toEqual([{ text: "äö" }]);
  await expect(servers.createDatabase('x"; drop')).rejects.toMatchObject({ code: "INVALID_DATABASE_NAME" });
});

test("a remembered port that another program has taken is replaced, and that is said", async () => {
  await using folder = await openDataFolder();
  const before = await startNats({ dataDir: folder.path });
  const port = Number(before.address.split(":")[1]);
  await before.stop();
  const intruder = createServer().listen(port, "127.0.0.1");
  await once(intruder, "listening");
  const progress: string[] = [];
  await using after = await startNats({ dataDir: folder.path, onProgress: (text) => progress.push(text) });
  intruder.close();

  expect(after.address).not.toBe(before.address);
  expect(progress).toEqual([expect.stringContaining(`Port ${port} (client) is used by another program`)]);
  await expect(askNats(after, "$JS.API.INFO", {})).resolves.toHaveProperty("api");
});
