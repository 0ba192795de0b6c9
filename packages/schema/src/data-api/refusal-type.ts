// Why the Data API refuses: words that programs compare, and how a schema says one.
export const REFUSAL_TYPES = [
  "Empty request body",
  "Malformed JSON",
  "InvalidParams",
  "ParamsRequired",
  "MissingAttributeError",
  "Blacklisted",
  "ArrayFieldError",
  "Authentication required",
  "BlockedClient",
  "Key mismatch",
  "PayloadTooLarge",
  "Unsupported media type",
  "TooManyRequests",
  "ServiceUnavailable",
  "InternalServerError",
] as const;
export type RefusalType = (typeof REFUSAL_TYPES)[number];

/** For `refine` and `addIssue`: whoever parses finds the type in `params`. */
export const refusedAs = (refusal: RefusalType): { params: { refusal: RefusalType } } => ({
  params: { refusal },
});
