// What keeps secrets out of logs and health reports: by the name of the field, and by the look of the text.

const REDACTED = "[redacted]";

/** Ends of field names, compared without case, `-` and `_`: `x-api-key`, `apiKey` and `API_KEY` are one name. */
const SECRET_NAME_ENDINGS = [
  "authorization",
  "cookie",
  "password",
  "passwd",
  "secret",
  "token",
  "apikey",
  "privatekey",
  "pepper",
];

/** `nats://user:secret@host`, `postgres://user:secret@host`, `https://token@host`: the host stays readable. */
const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"']+@/gi;
const QUERY_SECRET = /([?&](?:password|token|access_token|api_key|apikey|secret|key)=)[^&\s"'#]+/gi;
/** Of Slack: bot, user, app, refresh. */
const SLACK_TOKEN = /\b(xox[a-z]|xapp|xoxe\.xox[a-z])-[\w-]{6,}/g;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi;

/** Deeper values are left out: a log line is no place for a tree. */
const MAX_DEPTH = 8;

export function redactText(text: string): string {
  return text
    .replace(URL_CREDENTIALS, `$1${REDACTED}@`)
    .replace(QUERY_SECRET, `$1${REDACTED}`)
    .replace(SLACK_TOKEN, `$1-${REDACTED}`)
    .replace(BEARER, `$1 ${REDACTED}`);
}

/** A copy in which the values of secret names are replaced. Values themselves are looked at by `redactText`. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactRecord(fields, 0);
}

function redactRecord(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isSecretName(name) && holdsText(value) ? REDACTED : redactValue(value, depth + 1),
    ]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || speaksForItself(value)) return value;
  if (depth > MAX_DEPTH) return "[too deep]";
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return redactRecord(value instanceof Error ? plainError(value) : value, depth);
}

/** Dates, buffers and URLs have their own way into JSON. */
function speaksForItself(value: object): boolean {
  return "toJSON" in value || ArrayBuffer.isView(value);
}

/** What JSON would leave out of an error, and whatever else the error carries. */
function plainError(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const errors: unknown = error instanceof AggregateError ? error.errors : undefined;
  return { type: name, message, stack, cause, errors, ...Object.fromEntries(Object.entries(error)) };
}

function isSecretName(name: string): boolean {
  const plain = name.replaceAll(/[-_]/g, "").toLowerCase();
  return SECRET_NAME_ENDINGS.some((ending) => plain.endsWith(ending));
}

/** `tokenConfigured: true` or `password: null` tell nothing; anything else under a secret name does. */
function holdsText(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== "boolean";
}
