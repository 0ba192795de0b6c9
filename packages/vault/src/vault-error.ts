/** What is wrong with the keys or with a sealed text. Messages never hold key material or plaintext. */
export type VaultErrorCode =
  | "NO_KEYS"
  | "BAD_KEYS"
  | "KEYS_FILE_UNREADABLE"
  | "KEYS_FILE_EXPOSED"
  /** Not a sealed text, or of a version that this one does not know. */
  | "NOT_SEALED"
  /** Sealed with a key that this process was not given. */
  | "UNKNOWN_KEY"
  /** Altered, or moved to another record: it does not open here. */
  | "DOES_NOT_OPEN";

export class VaultError extends Error {
  override readonly name = "VaultError";
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
