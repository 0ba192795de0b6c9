// Brings the tables up to date. Safe when several apps start at once: kysely's migrator takes a lock.
import { type Migration, Migrator } from "kysely/migration";
import type { Store } from "./connect.ts";
import * as theSpine from "./migrations/0001-the-spine.ts";

/** In order; a migration that was ever released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-the-spine": theSpine,
};

export async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({
    db: store.db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error("the database could not be brought up to date", { cause: error });
}
