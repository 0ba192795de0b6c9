// What a load does to the rows of members. $1 workspace, $2 list, $3 the version that it makes.

export type MemberAction = "add" | "remove" | "replace";

/** @param users a query for `user_id`s */
export function memberChange(action: MemberAction, users: string): string {
  if (action === "remove") {
    return `update segment_members m set to_version = $3 from (${users}) as named
      where m.workspace_id = $1 and m.segment_id = $2 and m.user_id = named.user_id
        and m.from_version < $3 and m.to_version = 2147483647`;
  }
  const isNew = `where not exists (select from segment_members m where m.workspace_id = $1 and m.segment_id = $2
      and m.user_id = named.user_id and m.to_version = 2147483647)`;
  return `insert into segment_members (workspace_id, segment_id, user_id, from_version)
    select $1::text, $2::text, user_id, $3::integer from (${users}) as named ${action === "add" ? isNew : ""}
    order by user_id on conflict do nothing`;
}

/** Users who have one of the values that the load kept. $4 load, $5 attribute. */
export const matchedUsers = (type: "string" | "double"): string => `
  select distinct u.user_id from users u
  join (select distinct value from segment_load_values where workspace_id = $1 and load_id = $4::uuid) as v
    on ${type === "string" ? "u.attributes ->> $5::text = v.value" : NUMBERS_ARE_EQUAL}
  where u.workspace_id = $1 and jsonb_typeof(u.attributes -> $5::text) = '${type === "string" ? "string" : "number"}'`;

/** A cast stands where it cannot fail. */
const NUMBERS_ARE_EQUAL =
  "case when jsonb_typeof(u.attributes -> $5::text) = 'number' then (u.attributes ->> $5::text)::numeric end = v.value::numeric";
