// Why the Data API says no, in the words that its clients compare.
import type { RefusalType } from "@sluice/schema";

export type RefusalStatus = 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503;

export interface RefusalOptions extends ErrorOptions {
  /** Dotted path of the field at fault. */
  attribute?: string | undefined;
  retryAfterSeconds?: number | null;
}

export class DataRefusal extends Error {
  override readonly name = "DataRefusal";
  readonly status: RefusalStatus;
  readonly type: RefusalType;
  readonly attribute: string | undefined;
  readonly retryAfterSeconds: number | null;

  constructor(status: RefusalStatus, type: RefusalType, message: string, options: RefusalOptions = {}) {
    super(message, options);
    this.status = status;
    this.type = type;
    this.attribute = options.attribute;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

export const invalid = (attribute: string, message: string): DataRefusal =>
  new DataRefusal(400, "InvalidParams", message, { attribute });
