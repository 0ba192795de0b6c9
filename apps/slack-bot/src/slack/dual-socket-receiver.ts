// Socket Mode over two connections: Slack closes each now and then. With two of them one always hears; Slack gives each
// payload to one, and gives it again to the other when the first did not acknowledge it.
import { setTimeout as sleep } from "node:timers/promises";
import type { App, Receiver, ReceiverEvent } from "@slack/bolt";
import type { FrontDoor } from "./front-door.ts";
import { MalformedPayload } from "./sound-payload.ts";
import { SocketConnection, type SocketConnectionOptions } from "./socket-connection.ts";

const CONNECTIONS = 2;
const WAIT_FOR_HELLO_MS = 10_000;

export interface SocketHealth {
  connected: number;
  /** Of a connection that is not there. */
  problem: string | null;
}

type Options = Omit<SocketConnectionOptions, "hear"> & { door: FrontDoor };

export class DualSocketReceiver implements Receiver {
  readonly #options: Options;
  readonly #connections: readonly SocketConnection[];
  #app: App | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#connections = Array.from(
      { length: CONNECTIONS },
      () => new SocketConnection({ ...options, hear: (event) => this.#hear(event) }),
    );
  }

  get health(): SocketHealth {
    return {
      connected: this.#connections.filter(({ isGreeted }) => isGreeted).length,
      problem: this.#connections.find(({ problem }) => problem !== null)?.problem ?? null,
    };
  }

  init(app: App): void {
    this.#app = this.#options.door.before(app);
  }

  /**
   * Resolves when the first connection has been greeted: the second one only makes it safer. When Slack cannot be reached it
   * resolves after a while, goes on trying, and `health` says why.
   * @throws what Slack says when it does not take the token
   */
  async start(): Promise<void> {
    const greeted = Promise.any(this.#connections.map((connection) => connection.start()));
    const waited = new AbortController();
    const longEnough = sleep(WAIT_FOR_HELLO_MS, undefined, { signal: waited.signal }).catch(() => undefined);
    try {
      await Promise.race([greeted, longEnough]);
    } catch (error) {
      await this.stop();
      throw error instanceof AggregateError ? error.errors[0] : error;
    } finally {
      waited.abort();
      greeted.catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.stop()));
  }

  /** What nobody will ever understand is acknowledged, so that Slack does not send it again. */
  async #hear(event: ReceiverEvent): Promise<void> {
    try {
      await this.#app?.processEvent(event);
    } catch (error) {
      await event.ack();
      if (!(error instanceof MalformedPayload)) throw error;
      this.#options.log.warn({ problem: error.message }, "slack.malformed");
    }
  }
}
