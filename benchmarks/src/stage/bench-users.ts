// Users made by one statement inside Postgres. All have ids and attributes of the same length, so that every request has
// a body of BODY_BYTES, and the bare loop can send as much.
import type { Store } from "@sluice/store";

const FILLER =
  "Your monthly summary is ready, and this sentence makes the message as long as messages are. ".repeat(6);

export const BENCH_BODY = {
  to: "{{UserAttribute['user_id']}}",
  text: `Hello {{UserAttribute['first_name']}} in {{UserAttribute['city'] | default: 'the world'}}: you have {{UserAttribute['points']}} points. ${FILLER}`,
};

export const userIdOf = (number: number): string => `u-${String(number).padStart(8, "0")}`;

export const BODY_BYTES = Buffer.byteLength(
  JSON.stringify({ to: userIdOf(1), text: `Hello Name0001 in City0001: you have 100001 points. ${FILLER}` }),
);

/** The attribute `points` of user 1; of each next one it is one more, 900,000 times. */
export const POINTS_OF_FIRST = 100_001;

const INSERT = `
  insert into users (workspace_id, user_id, attributes)
  select $1, 'u-' || lpad(i::text, 8, '0'),
         jsonb_build_object('first_name', 'Name' || lpad((i % 10000)::text, 4, '0'),
                            'city', 'City' || lpad((i % 1000)::text, 4, '0'),
                            'points', 100000 + i % 900000)
  from generate_series($2::bigint, $3::bigint) as i`;
const ROWS_A_STATEMENT = 500_000;

/** Users 1 to `count`. */
export async function addUsers(store: Store, workspaceId: string, count: number): Promise<void> {
  for (let first = 1; first <= count; first += ROWS_A_STATEMENT) {
    await store.pool.query(INSERT, [workspaceId, first, Math.min(count, first + ROWS_A_STATEMENT - 1)]);
  }
  await vacuumAll(store);
}

/** What Postgres would otherwise do later about the rows written so far, while something else is measured. */
export async function vacuumAll({ pool }: Store): Promise<void> {
  await pool.query("vacuum analyze");
  await pool.query("checkpoint");
}
