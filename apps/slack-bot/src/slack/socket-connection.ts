// One connection of Socket Mode, for as long as the bot runs: when it ends, for whatever reason, the next one is opened.
//
//   S1. A client lives for one connection. Its own way of coming back waits for seconds and throws where nobody catches.
//   S2. After Slack's routine refresh the next connection is opened at once; after failures later and later.
//   S3. Slack's greeting counts, not the open socket: without it in time, the connection is given up.
import { setTimeout as sleep } from "node:timers/promises";
import type { ReceiverEvent } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { WebAPIPlatformError } from "@slack/web-api";
import type { Logger } from "@sluice/telemetry";
import { boltLogger } from "./bolt-logger.ts";

export interface SocketConnectionOptions {
  appToken: string;
  /** Another address than Slack's own, for tests and the demonstration. */
  slackApiUrl?: string | undefined;
  hear: (event: ReceiverEvent) => Promise<void>;
  log: Logger;
}

const GREETED_WITHIN_MS = 10_000;
/** Found dead sooner than by the default of five seconds. */
const PING_TIMEOUT_MS = 2_000;
/** A connection that did not live as long as this is a failure, whatever Slack said. */
const LIVED_MS = 10_000;
const WAITS_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

export class SocketConnection {
  readonly #options: SocketConnectionOptions;
  readonly #ending = new AbortController();
  readonly #greeted = Promise.withResolvers<void>();
  #running: Promise<void> = Promise.resolve();
  #client: SocketModeClient | null = null;
  #isGreeted = false;
  #problem: string | null = null;

  constructor(options: SocketConnectionOptions) {
    this.#options = options;
  }

  get isGreeted(): boolean {
    return this.#isGreeted;
  }

  /** Why there is none, in Slack's words; null: there is one, or it is only just being opened. */
  get problem(): string | null {
    return this.#isGreeted ? null : this.#problem;
  }

  /** Resolves when Slack has greeted it for the first time. @throws when Slack does not take the token */
  start(): Promise<void> {
    this.#running = this.#run();
    return this.#greeted.promise;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    void this.#client?.disconnect();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    for (let failures = 0; !signal.aborted;) {
      const startedAtMs = performance.now();
      const wasGreeted = await this.#connectOnce();
      const hasLived = wasGreeted && performance.now() - startedAtMs >= LIVED_MS;
      failures = hasLived ? 0 : Math.min(failures + 1, WAITS_MS.length - 1);
      // S2: the first end is Slack's routine, as a rule.
      await sleep(WAITS_MS[hasLived ? 0 : failures - 1], undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns whether Slack greeted it; when it has ended. */
  async #connectOnce(): Promise<boolean> {
    const client = this.#newClient(); // S1
    this.#client = client;
    this.#problem = "closed before Slack said hello";
    const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    try {
      await withinMs(client.start(), GREETED_WITHIN_MS); // S3
      this.#isGreeted = true;
      this.#problem = null;
      this.#greeted.resolve();
      if (this.#ending.signal.aborted) void client.disconnect();
      await ended;
      return true;
    } catch (error) {
      if (error instanceof Error) this.#problem = error.message;
      this.#options.log.warn({ problem: this.#problem }, "slack.not_connected");
      if (isRefused(error)) this.#greeted.reject(error);
      return false;
    } finally {
      this.#isGreeted = false;
      void client.disconnect();
    }
  }

  #newClient(): SocketModeClient {
    const { appToken, slackApiUrl, log } = this.#options;
    const client = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: PING_TIMEOUT_MS,
      logger: boltLogger(log),
      // Options of its own: the client writes into what it is given.
      clientOptions: {
        retryConfig: { retries: 0 },
        timeout: GREETED_WITHIN_MS,
        ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
      },
    });
    onlySoundEnvelopes(client, (reason) => (this.#problem = `Slack closed the connection: ${reason}`));
    client.on("slack_event", (heard: Heard) => void this.#hear(heard));
    return client;
  }

  /** Never rejects: nobody waits for it. */
  async #hear({ ack, body, retry_num: retryNum, retry_reason: retryReason }: Heard): Promise<void> {
    try {
      await this.#options.hear({
        body,
        ack,
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      });
    } catch (error) {
      this.#options.log.error({ err: error }, "slack.failed");
    }
  }
}

interface Heard {
  ack: ReceiverEvent["ack"];
  body: ReceiverEvent["body"];
  retry_num?: number;
  retry_reason?: string;
}

/** The client emits whatever name an event has, and throws over a message that is no object: it sees one type alone. */
function onlySoundEnvelopes(client: SocketModeClient, onClosing: (reason: string) => void): void {
  const [hear] = client.listeners("ws_message") as Array<(text: string, isBinary: boolean) => Promise<void>>;
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: boolean) => {
    const envelope = isBinary ? null : envelopeIn(data);
    if (envelope === null) return;
    const { type, payload, reason } = envelope;
    if (type === "disconnect") onClosing(String(reason));
    const isForClient = type === "hello" || type === "disconnect";
    const body = typeof payload === "object" && payload !== null ? payload : {};
    const passed = isForClient ? envelope : { ...envelope, type: "delivery", payload: body };
    hear?.(JSON.stringify(passed), false).catch(() => undefined);
  });
}

function envelopeIn(data: unknown): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(String(data));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : null;
  } catch {
    return null;
  }
}

/** Slack's own trouble, which passes. */
const PASSING = new Set([
  "ratelimited",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
]);

/** Slack has looked at the token and does not take it: asking again changes nothing. */
const isRefused = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && !PASSING.has(error.data.error);

async function withinMs<T>(work: Promise<T>, ms: number): Promise<T> {
  const done = new AbortController();
  const late = sleep(ms, undefined, { signal: done.signal }).then(() => {
    throw new Error(`Slack has not said hello within ${ms} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
    work.catch(() => undefined);
  }
}
