// So many requests over real sockets, several connections, several requests ahead on each, and what became of them.
import { setTimeout } from "node:timers/promises";
import { chanceOf } from "./chance.ts";
import { fuzzRequest, type FuzzRequest, type FuzzTarget } from "./fuzz-requests.ts";
import { HttpConnection, type Reply } from "./http-connection.ts";
import { faultsOf, SLOWEST_MS } from "./judge-reply.ts";

export interface FuzzOptions {
  url: string;
  target: FuzzTarget;
  seed: number;
  requests: number;
  /** Resident memory of the server's process now. */
  residentBytes: () => number;
}

export interface FuzzReport {
  seed: number;
  sent: number;
  byKind: Record<string, number>;
  byStatus: Record<string, number>;
  slowestMs: number;
  /** Highest in the second tenth of the run, when all is warm, and at the end. */
  residentBytes: { warm: number; end: number; highest: number };
  /** The first of them; empty when all is well. */
  faults: string[];
  faultCount: number;
}

const CONNECTIONS = 4;
const AHEAD = 4;
const MAX_FAULTS = 20;
const DISTINCT_LENGTH = 80;
const TRIES = 5;
const PAUSE_MS = 200;

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const run = new FuzzRun(options);
  await Promise.all(Array.from({ length: CONNECTIONS }, () => run.work()));
  return run.report();
}

class FuzzRun {
  readonly #options: FuzzOptions;
  readonly #chance;
  readonly #report: FuzzReport;
  #begun = 0;

  constructor(options: FuzzOptions) {
    this.#options = options;
    this.#chance = chanceOf(options.seed);
    const residentBytes = { warm: 0, end: 0, highest: 0 };
    this.#report = {
      seed: options.seed,
      sent: 0,
      byKind: {},
      byStatus: {},
      slowestMs: 0,
      residentBytes,
      faults: [],
      faultCount: 0,
    };
  }

  /** One connection after another, until enough was sent. */
  async work(): Promise<void> {
    let connection = this.#connect();
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
      const pipelined = batch.filter(({ kind }) => kind !== "lie");
      const replies = pipelined.map(({ bytes }) => connection.send(bytes));
      for (const [index, request] of pipelined.entries()) {
        const reply = await (replies[index] as Promise<Reply>);
        await this.#judge(request, reply.status === 0 ? await this.#alone(request) : reply);
      }
      if (connection.isClosed) connection = this.#connect();
      for (const request of batch)
        if (request.kind === "lie") await this.#judge(request, await this.#alone(request));
      this.#watchMemory();
    }
    connection.close();
  }

  report(): FuzzReport {
    this.#report.residentBytes.end = this.#options.residentBytes();
    return this.#report;
  }

  #nextBatch(): FuzzRequest[] {
    const count = Math.min(AHEAD, this.#options.requests - this.#begun);
    this.#begun += count;
    return Array.from({ length: count }, () => fuzzRequest(this.#options.target, this.#chance));
  }

  #connect(): HttpConnection {
    const { hostname, port } = new URL(this.#options.url);
    return new HttpConnection(Number(port), hostname);
  }

  /** On a connection of its own: what stood before it may have ended the shared one. A lie ends its own side behind it. */
  async #alone({ kind, bytes }: FuzzRequest): Promise<Reply> {
    const connection = this.#connect();
    const reply = await connection.send(bytes, { isLast: kind === "lie" });
    connection.close();
    return reply;
  }

  async #judge(request: FuzzRequest, reply: Reply): Promise<void> {
    const faults = faultsOf(reply, request.kind === "lie");
    const durationMs = await this.#shortest(request, reply);
    if (durationMs > SLOWEST_MS) faults.push(`took ${Math.round(durationMs)} ms, and again`);
    this.#count(request, reply.status, durationMs);
    for (const fault of faults) this.#note(`${request.operation} (${request.kind}): ${fault}`, told(request));
  }

  /** On a machine that others use too an answer may be late for once; a request that holds the server does so each time. */
  async #shortest(request: FuzzRequest, { durationMs }: Reply): Promise<number> {
    let shortest = durationMs;
    for (let tries = 1; tries < TRIES && shortest > SLOWEST_MS; tries += 1) {
      await setTimeout(PAUSE_MS);
      shortest = Math.min(shortest, (await this.#alone(request)).durationMs);
    }
    return shortest;
  }

  #count({ kind }: FuzzRequest, status: number, durationMs: number): void {
    const report = this.#report;
    report.sent += 1;
    report.byKind[kind] = (report.byKind[kind] ?? 0) + 1;
    report.byStatus[status] = (report.byStatus[status] ?? 0) + 1;
    report.slowestMs = Math.max(report.slowestMs, durationMs);
  }

  /** Of faults that begin alike the first is enough to look into. */
  #note(fault: string, request: string): void {
    const { faults } = this.#report;
    this.#report.faultCount += 1;
    const isKnown = faults.some((known) => known.startsWith(fault.slice(0, DISTINCT_LENGTH)));
    if (!isKnown && faults.length < MAX_FAULTS) faults.push(`${fault}\n${request}`);
  }

  #watchMemory(): void {
    const { residentBytes: memory, sent } = this.#report;
    if (sent % 50 >= AHEAD) return;
    const now = this.#options.residentBytes();
    const share = sent / this.#options.requests;
    if (share > 0.1 && share <= 0.3) memory.warm = Math.max(memory.warm, now);
    memory.highest = Math.max(memory.highest, now);
  }
}

const told = ({ bytes }: FuzzRequest): string =>
  bytes
    .subarray(0, 600)
    .toString("latin1")
    .replace(/authorization: \S+ \S+/, "authorization: …");
