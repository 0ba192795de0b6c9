// Two ways to Slack, so that edits in the background can never hold up an answer to a person: a client that is told to wait
// waits with all its calls.
//
//   W1. No call is repeated by the client: a post whose answer was lost would be there twice. What Slack said to do later is done
//       later (patient-fetch.ts); the client itself never waits, for it would wait with all its calls.
//   W2. No `headers` are passed: clients that share them send each other's token.
import { LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import { patientFetch } from "./patient-fetch.ts";

const TIMEOUT_MS = 5_000;

export interface SlackAddress {
  slackApiUrl?: string | undefined;
}

/** W1, W2. Of calls for a person: the fetch times each try. */
export const clientOptions = ({ slackApiUrl }: SlackAddress): WebClientOptions => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  fetch: patientFetch,
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
  new WebClient(botToken, { ...clientOptions(address), fetch: watchingFetch(patientFetch, onDeadToken) });

/** For cards: told to wait, it says so at once, and the caller decides what is newest by then. */
export const backgroundClient = ({ botToken, address, onDeadToken }: TokenOf): WebClient =>
  new WebClient(botToken, {
    ...clientOptions(address),
    timeout: TIMEOUT_MS,
    fetch: watchingFetch(fetch, onDeadToken),
  });

const DEAD_TOKEN = /"error":\s*"(?:token_revoked|account_inactive|invalid_auth)"/;
/** A refusal is short; nothing longer is read twice. */
const MAX_REFUSAL_BYTES = 500;

function watchingFetch(send: typeof fetch, onDeadToken: () => void): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    const length = Number(response.headers.get("content-length") ?? 0);
    if (length <= MAX_REFUSAL_BYTES && DEAD_TOKEN.test(await response.clone().text())) onDeadToken();
    return response;
  };
}
