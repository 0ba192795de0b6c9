import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRunningServers, startServers } from "../src/index.ts";
import { countMessages, createStream, storeMessage } from "./nats-line.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { query } from "./query.ts";
import { startOwner } from "./start-owner.ts";

/** Starts in a tenth of a second, where Postgres is not the point. */
const natsOnly = { PATH: process.env["PATH"], DATABASE_URL: "postgres://db.example/sluice" };

test("a clean stop and a new start keep ports, passwords and data", async () => {
  await using folder = await openDataFolder();
  const first = await startServers({ dataDir: folder.path, env: { PATH: process.env["PATH"] } });
  await createStream(first.nats!);
  await storeMessage(first.nats!);
  await query(first.databaseUrl, "create table kept as select 7 as n");
  const { natsUrl, databaseUrl } = first;
  const { websocketUrl, monitoringUrl } = first.nats!;
  await first.stop();

  await using again = await startServers({ dataDir: folder.path, env: { PATH: process.env["PATH"] } });

  expect(again.natsUrl).toBe(natsUrl);
  expect(again.databaseUrl).toBe(databaseUrl);
  expect(again.nats).toMatchObject({ websocketUrl, monitoringUrl });
  expect(await countMessages(again.nats!)).toBe(1);
  expect(await query(again.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
});

test("a second start on the same folder is refused and names the owner", async () => {
  await using folder = await openDataFolder();
  await using owner = await startOwner(folder.path, { env: natsOnly });

  await expect(startServers({ dataDir: folder.path })).rejects.toMatchObject({
    code: "DATA_FOLDER_IN_USE",
    message: expect.stringContaining(`process ${owner.process.pid}`),
  });
});

test("another process finds the running servers, and none once they are stopped", async () => {
  await using folder = await openDataFolder();
  const servers = await startServers({ dataDir: folder.path, env: natsOnly });
  const found = await readRunningServers(folder.path);
  const { mode } = await stat(join(folder.path, "servers.json"));
  await servers.stop();

  expect(found).toMatchObject({ natsUrl: servers.natsUrl, databaseUrl: servers.databaseUrl });
  expect(mode & 0o777).toBe(0o600);
  expect(await readRunningServers(folder.path)).toBeUndefined();
});

test("NATS_URL and DATABASE_URL replace both servers: nothing is started", async () => {
  await using folder = await openDataFolder();
  const env = { NATS_URL: "nats://nats.example:4222", DATABASE_URL: "postgres://db.example/sluice" };
  await using servers = await startServers({ dataDir: folder.path, env });

  expect(servers).toMatchObject({ natsUrl: env.NATS_URL, databaseUrl: env.DATABASE_URL });
  expect(servers.nats).toBeUndefined();
  expect(servers.postgres).toBeUndefined();
});

test("an address that cannot be one is refused without repeating it", async () => {
  const start = startServers({
    dataDir: "/nowhere",
    env: { DATABASE_URL: "mysql://user:hidden@db.example/x" },
  });

  await expect(start).rejects.toMatchObject({
    code: "INVALID_URL",
    message: expect.not.stringContaining("hidden"),
  });
});
