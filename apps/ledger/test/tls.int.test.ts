// Both neighbours over TLS, as docs/operations.md tells it: who is not who they say is refused, and the app works.
import { connectBus, ensureStreams } from "@sluice/bus";
import { migrate, openStore, type Store } from "@sluice/store";
import { createLogger } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveConfig } from "../src/config.ts";
import { startLedger } from "../src/start-ledger.ts";
import { type EncryptedServers, startEncryptedServers } from "./encrypted-servers.ts";
import { insertRun, QUICK, settle, totalsOf, WORKSPACE } from "./fixture.ts";

let servers: EncryptedServers;
beforeAll(async () => {
  servers = await startEncryptedServers();
});
afterAll(() => servers[Symbol.asyncDispose]());

type Query = Record<string, string>;
const natsUrl = (query: Query): string =>
  `tls://sluice:secret@${servers.natsAddress}?${new URLSearchParams(query).toString()}`;
const databaseUrl = (query: Query): string =>
  `${servers.databaseUrl}?${new URLSearchParams(query).toString()}`;
const connecting = (url: string) => connectBus({ natsUrl: url, name: "test" });

async function asked(url: string): Promise<string> {
  const store = openStore({ databaseUrl: url, applicationName: "test" });
  try {
    await store.pool.query("select 1");
    return "answered";
  } catch (error) {
    return String(error);
  } finally {
    await store.close();
  }
}

const shown = () => ({
  sslrootcert: servers.files.authority,
  sslcert: servers.files.certificate,
  sslkey: servers.files.key,
});

test("NATS: without a certificate, or with a server that another authority vouches for, nothing is connected", async () => {
  await expect(connecting(natsUrl({ sslrootcert: servers.files.authority }))).rejects.toMatchObject({
    code: "UNREACHABLE",
  });
  const deceived = { ...shown(), sslrootcert: servers.files.otherAuthority };
  await expect(connecting(natsUrl(deceived))).rejects.toMatchObject({ code: "UNREACHABLE" });
  await expect(connecting(natsUrl({}))).rejects.toMatchObject({ code: "UNREACHABLE" });
});

test("Postgres: verify-full refuses another authority and another name, and nothing unencrypted is answered", async () => {
  const { authority, otherAuthority } = servers.files;
  const verified = { sslmode: "verify-full", sslrootcert: authority };
  expect(await asked(databaseUrl(verified))).toBe("answered");
  expect(await asked(databaseUrl({ ...verified, sslrootcert: otherAuthority }))).toMatch(/certificate/i);
  expect(await asked(databaseUrl(verified).replace("127.0.0.1", "localhost"))).toMatch(/does not match/);
  expect(await asked(servers.databaseUrl)).toMatch(/pg_hba/);
});

test("a ledger process works over encrypted connections alone", async () => {
  const env = {
    NATS_URL: natsUrl(shown()),
    DATABASE_URL: databaseUrl({ sslmode: "verify-full", sslrootcert: servers.files.authority }),
    PORT: "0",
  };
  await using undo = new AsyncDisposableStack();
  const store: Store = openStore({ databaseUrl: env.DATABASE_URL, applicationName: "test" });
  undo.defer(() => store.close());
  await migrate(store);
  await store.db.insertInto("workspaces").values({ workspace_id: WORKSPACE, name: "Acme" }).execute();
  const bus = await connecting(env.NATS_URL);
  undo.defer(() => bus.close());
  await ensureStreams(bus);
  const ledger = await startLedger(resolveConfig(env), createLogger("ledger", { level: "silent" }), QUICK);
  undo.defer(() => ledger.close());

  const runId = await insertRun(store, 1);
  await settle(bus, runId, 0);
  await eventually(async () => (await totalsOf(store, runId))?.delivered === 10, { timeoutMs: 20_000 });

  const { rows } = await store.pool.query(
    "select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where client_port is not null",
  );
  expect(rows).toEqual([{ ssl: true }]);
  const connections = await servers.connections();
  expect(connections.length).toBeGreaterThan(1);
  expect(connections.every(({ tls_version }) => tls_version !== undefined)).toBe(true);
});
