// Commits that wait until the test lets them go: the moment between an effect and its answer, for as long as it is needed.
import type { Store } from "@sluice/store";

const LOCK = 7_001;

export interface HeldCommits {
  /** How many wait now. */
  waiting: () => Promise<number>;
  /** Resolves when Postgres is told; the commits follow. */
  letGo: () => Promise<void>;
}

/** Holds whoever commits a row of this table, @param condition of the row, in SQL */
export async function holdCommits(store: Store, table: string, condition = "true"): Promise<HeldCommits> {
  const holder = await store.pool.connect();
  await holder.query("select pg_advisory_lock($1)", [LOCK]);
  await store.pool.query(`
    create function await_release() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(${LOCK}); return null; end $$;
    create constraint trigger await_release after insert on ${table} deferrable initially deferred for each row
      when (${condition}) execute function await_release()`);
  return {
    waiting: async () => {
      const { rows } = await store.pool.query(
        "select from pg_stat_activity where wait_event = 'advisory' and query ilike 'commit%'",
      );
      return rows.length;
    },
    letGo: async () => {
      await holder.query("select pg_advisory_unlock($1)", [LOCK]);
      holder.release();
    },
  };
}
