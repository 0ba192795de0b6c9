// A user by what the outside knows of them: an address, a number, an id of a device. Each lookup is one entry of an index.
import { MAX_IDENTIFIER_LENGTH, type User, type UserIdentifierType, type WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

/** As the indices of the tables have it: the beginning of a value finds it, the whole is compared. */
const has = (name: string): string => `
  workspace_id = $1 and attributes ? '${name}'
  and left(attributes ->> '${name}', 256) = left($2, 256) and attributes ->> '${name}' = $2`;

const byAttribute = (name: string): string =>
  `select user_id, attributes from users where ${has(name)} order by user_id limit 1`;

const byDevice = (condition: string): string => `
  select user_id, attributes from users
  where workspace_id = $1 and user_id in (select user_id from devices where ${condition})
  order by user_id limit 1`;

const STATEMENT_OF: Readonly<Record<UserIdentifierType, string>> = {
  user_id: "select user_id, attributes from users where workspace_id = $1 and user_id = $2",
  email: byAttribute("u_em"),
  mobile: byAttribute("u_mb"),
  gaid: `
    select * from ((${byAttribute("moe_gaid")}) union all (${byDevice(has("moe_gaid"))})) as found
    order by user_id limit 1`,
  advertising_identifier: byAttribute("advertising_identifier"),
  moengage_id: byAttribute("moengage_id"),
  push_id: byDevice("workspace_id = $1 and push_id = $2"),
};

/** Values are compared as they are stored, capitals included. Of several users with the same value, the first by user id. */
export async function findUserBy(
  { pool }: Pick<Store, "pool">,
  workspaceId: WorkspaceId,
  type: UserIdentifierType,
  value: string,
): Promise<User | null> {
  if (value === "" || value.length > MAX_IDENTIFIER_LENGTH || value.includes("\0")) return null;
  const { rows } = await pool.query<User>(STATEMENT_OF[type], [workspaceId, value]);
  return rows[0] ?? null;
}
