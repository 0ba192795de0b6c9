export type BusErrorCode =
  | "UNREACHABLE"
  | "SERVER_TOO_OLD"
  | "STREAM_DIFFERS"
  | "NO_SPACE"
  | "TOO_FEW_SERVERS"
  | "NOT_ALLOWED"
  | "READING_SILENT";

export class BusError extends Error {
  override readonly name = "BusError";
  readonly code: BusErrorCode;

  constructor(code: BusErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
