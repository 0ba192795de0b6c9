import { execFile } from "node:child_process";
import { chown, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { acquireNatsServer, startServers } from "../src/index.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { query } from "./query.ts";
import { startOwner } from "./start-owner.ts";

const NOBODY_ID = 65_534;
const isRoot = process.getuid?.() === 0;

/** A checkout below /root cannot be read by anybody else, and then there is nothing to test with. */
async function skipIfHidden(skip: (note: string) => void): Promise<void> {
  if (!isRoot) return;
  const asNobody = { uid: NOBODY_ID, gid: NOBODY_ID, cwd: "/" };
  const read = promisify(execFile)(process.execPath, ["--check", import.meta.filename], asNobody);
  await read.catch(() =>
    skip(`SKIPPED: nobody cannot read ${import.meta.dirname}; run this from a folder open to others`),
  );
}

test("servers start for an ordinary user", async ({ skip }) => {
  await skipIfHidden(skip);
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
  async ({ skip }) => {
    await skipIfHidden(skip);
    await using folder = await openDataFolder();
    const clusterOwner = async () => (await stat(join(folder.path, "postgres", "cluster"))).uid;
    const withoutUnshare = { PATH: "/nowhere", NATS_SERVER_BIN: (await acquireNatsServer()).path };
    {
      await using owner = await startOwner(folder.path, { env: withoutUnshare });
      await query(owner.databaseUrl, "create table kept as select 7 as n");
      expect(await clusterOwner()).toBe(NOBODY_ID);
    }
    await using servers = await startServers({ dataDir: folder.path });

    expect(await clusterOwner()).toBe(0);
    expect(await query(servers.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
  },
);
