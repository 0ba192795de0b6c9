import { type RunningPostgres, startTestPostgres } from "@sluice/embedded";
import { openStore, type Store } from "@sluice/store";
import type { Audience, User } from "@sluice/schema";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audiencePredicate, audienceSql, cutConditions, isInShare } from "../src/index.ts";
import { anyAudience, anyMembers, anyUsers, type MemberRow, NOW_MS } from "./any-audience.ts";

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
async function answersOfSql(audience: Audience, users: User[], members: MemberRow[]): Promise<Answer[]> {
  const { included, excluded } = audienceSql(audience, "acme", NOW_MS, 3);
  const { rows } = await store.pool.query<Answer>(
    `with users as (
       select 'acme' as workspace_id, user_id collate "C" as user_id, attributes
         from jsonb_to_recordset($1::jsonb) as row (user_id text, attributes jsonb)),
     segment_members as (
       select 'acme' as workspace_id, segment_id, user_id collate "C" as user_id, from_version, to_version
         from jsonb_to_recordset($2::jsonb)
           as row (segment_id text, user_id text, from_version integer, to_version integer))
     select user_id, ${included.text} as included, ${excluded?.text ?? "false"} as excluded from users`,
    [JSON.stringify(users), JSON.stringify(members), ...included.values, ...(excluded?.values ?? [])],
  );
  return rows;
}

function answersOfPredicate(audience: Audience, users: User[], members: MemberRow[]): Answer[] {
  const memberOf = audiencePredicate(audience, NOW_MS, (list, userId) =>
    members.some(
      ({ segment_id, user_id, from_version, to_version }) =>
        segment_id === list.segment_id &&
        user_id === userId &&
        from_version <= list.version &&
        to_version > list.version,
    ),
  );
  return users.map((user) => ({ user_id: user.user_id, ...memberOf(user) }));
}

test("SQL and predicate agree on every user and every audience, and Postgres never raises", async () => {
  await fc.assert(
    fc.asyncProperty(anyAudience, anyUsers, anyMembers, async (audience, users, members) => {
      const ofPredicate = answersOfPredicate(audience, users, members);
      expect(await answersOfSql(audience, users, members)).toEqual(ofPredicate);
    }),
    { numRuns: 1500 },
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

test("SQL and TypeScript draw the same share of users, whatever their ids are", async () => {
  const anyId = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((id) => !id.includes("\u0000"));
  const anyIds = fc.uniqueArray(anyId, { minLength: 1, maxLength: 200 });
  const anyShare = fc.record({
    salt: fc.constantFrom("run", "acme control group"),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(anyIds, anyShare, async (ids, share) => {
      const audience = { is_all_user_campaign: true };
      const question = {
        audience,
        workspaceId: "acme",
        nowMs: NOW_MS,
        heldOut: { campaignControlGroup: share },
      };
      const [exclusion] = cutConditions(question, 2).exclusions;
      const { text, values } = exclusion!.condition;
      const { rows } = await store.pool.query<{ user_id: string }>(
        `select user_id from unnest($1::text[]) as users (user_id) where $2::text is not null and ${text}`,
        [ids, "acme", ...values],
      );
      expect(rows.map(({ user_id }) => user_id)).toEqual(ids.filter((id) => isInShare(share, id)));
    }),
    { numRuns: 100 },
  );
});
