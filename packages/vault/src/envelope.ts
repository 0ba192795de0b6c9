// How a sealed text looks: `sv1.<id of the key>.<wrapped data key>.<content>`, the last two base64url of iv, ciphertext
// and tag. Text, so that it stands in a column, a key-value entry and a log-free dump alike.
import { VaultError } from "./vault-error.ts";

const VERSION = "sv1";
export const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

export interface Envelope {
  /** Of the key-encryption key that wraps the data key. */
  keyId: string;
  wrappedKey: Buffer;
  content: Buffer;
}

export function writeEnvelope({ keyId, wrappedKey, content }: Envelope): string {
  return [VERSION, keyId, wrappedKey.toString("base64url"), content.toString("base64url")].join(".");
}

/** @throws VaultError NOT_SEALED */
export function readEnvelope(sealed: string): Envelope {
  const [version, keyId = "", wrappedKey = "", content = "", ...rest] = sealed.split(".");
  if (version !== VERSION || !KEY_ID.test(keyId) || content === "" || rest.length > 0)
    throw new VaultError(
      "NOT_SEALED",
      "This is not a sealed text that this version knows. Was it written by a newer Sluice? Then upgrade.",
    );
  return {
    keyId,
    wrappedKey: Buffer.from(wrappedKey, "base64url"),
    content: Buffer.from(content, "base64url"),
  };
}

/** What rows sealed with this key begin with. */
export const sealedPrefix = (keyId: string): string => `${VERSION}.${keyId}.`;
