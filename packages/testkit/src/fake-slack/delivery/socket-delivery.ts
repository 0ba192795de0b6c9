// Socket Mode: the app opens WebSockets, each envelope goes to one of them and wants its acknowledgement on the same.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { APP_ID } from "../workspace.ts";
import {
  ACKNOWLEDGE_WITHIN_MS,
  type Acknowledgement,
  type Delivered,
  type Delivery,
  NotAcknowledged,
  toAcknowledgement,
} from "./delivery.ts";

export class SocketDelivery implements Delivery {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sockets: WebSocket[] = [];
  readonly #waiting = new Map<string, (acknowledgement: Acknowledgement) => void>();
  readonly #tickets = new Set<string>();
  /** Told to go: nothing is sent over them any more. */
  readonly #leaving = new WeakSet<WebSocket>();
  /** Of the app: off, every connection is told so and closed. */
  isOn = true;
  /** Beyond them a connection is told to go. */
  maxConnections = 10;
  #next = 0;
  /** Envelopes that no connection was there for. */
  undeliverable = 0;

  /** Over which something can be delivered. */
  get connections(): number {
    return this.#staying.length;
  }

  get #staying(): WebSocket[] {
    return this.#sockets.filter((one) => !this.#leaving.has(one));
  }

  /** For `apps.connections.open`: good for one connection. */
  mintTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** @returns false when the ticket is not good. */
  upgrade(ticket: string, request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (!this.#tickets.delete(ticket)) return false;
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#greet(connection));
    return true;
  }

  async deliver({ kind, payload, retry }: Delivered): Promise<Acknowledgement> {
    const socket = this.#pick();
    if (socket === undefined) {
      this.undeliverable += 1;
      throw new NotAcknowledged("the app is not connected");
    }
    const envelopeId = randomUUID();
    const acknowledged = this.#acknowledgement(envelopeId);
    const accepts = kind !== "events_api";
    socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type: kind,
        payload,
        accepts_response_payload: accepts,
        ...(retry === undefined ? {} : { retry_attempt: retry.number, retry_reason: retry.reason }),
      }),
    );
    return acknowledged;
  }

  /** Slack's routine: a warning, and shortly after the connection is closed. The app opens another. */
  refresh(closeAfterMs = 100): void {
    const oldest = this.#sockets.find((one) => !this.#leaving.has(one));
    if (oldest !== undefined) this.#sendAway(oldest, "refresh_requested", closeAfterMs);
  }

  /** Somebody switches Socket Mode off in the app's settings. */
  switchOff(): void {
    this.isOn = false;
    for (const socket of this.#sockets) this.#sendAway(socket, "link_disabled");
  }

  #sendAway(socket: WebSocket, reason: string, closeAfterMs = 100): void {
    this.#leaving.add(socket);
    socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: {} }));
    setTimeout(() => socket.close(), closeAfterMs).unref();
  }

  /** Whatever text, over one of the connections. */
  says(text: string): void {
    this.#pick()?.send(text);
  }

  /** A connection is gone without a word. */
  cut(): void {
    this.#sockets[0]?.terminate();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #greet(socket: WebSocket): void {
    socket.on("error", () => socket.terminate());
    if (!this.isOn) return this.#sendAway(socket, "link_disabled");
    if (this.#sockets.length >= this.maxConnections) return this.#sendAway(socket, "too_many_websockets");
    this.#sockets.push(socket);
    socket.on("message", (data) => this.#heard(data as Buffer)); // one buffer: the server's default
    socket.on("close", () => this.#sockets.splice(this.#sockets.indexOf(socket), 1));
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.#sockets.length,
        connection_info: { app_id: APP_ID },
        debug_info: { host: "fake-slack", approximate_connection_time: 3_600 },
      }),
    );
  }

  #heard(data: Buffer): void {
    const { envelope_id: envelopeId, payload } = JSON.parse(data.toString("utf8")) as {
      envelope_id?: string;
      payload?: unknown;
    };
    this.#waiting.get(envelopeId ?? "")?.(toAcknowledgement(payload));
  }

  #pick(): WebSocket | undefined {
    this.#next += 1;
    const staying = this.#staying;
    return staying[this.#next % Math.max(1, staying.length)];
  }

  #acknowledgement(envelopeId: string): Promise<Acknowledgement> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(envelopeId);
        reject(new NotAcknowledged(`no acknowledgement within ${ACKNOWLEDGE_WITHIN_MS} ms`));
      }, ACKNOWLEDGE_WITHIN_MS);
      this.#waiting.set(envelopeId, (acknowledgement) => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(acknowledgement);
      });
    });
  }
}
