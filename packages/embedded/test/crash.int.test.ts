import { expect, test, vi } from "vitest";
import { startServers, startTestNats, startTestPostgres } from "../src/index.ts";
import { countMessages, createStream, storeMessage } from "./nats-line.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { query } from "./query.ts";
import { identifyProcess } from "../src/process-identity.ts";
import { killOwner, type Owner, startOwner } from "./start-owner.ts";

vi.setConfig({ testTimeout: 120_000 });
const patience = { timeout: 40_000, interval: 20 };

test("after a kill -9 of the owner, the next start stops what was left and keeps every acknowledged write", async () => {
  await using folder = await openDataFolder();
  const owner = await startOwner(folder.path);
  const access = { address: owner.natsAddress, credentials: owner.natsCredentials };
  await createStream(access);
  await storeMessage(access);
  await query(owner.databaseUrl, "create table kept as select 7 as n");
  await killOwner(owner);
  expect(await areRunning(owner)).toEqual([true, true]);

  const progress: string[] = [];
  await using servers = await startServers({
    dataDir: folder.path,
    onProgress: (text) => progress.push(text),
  });

  expect(await areRunning(owner)).toEqual([false, false]);
  expect(progress.filter((text) => text.includes("left over"))).toHaveLength(2);
  expect(servers.natsUrl).toBe(owner.natsUrl);
  expect(servers.databaseUrl).toBe(owner.databaseUrl);
  expect(await countMessages(servers.nats!)).toBe(1);
  expect(await query(servers.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
});

test("after a kill -9 of the owner and of both servers, the next start recovers the data", async () => {
  await using folder = await openDataFolder();
  const owner = await startOwner(folder.path);
  await query(owner.databaseUrl, "create table kept as select 7 as n");
  await killOwner(owner);
  process.kill(owner.natsPid, "SIGKILL");
  process.kill(owner.postgresPid, "SIGKILL");

  await using servers = await startServers({ dataDir: folder.path });

  expect(await query(servers.databaseUrl, "select n from kept")).toEqual([{ n: 7 }]);
});

test("a nats-server that is killed comes back on its port with its messages", async () => {
  await using nats = await startTestNats();
  await createStream(nats);
  await storeMessage(nats);
  const killed = nats.pid;
  nats.kill("SIGKILL");

  await vi.waitFor(() => countMessages(nats), patience);
  expect(await countMessages(nats)).toBe(1);
  expect(nats.pid).not.toBe(killed);
});

test("a Postgres that is killed in the middle of a query comes back on its port with its rows", async () => {
  await using postgres = await startTestPostgres();
  const url = await postgres.createDatabase("crash");
  await query(url, "create table kept as select 7 as n");
  const busy = query(url, "do $$ begin loop end loop; end $$").catch(() => "lost");
  await vi.waitFor(async () => {
    const [row] = await query(
      url,
      "select count(*)::int as n from pg_stat_activity where query like '%loop%'",
    );
    expect(row!["n"]).toBeGreaterThan(1); // this query names it, too
  }, patience);
  const killed = postgres.pid;
  postgres.kill("SIGKILL");

  expect(await busy).toBe("lost");
  await vi.waitFor(() => query(url, "select n from kept"), patience);
  expect(await query(url, "select n from kept")).toEqual([{ n: 7 }]);
  expect(postgres.pid).not.toBe(killed);
});

test("a server that keeps dying is given up, and the owner is told", async () => {
  await using folder = await openDataFolder();
  const failures: { code: string }[] = [];
  await using servers = await startServers({
    dataDir: folder.path,
    env: { DATABASE_URL: "postgres://db.example/sluice" },
    onFailure: (error) => failures.push(error),
  });
  const nats = servers.nats!;
  const killAgain = setInterval(() => nats.kill("SIGKILL"), 10);
  await vi.waitFor(() => expect(failures).toMatchObject([{ code: "KEEPS_DYING" }]), patience);
  clearInterval(killAgain);

  expect(nats.pid).toBeUndefined();
});

/** An ended process that nobody has collected yet is not running. */
async function areRunning(owner: Owner): Promise<boolean[]> {
  const found = await Promise.all([identifyProcess(owner.natsPid), identifyProcess(owner.postgresPid)]);
  return found.map((identity) => identity !== undefined);
}
