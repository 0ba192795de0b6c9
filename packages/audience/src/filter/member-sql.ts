// Is a user a member of a list of users, in one version of it? Over the table `segment_members`, where a member is a row
// that holds from one version until another.
import type { SqlWriter } from "./sql-writer.ts";

export interface MemberList {
  segment_id: string;
  version: number;
}

/**
 * OFFSET 0 keeps Postgres from making a join of it: one look into the index for each user, whatever page of an audience is
 * cut. A join would begin with the list's first member for each page.
 */
export function memberSql(
  { segment_id, version }: MemberList,
  workspaceId: string,
  writer: SqlWriter,
): string {
  const at = writer.bind(version, "integer");
  return (
    `exists (select from segment_members m where m.workspace_id = ${writer.bind(workspaceId, "text")}` +
    ` and m.segment_id = ${writer.bind(segment_id, "text")} and m.user_id = users.user_id` +
    ` and m.from_version <= ${at} and m.to_version > ${at} offset 0)`
  );
}
