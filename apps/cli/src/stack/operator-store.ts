// The database as whoever has it: for what the operator does to workspaces and keys, past every API key.
import { openStore, type Store } from "@sluice/store";
import { badInput } from "../cli-error.ts";
import { readLocalOperators } from "./local-operators.ts";
import { type DatabaseOptions, useDatabase } from "./use-database.ts";

export interface OperatorStore {
  store: Store;
  /** What API keys are hashed with: of SLUICE_PEPPER, else of the data folder. */
  pepper: Uint8Array;
}

const PEPPER_FORM = /^(?:[0-9a-f]{2}){32,}$/i;

export function useOperatorStore<T>(
  options: DatabaseOptions,
  use: (operator: OperatorStore) => Promise<T>,
): Promise<T> {
  return useDatabase(options, async (databaseUrl) => {
    const pepper = await pepperOf(options);
    const store = openStore({ databaseUrl, applicationName: "sluice-operator", maxConnections: 1 });
    try {
      return await use({ store, pepper });
    } finally {
      await store.close();
    }
  });
}

async function pepperOf({ env, folder }: DatabaseOptions): Promise<Uint8Array> {
  const hex = env["SLUICE_PEPPER"] ?? (await readLocalOperators(folder))?.pepper ?? "";
  if (PEPPER_FORM.test(hex)) return Buffer.from(hex, "hex");
  throw badInput(
    "SLUICE_PEPPER must be what the API has: at least 32 bytes in hexadecimal. Unset it to use the data folder's.",
  );
}
