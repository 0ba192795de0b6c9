import { chown, mkdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { acquireNatsServer, startServers } from "../src/index.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { query } from "./query.ts";
import { startOwner } from "./start-owner.ts";

const NOBODY_ID = 65_534;
const isRoot = process.getuid?.() === 0;

test("servers start for an ordinary user", async () => {
  await using folder = await openDataFolder();
  await mkdir(folder.path);
  const user = isRoot ? { uid: NOBODY_ID, gid: NOBODY_ID } : {};
  if (isRoot) await chown(folder.path, NOBODY_ID, NOBODY_ID);
  const { path } = await acquireNatsServer();
  await using owner = await startOwner(folder.path, {
    env: { NATS_SERVER_BIN: path, HOME: folder.path },
    ...user,
  });

  expect(await query(owner.databaseUrl, "select 1 as n")).toEqual([{ n: 1 }]);
});

// Only root has anything to drop; as an ordinary user the test above is the whole story.
test.runIf(isRoot)(
  "root without user namespaces runs Postgres as nobody, and later without a change of hands",
  async () => {
    await using folder = await openDataFolder();
    const withoutUnshare = { PATH: "/nowhere", NATS_SERVER_BIN: (await acquireNatsServer()).path };
    {
      await using owner = await startOwner(folder.path, { env: withoutUnshare });
      await query(owner.databaseUrl, "create table kept as select 7 as n");
    }
    await using servers = await startServers({ dataDir: folder.path });

    expect(await query(servers.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
  },
);
