// Brings the tables up to date. Safe when several apps start at once: kysely's migrator takes a lock.
import { type Migration, Migrator } from "kysely/migration";
import type { Store } from "./connect.ts";
import * as theSpine from "./migrations/0001-the-spine.ts";
import * as secrets from "./migrations/0002-secrets.ts";
import * as attemptLog from "./migrations/0003-attempt-log.ts";
import * as limits from "./migrations/0004-limits.ts";
import * as tenancy from "./migrations/0005-tenancy.ts";
import * as triggered from "./migrations/0006-triggered.ts";
import * as retryBatches from "./migrations/0007-retry-batches.ts";
import * as userData from "./migrations/0008-user-data.ts";
import * as keysAndQuotas from "./migrations/0009-keys-and-quotas.ts";
import * as campaignVersions from "./migrations/0010-campaign-versions.ts";
import * as campaignSearch from "./migrations/0011-campaign-search.ts";
import * as audience from "./migrations/0012-audience.ts";
import * as slack from "./migrations/0013-slack.ts";
import * as batchesAsTheyAre from "./migrations/0014-batches-as-they-are.ts";
import * as reviewsAndStops from "./migrations/0015-reviews-and-stops.ts";
import * as markedRetries from "./migrations/0016-marked-retries.ts";
import * as auditChain from "./migrations/0017-audit-chain.ts";
import * as slackInstallations from "./migrations/0018-slack-installations.ts";
import * as searchedColumns from "./migrations/0019-searched-columns.ts";
import * as toldChanges from "./migrations/0020-told-changes.ts";
import * as frequencyCapping from "./migrations/0021-frequency-capping.ts";
import { protectTables } from "./protect-tables.ts";

/** In order; a migration that was ever released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-the-spine": theSpine,
  "0002-secrets": secrets,
  "0003-attempt-log": attemptLog,
  "0004-limits": limits,
  "0005-tenancy": tenancy,
  "0006-triggered": triggered,
  "0007-retry-batches": retryBatches,
  "0008-user-data": userData,
  "0009-keys-and-quotas": keysAndQuotas,
  "0010-campaign-versions": campaignVersions,
  "0011-campaign-search": campaignSearch,
  "0012-audience": audience,
  "0013-slack": slack,
  "0014-batches-as-they-are": batchesAsTheyAre,
  "0015-reviews-and-stops": reviewsAndStops,
  "0016-marked-retries": markedRetries,
  "0017-audit-chain": auditChain,
  "0018-slack-installations": slackInstallations,
  "0019-searched-columns": searchedColumns,
  "0020-told-changes": toldChanges,
  "0021-frequency-capping": frequencyCapping,
};

const INSUFFICIENT_PRIVILEGE = "42501";
const UNDEFINED_TABLE = "42P01";

/** Changes nothing when everything is in place. @throws Error when this user may not change the tables and has to. */
export async function migrate(store: Store): Promise<void> {
  if (await areThereNewMigrations(store)) await migrateToLatest(store);
  if (!(await ownsTables(store))) return;
  const client = await store.pool.connect();
  try {
    await protectTables(client);
  } finally {
    client.release();
  }
}

async function migrateToLatest(store: Store): Promise<void> {
  const migrator = new Migrator({
    db: store.db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new Error(
    codeOf(error) === INSUFFICIENT_PRIVILEGE
      ? "the tables are not up to date, and this user of the database may not change them; start once with the owner's " +
          "DATABASE_URL, for example `sluice up`"
      : "the database could not be brought up to date",
    { cause: error },
  );
}

async function areThereNewMigrations({ pool }: Store): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ name: string }>("select name from kysely_migration");
    const done = new Set(rows.map(({ name }) => name));
    return Object.keys(MIGRATIONS).some((name) => !done.has(name));
  } catch (error) {
    if (codeOf(error) === UNDEFINED_TABLE) return true;
    throw error;
  }
}

async function ownsTables({ pool }: Store): Promise<boolean> {
  const { rows } = await pool.query<{ owns: boolean }>(
    `select pg_has_role(current_user, relowner, 'usage') as owns from pg_class where oid = 'workspaces'::regclass`,
  );
  return rows[0]?.owns === true;
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
