// A share of users, drawn by a hash of their ids: the same users whoever asks, on every machine and in every language.
//
//   H1. SQL and TypeScript agree on every user (test/filter-twins.int.test.ts).
//   H2. Another salt draws another share, independent of the first.
//   H3. A larger share with the same salt holds everybody whom the smaller one held.
import { createHash } from "node:crypto";
import { type SqlFragment, SqlWriter } from "../filter/sql-writer.ts";

export interface Share {
  /** What the draw is for: a workspace's control group, or one run. */
  salt: string;
  /** 0 to 1. */
  share: number;
}

/** Of a workspace's control group: the same users in every campaign. */
export const controlGroupSalt = (workspaceId: string): string => `${workspaceId} control group`;

/** The first 32 bits of the hash. */
const HASH_DIGITS = 8;
const HASHES = 2 ** 32;

const threshold = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * HASHES);

/** About a microsecond for each user; so only for runs that draw. */
export function shareSql({ salt, share }: Share, writer: SqlWriter): string {
  return `(${hashSql(salt, writer)} < ${writer.bind(threshold(share), "bigint")})`;
}

/** Where each user stands in a draw, from 0 to 2^32: a share holds those below its part of that. */
export function drawHash(salt: string, firstParameter: number): SqlFragment {
  const writer = new SqlWriter(firstParameter);
  return { text: hashSql(salt, writer), values: writer.values };
}

const hashSql = (salt: string, writer: SqlWriter): string =>
  `('x' || substr(md5(${writer.bind(`${salt}:`, "text")} || users.user_id), 1, ${HASH_DIGITS}))::bit(32)::bigint`;

export function isInShare({ salt, share }: Share, userId: string): boolean {
  const digest = createHash("md5").update(`${salt}:${userId}`).digest("hex");
  return Number.parseInt(digest.slice(0, HASH_DIGITS), 16) < threshold(share);
}
