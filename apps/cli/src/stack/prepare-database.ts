// Tables, and whoever works with them first.
//
//   D1. Whoever brings a pepper has API keys of their own: the local operators, whose keys nobody could use then, are not made.
import { migrate, openStore, type Store } from "@sluice/store";
import { failed } from "../cli-error.ts";
import type { DataFolder } from "./data-folder.ts";
import { ensureLocalOperators, ensureLocalWorkspace, type LocalOperators } from "./local-operators.ts";

/** Tables up to date, and the local operators with keys that the database knows. @throws CliError 3 */
export const prepareDatabase = (databaseUrl: string, folder: DataFolder): Promise<LocalOperators> =>
  withTables(databaseUrl, (store) => ensureLocalOperators(store, folder));

/** For one command of an operator. @throws CliError 3 */
export function prepareForOperator(
  databaseUrl: string,
  { folder, env }: { folder: DataFolder; env: NodeJS.ProcessEnv },
): Promise<unknown> {
  if (env["SLUICE_PEPPER"] === undefined) return prepareDatabase(databaseUrl, folder);
  return withTables(databaseUrl, ensureLocalWorkspace); // D1
}

async function withTables<T>(databaseUrl: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore({ databaseUrl, applicationName: "sluice-cli", maxConnections: 2 });
  try {
    await store.pool.query("select 1").catch((cause: unknown) => databaseSilent(databaseUrl, cause));
    await migrate(store);
    return await use(store);
  } finally {
    await store.close();
  }
}

function databaseSilent(databaseUrl: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw failed(
    `The database at ${new URL(databaseUrl).host} cannot be used (${reason}). Start it, or correct DATABASE_URL.`,
    cause,
  );
}
