// A dump into another server, as docs/operations.md tells it, with the pg_dump and the servers of one version.
import { execFile } from "node:child_process";
import { access, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { expect, test } from "vitest";
import {
  createUserLoader,
  ensureWorkspace,
  migrate,
  openAppStore,
  openStore,
  tenantStore,
} from "../src/index.ts";

const run = promisify(execFile);
const INSTALLED = "/usr/lib/postgresql";

/** The newest that has both; the npm package has servers alone. */
async function folderWithDump(): Promise<string | undefined> {
  const majors = (await readdir(INSTALLED).catch(() => [])).map(Number).toSorted((a, b) => b - a);
  for (const major of majors) {
    const folder = join(INSTALLED, String(major), "bin");
    const has = (name: string) =>
      access(join(folder, name)).then(
        () => true,
        () => false,
      );
    if (major >= 15 && (await has("postgres")) && (await has("pg_dump"))) return folder;
  }
  return undefined;
}

const binFolder = await folderWithDump();
if (binFolder === undefined)
  console.warn(
    `SKIPPED, so not tested here: dump and restore. ${INSTALLED} has no version with a server and pg_dump`,
  );

const CITY = { city: "Zoë's" };
const ROLES = `create role sluice_api nologin; create role sluice_planner nologin;
  create role sluice_ledger nologin bypassrls`;

async function fill(postgres: RunningPostgres): Promise<string> {
  const databaseUrl = await postgres.createDatabase("sluice");
  const store = openStore({ databaseUrl, applicationName: "test" });
  await migrate(store);
  for (const workspaceId of ["acme", "rival"]) {
    await ensureWorkspace(store, { workspaceId, name: workspaceId });
    await createUserLoader(store, workspaceId)([{ user_id: `of-${workspaceId}`, attributes: CITY }]);
  }
  await store.close();
  return databaseUrl;
}

async function restore(dump: string, postgres: RunningPostgres, bin: string): Promise<string> {
  const databaseUrl = await postgres.createDatabase("sluice");
  const store = openStore({ databaseUrl, applicationName: "test" });
  await store.pool.query(ROLES);
  await store.close();
  const args = ["--no-owner", "--no-privileges", "--exit-on-error", "--dbname", databaseUrl, dump];
  await run(join(bin, "pg_restore"), args);
  return databaseUrl;
}

test.skipIf(binFolder === undefined)(
  "a dump that is restored into another server is complete, and each app has its rights and no more",
  async () => {
    const bin = binFolder ?? "";
    const folder = await mkdtemp(join(tmpdir(), "sluice-dump-"));
    await using undo = new AsyncDisposableStack();
    undo.defer(() => rm(folder, { recursive: true }));
    const start = async () => undo.use(await startTestPostgres({ unsafeWithoutFsync: true, binFolder: bin }));
    const dump = join(folder, "sluice.dump");
    await run(join(bin, "pg_dump"), ["-Fc", "--file", dump, await fill(await start())]);
    const databaseUrl = await restore(dump, await start(), bin);

    const api = await openAppStore("api", { databaseUrl, applicationName: "api" });
    undo.defer(() => api.close());
    const ledger = await openAppStore("ledger", { databaseUrl, applicationName: "ledger" });
    undo.defer(() => ledger.close());
    const usersOf = (workspaceId: string) =>
      tenantStore(api, workspaceId).db.selectFrom("users").select(["user_id", "attributes"]).execute();
    expect([api.role, ledger.role]).toEqual(["sluice_api", "sluice_ledger"]);
    expect(await usersOf("acme")).toEqual([{ user_id: "of-acme", attributes: CITY }]);
    expect(await usersOf("rival")).toEqual([{ user_id: "of-rival", attributes: CITY }]);
    await expect(ledger.pool.query("select from users")).rejects.toThrow(/permission denied/);
  },
);
