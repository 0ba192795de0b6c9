// API keys: `<8-character id>_<32 random bytes, base64url>`, shown once. What is stored is HMAC-SHA-256(pepper, key): the
// key is random, so a fast hash is enough, and without the pepper a stolen table is worth nothing.
import { createHmac, randomBytes } from "node:crypto";

const KEY_FORM = /^[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/;
const KEY_ID_LENGTH = 8;
export const SECRET_BYTES = 32;

export interface MintedKey {
  keyId: string;
  /** Cannot be read again. */
  secret: string;
}

export function mintKey(): MintedKey {
  const keyId = randomBytes(KEY_ID_LENGTH / 2).toString("hex");
  return { keyId, secret: `${keyId}_${randomBytes(SECRET_BYTES).toString("base64url")}` };
}

/** null: it is no key, and need not be looked up. */
export const keyIdOf = (secret: string): string | null =>
  KEY_FORM.test(secret) ? secret.slice(0, KEY_ID_LENGTH) : null;

export const hashKey = (pepper: Uint8Array, secret: string): Buffer =>
  createHmac("sha256", pepper).update(secret).digest();
