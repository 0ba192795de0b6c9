// Two ways to Slack, so that edits in the background can never hold up an answer to a person: a client that is told to wait
// waits with all its calls.
//
//   W1. No call is repeated by the client: a post whose answer was lost would be there twice.
//   W2. No `headers` are passed: clients that share them send each other's token.
import { WebClient, type WebClientOptions } from "@slack/web-api";

const TIMEOUT_MS = 5_000;

export interface SlackAddress {
  slackApiUrl?: string | undefined;
}

/** W1, W2 */
export const clientOptions = ({ slackApiUrl }: SlackAddress): WebClientOptions => ({
  retryConfig: { retries: 0 },
  timeout: TIMEOUT_MS,
  ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
});

/** For cards: told to wait, it says so at once, and the caller decides what is newest by then. */
export const backgroundClient = (token: string, address: SlackAddress): WebClient =>
  new WebClient(token, { ...clientOptions(address), rejectRateLimitedCalls: true });
