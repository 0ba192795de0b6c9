// Secrets at rest: each is sealed with a data key of its own, and that key is wrapped by a key-encryption key of the
// operator's. Who has the rows and not the keys has nothing; a new key needs only the wrappings done again.
//
//   V1. A sealed text opens only as what it was sealed for: workspace, kind, id and version are authenticated with it.
//   V2. A data key seals one text, once: no initialisation vector can meet another under the same key.
//   V3. The first key seals; all of them open. So keys are changed without a moment in which something does not open.
import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { WorkspaceId } from "@sluice/schema";
import { type Envelope, readEnvelope, sealedPrefix, writeEnvelope } from "./envelope.ts";
import { decrypt, encrypt } from "./gcm.ts";
import { KEY_BYTES, type VaultKey } from "./vault-keys.ts";
import { VaultError } from "./vault-error.ts";

/** What a text is sealed for. */
export interface SealedFor {
  workspaceId: WorkspaceId;
  kind: "authorization" | "signing" | "token" | "answer" | "slack";
  id: string;
  version: number;
}

export class Vault {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #sealingKey: KeyObject;
  /** The key that seals: the first. */
  readonly keyId: string;

  /** @throws VaultError NO_KEYS */
  constructor(keys: readonly VaultKey[]) {
    const [first] = keys;
    if (first === undefined) throw new VaultError("NO_KEYS", "A vault needs a key to seal with.");
    this.#keys = new Map(keys.map(({ id, bytes }) => [id, createSecretKey(bytes)]));
    this.#sealingKey = createSecretKey(first.bytes);
    this.keyId = first.id;
  }

  /** What texts begin with that need no `rewrap`. */
  get currentPrefix(): string {
    return sealedPrefix(this.keyId);
  }

  seal(plain: string, sealedFor: SealedFor): string {
    const dataKey = randomBytes(KEY_BYTES); // V2
    const content = encrypt(dataKey, Buffer.from(plain, "utf8"), boundTo(sealedFor)); // V1
    const sealed = writeEnvelope({ ...this.#wrap(dataKey, sealedFor), content });
    dataKey.fill(0);
    return sealed;
  }

  /** @throws VaultError NOT_SEALED, UNKNOWN_KEY, DOES_NOT_OPEN */
  open(sealed: string, sealedFor: SealedFor): string {
    const envelope = readEnvelope(sealed);
    const dataKey = this.#unwrap(envelope, sealedFor);
    const plain = opened(sealedFor, () => decrypt(dataKey, envelope.content, boundTo(sealedFor)));
    dataKey.fill(0);
    const text = plain.toString("utf8");
    plain.fill(0);
    return text;
  }

  /** The same content under the first key; the content itself is not decrypted. */
  rewrap(sealed: string, sealedFor: SealedFor): string {
    const envelope = readEnvelope(sealed);
    const dataKey = this.#unwrap(envelope, sealedFor);
    const rewrapped = writeEnvelope({ ...envelope, ...this.#wrap(dataKey, sealedFor) });
    dataKey.fill(0);
    return rewrapped;
  }

  #wrap(dataKey: Buffer, sealedFor: SealedFor): Pick<Envelope, "keyId" | "wrappedKey"> {
    const { keyId } = this;
    return { keyId, wrappedKey: encrypt(this.#sealingKey, dataKey, wrappingOf(keyId, sealedFor)) };
  }

  #unwrap({ keyId, wrappedKey }: Envelope, sealedFor: SealedFor): Buffer {
    const key = this.#keys.get(keyId);
    if (key === undefined)
      throw new VaultError(
        "UNKNOWN_KEY",
        `${nameOf(sealedFor)} is sealed with the key "${keyId}". Add it to SLUICE_KEYS (or to the file that SLUICE_KEYS_FILE names), behind the first.`,
      );
    return opened(sealedFor, () => decrypt(key, wrappedKey, wrappingOf(keyId, sealedFor)));
  }
}

const boundTo = ({ workspaceId, kind, id, version }: SealedFor): string =>
  [workspaceId, kind, id, version].join("|");

const wrappingOf = (keyId: string, sealedFor: SealedFor): string => `${boundTo(sealedFor)}|${keyId}`;

const nameOf = ({ workspaceId, kind, id }: SealedFor): string => `${kind} ${id} of workspace ${workspaceId}`;

function opened(sealedFor: SealedFor, decryptIt: () => Buffer): Buffer {
  try {
    return decryptIt();
  } catch (cause) {
    throw new VaultError(
      "DOES_NOT_OPEN",
      `${nameOf(sealedFor)} does not open: it was altered or belongs to another record, or a key has the id of another. Restore it, or write the secret anew.`,
      { cause },
    );
  }
}
