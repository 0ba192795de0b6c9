// Names of streams, buckets and consumers: what rights and declarations share.
export const BATCHES = "BATCHES";
export const LEDGER = "LEDGER";
export const NOTICES = "NOTICES";
export const ATTEMPTS = "ATTEMPTS";
export const EVENTS = "EVENTS";
/** Plans of runs: what delivery needs to know of each. */
export const RUNS_BUCKET = "runs";
export const CONTROL_BUCKET = "control";
export const LEASES_BUCKET = "leases";
/** Sealed settings and signing secrets. */
export const SECRETS_BUCKET = "secrets";
/** Sealed access tokens, and who fetches the next. */
export const TOKENS_BUCKET = "tokens";
/** What delivery processes say of origins. */
export const ORIGINS_BUCKET = "origins";
/** Renewed three times within it. */
export const ORIGIN_STATE_TTL_MS = 15_000;
/** The consumer that all delivery processes share. */
export const DELIVERY_CONSUMER = "delivery";
/** The consumer through which the attempt log reaches Postgres. */
export const ATTEMPT_LOG_CONSUMER = "attempt-log";
/** The consumer through which notices reach the bot in Slack. */
export const SLACK_CONSUMER = "slack";
