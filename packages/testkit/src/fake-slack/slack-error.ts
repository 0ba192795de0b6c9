/** What a method answers as `{ok: false, error}`: codes are Slack's own. */
export class SlackApiError extends Error {
  override readonly name = "SlackApiError";
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
