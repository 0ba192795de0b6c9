// `sluice prepare`: an operator's servers become ready, and nothing is started.
import { connectBus } from "@sluice/bus";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { openStore } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, type Folder, sluiceWith, temporaryFolder } from "./sluice.ts";

let servers: TestServers;
let folder: Folder;
beforeAll(async () => {
  servers = await startTestServers({ unsafeWithoutFsync: true });
  folder = await temporaryFolder();
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await servers.stop();
});

const prepare = (settings: Record<string, string>): Promise<Ended> =>
  sluiceWith(settings, folder.path, "prepare");

test("tables, roles and streams are there afterwards, also when it is done again", async () => {
  const { databaseUrl, natsUrl } = servers;
  for (let times = 0; times < 2; times++) {
    const { exitCode, stderr } = await prepare({ DATABASE_URL: databaseUrl, NATS_URL: natsUrl });
    expect([exitCode, stderr]).toEqual([0, stderr]);
    expect(stderr).toMatch(/Tables are up to date[^]*as its own role[^]*Streams are there/);
    expect(stderr).not.toContain(new URL(databaseUrl).password);
  }
  const store = openStore({ databaseUrl, applicationName: "test" });
  const { rows } = await store.pool.query("select from pg_policies where tablename = 'runs'");
  expect(rows.length).toBe(2);
  await store.close();
  const bus = await connectBus({ natsUrl, name: "test" });
  expect((await bus.jsm.streams.info("LEDGER")).config.name).toBe("LEDGER");
  await bus.close();
});

test("without an address there is nothing to prepare, and one that is silent is named without its password", async () => {
  expect(await prepare({})).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("DATABASE_URL") });
  const silent = await prepare({ DATABASE_URL: "postgres://owner:hidden-word@127.0.0.1:9/sluice" });
  expect(silent).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("cannot be prepared") });
  expect(silent.stderr).not.toContain("hidden-word");
  const many = await prepare({ NATS_URL: servers.natsUrl, SLUICE_NATS_REPLICAS: "nine" });
  expect(many).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("SLUICE_NATS_REPLICAS") });
});
