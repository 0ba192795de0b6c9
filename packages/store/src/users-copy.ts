// Users as the text that COPY takes: one line each, a tab between the id and the attributes as JSON.
import { finished } from "node:stream/promises";
import type { User } from "@sluice/schema";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** HOT: once per user. Joined and encoded once, for a chunk of a few megabytes. */
export function copyText(users: ReadonlyMap<string, User["attributes"]>): Buffer {
  const lines: string[] = [];
  for (const [userId, attributes] of users) {
    lines.push(`${escaped(userId)}\t${escaped(JSON.stringify(attributes))}\n`);
  }
  return Buffer.from(lines.join(""));
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text;
}

export async function copyInto(client: PoolClient, statement: string, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(statement));
  stream.end(rows);
  await finished(stream);
}
