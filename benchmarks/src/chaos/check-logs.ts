// I10: no log holds a secret.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finding, Violations } from "../verdict/evidence.ts";

/** @param secrets by name; the name alone is told. */
export async function checkLogs(folder: string, secrets: Readonly<Record<string, string>>): Promise<Finding> {
  const violations = new Violations();
  const files = await readdir(folder);
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8");
    for (const [name, secret] of Object.entries(secrets))
      if (secret !== "" && text.includes(secret)) violations.add(`${file} holds ${name}`);
  }
  return violations.finding("I10", "no secret in a log", {
    files: files.length,
    secrets: Object.keys(secrets).length,
  });
}
