// One server as a child process, from start to stop: started, watched, started again when it dies or is stuck.
//
//   S1. A launch begins with left-over.ts: never two servers on one folder.
//   S2. A server that keeps dying is given up (restart-policy.ts), and the owner is told through `onFailure`. On a full disk
//       it is not: it waits for room, however long (disk-room.ts).
//   S3. One that will not go on by itself is ended and started anew (stuck-server.ts).
import { setTimeout as sleep } from "node:timers/promises";
import { awaitReady, type Readiness } from "./await-ready.ts";
import { hasRoom, untilRoom } from "./disk-room.ts";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import { stopLeftOver } from "./left-over.ts";
import { afterDeath } from "./restart-policy.ts";
import { type ChildPlan, ServerChild } from "./server-child.ts";
import { boundServerLog } from "./server-log.ts";
import { type StuckSearch, untilStuck } from "./stuck-server.ts";

export interface ServerPlan extends ChildPlan, Readiness, Partial<Pick<StuckSearch, "whyStuck">> {
  /** Runs when nothing of an earlier server is left. */
  beforeSpawn?: () => Promise<void>;
  /** The server died too often and stays down. */
  onFailure: (error: EmbeddedError) => void;
}

const LOG_CHECK_MS = 60_000;

export class SupervisedServer {
  readonly #plan: ServerPlan;
  #child: ServerChild | undefined;
  #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  #deathsAtMs: number[] = [];

  constructor(plan: ServerPlan) {
    this.#plan = plan;
  }

  /** `undefined` while no process is running. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ready when it resolves. @throws EmbeddedError START_FAILED, START_TIMEOUT; then nothing is left running. */
  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.#deathsAtMs = [];
    const child = await this.#launch();
    this.#watching = this.#watch(child);
  }

  /** Sends the stop signal, and SIGKILL after the grace. A second call waits for the same end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#child?.end();
    await this.#watching;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** For crash tests: what the signal kills, supervision starts again. */
  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** For crash tests: killed, and started again when `whileDown` is over. */
  async crash(whileDown: () => Promise<void>): Promise<void> {
    this.#stopping.abort();
    this.#child?.kill("SIGKILL");
    await this.#watching;
    await whileDown();
    await this.start();
  }

  async #launch(): Promise<ServerChild> {
    await stopLeftOver(this.#plan); // S1
    await this.#plan.beforeSpawn?.();
    this.#stopping.signal.throwIfAborted();
    const child = await ServerChild.spawn(this.#plan);
    this.#child = child;
    try {
      await child.writeDown();
      await awaitReady(child, this.#plan, this.#stopping.signal);
      return child;
    } catch (cause) {
      await child.end();
      throw cause;
    }
  }

  async #watch(first: ServerChild): Promise<void> {
    const logCheck = setInterval(() => void this.#boundLog(), LOG_CHECK_MS).unref();
    let child: ServerChild | undefined = first;
    while (child !== undefined) {
      const how = await this.#untilEnd(child);
      child = this.#stopping.signal.aborted ? undefined : await this.#revive(how);
    }
    clearInterval(logCheck);
  }

  /** S3. */
  async #untilEnd(child: ServerChild): Promise<string> {
    const { folder, whyStuck, processName, onProgress } = this.#plan;
    if (whyStuck === undefined) return child.howItEnded;
    const hasEnded = new AbortController();
    const ended = child.howItEnded.finally(() => hasEnded.abort());
    const why = await untilStuck({ folder, whyStuck }, hasEnded.signal);
    if (why === undefined) return ended;
    onProgress(`${processName} does not go on by itself (${why}).`);
    await child.end();
    return ended;
  }

  async #boundLog(): Promise<void> {
    try {
      await boundServerLog(this.#plan.logPath);
    } catch (cause) {
      this.#plan.onProgress(`The log ${this.#plan.logPath} could not be cut (${reasonOf(cause)}).`);
    }
  }

  /** @returns undefined when it stays down. */
  async #revive(how: string): Promise<ServerChild | undefined> {
    const { processName, folder, onProgress } = this.#plan;
    try {
      if (await hasRoom(folder)) {
        this.#deathsAtMs = [...this.#deathsAtMs.slice(-9), Date.now()];
        const next = afterDeath(this.#deathsAtMs, Date.now());
        if (next.kind === "give_up") return this.#giveUp(how);
        onProgress(`${processName} ended unexpectedly (${how}); starting it again in ${next.delayMs} ms.`);
        await sleep(next.delayMs, undefined, { signal: this.#stopping.signal });
      } else {
        onProgress(
          `${processName} ended (${how}); the disk of ${folder} is full. It starts again when there is room.`,
        );
        await untilRoom(folder, this.#stopping.signal); // S2
      }
      const child = await this.#launch();
      onProgress(`${processName} is back (process ${this.pid}).`);
      return child;
    } catch (cause) {
      return this.#stopping.signal.aborted ? undefined : this.#revive(reasonOf(cause));
    }
  }

  #giveUp(how: string): undefined {
    const { processName, logPath, onFailure } = this.#plan;
    const message = `${processName} keeps dying and stays down (last: ${how}); see ${logPath}, then start again.`;
    onFailure(new EmbeddedError("KEEPS_DYING", message)); // S2
  }
}
