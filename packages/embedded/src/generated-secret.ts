import { randomBytes } from "node:crypto";
import { readText, writePrivateFile } from "./private-file.ts";

const SECRET_BYTES = 24; // 192 bits, 32 characters that need no escaping in a URL or a configuration file

/** The secret in this file; generated at the first call. */
export async function generatedSecret(path: string): Promise<string> {
  const known = (await readText(path))?.trim();
  if (known) return known;
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  await writePrivateFile(path, secret);
  return secret;
}
