// Two ways to Slack, so that edits in the background can never hold up an answer to a person: a client that is told to wait
// waits with all its calls.
//
//   W1. No call is repeated by the client: a post whose answer was lost would be there twice.
//   W2. No `headers` are passed: clients that share them send each other's token.
import { LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";

const TIMEOUT_MS = 5_000;

export interface SlackAddress {
  slackApiUrl?: string | undefined;
}

/** W1, W2 */
export const clientOptions = ({ slackApiUrl }: SlackAddress): WebClientOptions => ({
  retryConfig: { retries: 0 },
  timeout: TIMEOUT_MS,
  logLevel: LogLevel.ERROR, // what is refused, whoever asked says
  ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
});

interface TokenOf {
  botToken: string;
  address: SlackAddress;
  /** Slack says that the token is no longer good. */
  onDeadToken: () => void;
}

/** For answers to people. */
export const foregroundClient = ({ botToken, address, onDeadToken }: TokenOf): WebClient =>
  new WebClient(botToken, { ...clientOptions(address), fetch: watchingFetch(onDeadToken) });

/** For cards: told to wait, it says so at once, and the caller decides what is newest by then. */
export const backgroundClient = ({ botToken, address, onDeadToken }: TokenOf): WebClient =>
  new WebClient(botToken, {
    ...clientOptions(address),
    fetch: watchingFetch(onDeadToken),
    rejectRateLimitedCalls: true,
  });

const DEAD_TOKEN = /"error":\s*"(?:token_revoked|account_inactive|invalid_auth)"/;
/** A refusal is short; nothing longer is read twice. */
const MAX_REFUSAL_BYTES = 500;

function watchingFetch(onDeadToken: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const length = Number(response.headers.get("content-length") ?? 0);
    if (length <= MAX_REFUSAL_BYTES && DEAD_TOKEN.test(await response.clone().text())) onDeadToken();
    return response;
  };
}
