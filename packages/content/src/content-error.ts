// A connector that must not be rendered at all: its templates have problems, or the batch lacks what they read.

export type ContentErrorCode = "INVALID_TEMPLATE" | "ATTRIBUTE_NOT_CARRIED";

export class ContentError extends Error {
  override readonly name = "ContentError";
  readonly code: ContentErrorCode;

  constructor(code: ContentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
