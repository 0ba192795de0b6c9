export type EmbeddedErrorCode =
  | "NATS_NOT_FOUND"
  | "NATS_TOO_OLD"
  | "POSTGRES_NOT_FOUND"
  | "POSTGRES_VERSION_MISMATCH"
  | "CANNOT_DROP_ROOT"
  | "NO_FREE_PORT"
  | "DATA_FOLDER_IN_USE"
  | "DATA_FOLDER_NOT_WRITABLE"
  | "START_FAILED"
  | "START_TIMEOUT"
  | "KEEPS_DYING"
  | "INVALID_DATABASE_NAME"
  | "NO_SUCH_USER"
  | "INVALID_URL";

/** Everything this package throws on purpose. The message says what to do. */
export class EmbeddedError extends Error {
  override readonly name = "EmbeddedError";
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What went wrong, in one line: the last line of a command's complaint, or the error's message. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const complaint = "stderr" in cause ? String(cause.stderr).trim() : "";
  return complaint.split("\n").at(-1) || cause.message;
}
