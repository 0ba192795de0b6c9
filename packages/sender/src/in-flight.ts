// The open requests of one pass: each has a slot of its origin's pool and a deadline.
//
//   F1. A slot comes back exactly once, however the exchange ends.
//   F2. A request that had to wait for its connection asks again before it leaves.
import type { AttemptResult } from "./attempt-result.ts";
import type { OriginPool } from "./connection-pools.ts";
import { Exchange, type ExchangeOwner, type HttpRequest } from "./exchange.ts";

export interface InFlightPorts {
  /** null: nothing may be sent. */
  pool: OriginPool | null;
  /** F2 */
  mayLeave: () => boolean;
  /** HOT: see `ExchangeOwner`. */
  bytesToKeep: (status: number) => number | null;
  onAnswer: (exchange: Exchange, result: AttemptResult) => void;
}

export class InFlight implements ExchangeOwner {
  readonly #ports: InFlightPorts;
  /** In order of start. */
  readonly #exchanges = new Map<number, Exchange>();

  constructor(ports: InFlightPorts) {
    this.#ports = ports;
  }

  get size(): number {
    return this.#exchanges.size;
  }

  get hasRoom(): boolean {
    const { pool } = this.#ports;
    return pool !== null && pool.health.hasRoom;
  }

  has(index: number): boolean {
    return this.#exchanges.has(index);
  }

  /** Call only while there is room. */
  send(index: number, attempt: number, request: HttpRequest, nowMs: number): void {
    const { pool } = this.#ports;
    if (pool === null) throw new Error("the origin of this batch must not be called");
    const exchange = new Exchange(this, index, attempt, nowMs);
    this.#exchanges.set(index, exchange);
    pool.health.left(nowMs);
    exchange.start(pool.pool, request);
  }

  abortOverdue(nowMs: number, timeoutMs: number): void {
    for (const exchange of this.#exchanges.values()) {
      if (nowMs - exchange.startedMs < timeoutMs) return;
      exchange.abort("SLUICE_DEADLINE");
    }
  }

  abortAll(code: string): void {
    for (const exchange of this.#exchanges.values()) exchange.abort(code);
  }

  mayLeave(): boolean {
    return this.#ports.mayLeave();
  }

  bytesToKeep(status: number): number | null {
    return this.#ports.bytesToKeep(status);
  }

  ended(exchange: Exchange, result: AttemptResult): void {
    this.#exchanges.delete(exchange.index);
    this.#ports.pool?.health.ended(result, exchange.startedMs); // F1: an exchange ends once
    this.#ports.onAnswer(exchange, result);
  }
}
