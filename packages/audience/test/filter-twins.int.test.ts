import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { openStore, type Store } from "@sluice/store";
import type { SegmentationDetails, User } from "@sluice/schema";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audiencePredicate, audienceSql } from "../src/index.ts";
import { anySegmentation, anyUsers, NOW_MS } from "./any-audience.ts";

let postgres: RunningPostgres;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres({ unsafeWithoutFsync: true });
  store = openStore({ databaseUrl: await postgres.createDatabase("twins"), applicationName: "test" });
});

afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

interface Answer {
  user_id: string;
  included: boolean;
  excluded: boolean;
}

/** The users travel in the query, so that each of many random cases is one round trip. */
async function answersOfSql(segmentation: SegmentationDetails, users: User[]): Promise<Answer[]> {
  const { included, excluded } = audienceSql(segmentation, "acme", NOW_MS, 2);
  const { rows } = await store.pool.query<Answer>(
    `with users as (
       select 'acme' as workspace_id, user_id collate "C" as user_id, attributes
         from jsonb_to_recordset($1::jsonb) as row (user_id text, attributes jsonb))
     select user_id, ${included.text} as included, ${excluded?.text ?? "false"} as excluded from users`,
    [JSON.stringify(users), ...included.values, ...(excluded?.values ?? [])],
  );
  return rows;
}

function answersOfPredicate(segmentation: SegmentationDetails, users: User[]): Answer[] {
  const memberOf = audiencePredicate(segmentation, NOW_MS);
  return users.map((user) => ({ user_id: user.user_id, ...memberOf(user) }));
}

test("SQL and predicate agree on every user and every audience, and Postgres never raises", async () => {
  await fc.assert(
    fc.asyncProperty(anySegmentation, anyUsers, async (segmentation, users) => {
      expect(await answersOfSql(segmentation, users)).toEqual(answersOfPredicate(segmentation, users));
    }),
    { numRuns: 3000 },
  );
});

test("a user of another workspace is not included", async () => {
  const { included } = audienceSql({ is_all_user_campaign: true }, "acme", NOW_MS);
  const { rows } = await store.pool.query(
    `select ${included.text} as included from (values ('other')) as users (workspace_id)`,
    included.values,
  );
  expect(rows).toEqual([{ included: false }]);
});
