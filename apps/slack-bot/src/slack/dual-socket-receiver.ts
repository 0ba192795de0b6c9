// Socket Mode over two connections: Slack closes each now and then, and a client is deaf for seconds until its next one is
// open. With two of them one always hears; Slack gives each payload to one.
import { type App, type Receiver, SocketModeReceiver } from "@slack/bolt";

export interface SocketOptions {
  appToken: string;
  /** Another address than Slack's own, for tests and the demonstration. */
  slackApiUrl?: string | undefined;
}

const CONNECTIONS = 2;
/** Found dead sooner than by the default of five seconds. */
const PING_TIMEOUT_MS = 2_000;

export interface SocketHealth {
  connected: number;
  /** When Slack last said hello; null: never. */
  helloAtMs: number | null;
  lastEventAtMs: number | null;
}

export class DualSocketReceiver implements Receiver {
  readonly #receivers: readonly SocketModeReceiver[];
  readonly #health: SocketHealth = { connected: 0, helloAtMs: null, lastEventAtMs: null };

  constructor(options: SocketOptions) {
    this.#receivers = Array.from({ length: CONNECTIONS }, () => this.#connection(options));
  }

  get health(): Readonly<SocketHealth> {
    return this.#health;
  }

  init(app: App): void {
    for (const receiver of this.#receivers) receiver.init(app);
  }

  /** Resolves when the first connection has been greeted: the second one only makes it safer. */
  async start(): Promise<void> {
    await Promise.any(this.#receivers.map((receiver) => receiver.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#receivers.map((receiver) => receiver.stop()));
  }

  #connection({ appToken, slackApiUrl }: SocketOptions): SocketModeReceiver {
    // Options of its own: the client writes its retry policy into what it is given.
    const clientOptions = slackApiUrl === undefined ? {} : { slackApiUrl };
    const receiver = new SocketModeReceiver({
      appToken,
      clientPingTimeout: PING_TIMEOUT_MS,
      installerOptions: { clientOptions },
    });
    receiver.client.on("connected", () => {
      this.#health.connected += 1;
      this.#health.helloAtMs = Date.now();
    });
    receiver.client.on("disconnected", () => this.#lost());
    receiver.client.on("reconnecting", () => this.#lost());
    receiver.client.on("slack_event", () => (this.#health.lastEventAtMs = Date.now()));
    return receiver;
  }

  #lost(): void {
    this.#health.connected = Math.max(0, this.#health.connected - 1);
  }
}
