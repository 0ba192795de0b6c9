// The connections of one thread to one origin, each an undici client that has one request at a time. HOT: once per attempt.
// Not undici's Pool, which looks through all its clients twice for each request and leaves a client idle between two: a
// connection that was just answered on is the next to be used, in the same turn, so no timer and no idle check comes between.
//
//   C1. A connection has one request at a time, from the moment it is handed out until the client is through with it.
//   C2. A connection that failed is free in a later turn: the client is still busy with what failed.
//   C3. Whoever finds none free waits for one, in order.
import type { Client } from "undici";
import type { Connection, Connections, Exchange, HttpRequest } from "./exchange.ts";

interface Waiting {
  request: HttpRequest;
  exchange: Exchange;
}

export class OriginConnections implements Connections {
  readonly #open: () => Client;
  readonly #max: number;
  readonly #all: OriginConnection[] = [];
  /** The one that was used last is used next: what the load does not need closes by its idle timeout. */
  readonly #free: OriginConnection[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(max: number, open: () => Client) {
    this.#max = max;
    this.#open = open;
  }

  dispatch(request: HttpRequest, exchange: Exchange): void {
    const connection = this.#free.pop() ?? this.#openOne();
    if (connection === null) this.#waiting.push({ request, exchange }); // C3
    else connection.dispatch(request, exchange);
  }

  /** When every request has ended. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map(({ client }) => client.close()));
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#all.map(({ client }) => client.destroy()));
  }

  #openOne(): OriginConnection | null {
    if (this.#all.length >= this.#max) return null;
    const connection = new OriginConnection(this.#open(), () => this.#freed(connection));
    this.#all.push(connection);
    return connection;
  }

  #freed(connection: OriginConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(connection);
    else connection.dispatch(next.request, next.exchange);
  }
}

class OriginConnection implements Connection {
  readonly client: Client;
  readonly #onFree: () => void;

  constructor(client: Client, onFree: () => void) {
    this.client = client;
    this.#onFree = onFree;
  }

  dispatch(request: HttpRequest, exchange: Exchange): void {
    exchange.connection = this; // before the client has it: it may refuse it at once
    this.client.dispatch(request, exchange);
  }

  answered(): void {
    this.#onFree();
  }

  failed(): void {
    setImmediate(this.#onFree); // C2
  }
}
