// One server as a child process, from start to stop: started, watched, started again when it dies.
//
//   S1. A launch begins with left-over.ts: never two servers on one folder.
//   S2. The child's identity is on the disk before we wait for its readiness, so that after a kill -9 of ours the next owner
//       finds it.
//   S3. The child has its own process group: Ctrl-C in a terminal reaches us, and we stop the servers last.
//   S4. The child sees none of our environment: secrets in it stay here.
//   S5. A server that keeps dying is given up (restart-policy.ts), and the owner is told through `onFailure`.
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedError, reasonOf } from "./embedded-error.ts";
import { endWithParent } from "./end-with-parent.ts";
import { type LeftOverSearch, spawnRecordPath, stopLeftOver } from "./left-over.ts";
import { writePrivateJson } from "./private-file.ts";
import { identifyProcess } from "./process-identity.ts";
import { afterDeath } from "./restart-policy.ts";
import { boundServerLog, lastLogLines, openServerLog } from "./server-log.ts";

export interface Launch {
  file: string;
  args: readonly string[];
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
}

export interface ServerPlan extends LeftOverSearch {
  launch: Launch;
  logPath: string;
  /** Runs when nothing of an earlier server is left. */
  beforeSpawn?: () => Promise<void>;
  readyTimeoutMs: number;
  /** Asked every 10 ms; a rejection means "not yet". */
  isReady: (signal: AbortSignal) => Promise<boolean>;
  /** The server died too often and stays down. */
  onFailure: (error: EmbeddedError) => void;
}

const READY_POLL_MS = 10;
const LOG_CHECK_MS = 60_000;

export class SupervisedServer {
  readonly #plan: ServerPlan;
  #child: ChildProcess | undefined;
  #howItEnded: Promise<string> = Promise.resolve("it was never started");
  #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  #deathsAtMs: number[] = [];

  constructor(plan: ServerPlan) {
    this.#plan = plan;
  }

  /** `undefined` while no process is running. */
  get pid(): number | undefined {
    return this.#isRunning() ? this.#child?.pid : undefined;
  }

  /** Ready when it resolves. @throws EmbeddedError START_FAILED, START_TIMEOUT; then nothing is left running. */
  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.#deathsAtMs = [];
    await this.#launch();
    this.#watching = this.#watch();
  }

  /** Sends the stop signal, and SIGKILL after the grace. A second call waits for the same end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#endChild();
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

  async #launch(): Promise<void> {
    await stopLeftOver(this.#plan); // S1
    await this.#plan.beforeSpawn?.();
    this.#stopping.signal.throwIfAborted();
    try {
      await this.#spawn();
      await this.#becomeReady();
    } catch (cause) {
      await this.#endChild();
      throw cause;
    }
  }

  async #spawn(): Promise<void> {
    const { launch, folder, logPath } = this.#plan;
    await using log = await openServerLog(logPath);
    const { file, args, env, ...user } = launch;
    const child = spawn(file, args, {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC", ...env }, // S4
      stdio: ["ignore", log.fd, log.fd],
      detached: true, // S3
      ...user,
    });
    this.#child = child;
    const forget = endWithParent(() => child.kill(this.#plan.stopSignal));
    this.#howItEnded = howItEnds(child).finally(forget);
    const identity = child.pid === undefined ? undefined : await identifyProcess(child.pid);
    if (identity !== undefined) await writePrivateJson(spawnRecordPath(folder), identity); // S2
  }

  async #becomeReady(): Promise<void> {
    const done = new AbortController();
    const timeout = AbortSignal.timeout(this.#plan.readyTimeoutMs);
    const waiting = AbortSignal.any([done.signal, timeout, this.#stopping.signal]);
    try {
      const isReady = await Promise.race([this.#untilReady(waiting), this.#howItEnded]);
      if (isReady === true) return;
      throw await this.#startFailure(typeof isReady === "string" ? isReady : undefined);
    } finally {
      done.abort();
    }
  }

  async #untilReady(waiting: AbortSignal): Promise<boolean> {
    while (!waiting.aborted) {
      if (await this.#plan.isReady(waiting).catch(() => false)) return true;
      await sleep(READY_POLL_MS);
    }
    return false;
  }

  async #startFailure(how: string | undefined): Promise<EmbeddedError> {
    const { processName, logPath, readyTimeoutMs } = this.#plan;
    const lines = await lastLogLines(logPath, 5);
    const see = `see ${logPath}. Its last lines:\n${lines}`;
    if (how !== undefined)
      return new EmbeddedError("START_FAILED", `${processName} did not start (${how}); ${see}`);
    const seconds = readyTimeoutMs / 1_000;
    return new EmbeddedError("START_TIMEOUT", `${processName} was not ready within ${seconds} s; ${see}`);
  }

  async #watch(): Promise<void> {
    const logCheck = setInterval(() => void this.#boundLog(), LOG_CHECK_MS).unref();
    let isAlive = true;
    while (isAlive) {
      const how = await this.#howItEnded;
      isAlive = !this.#stopping.signal.aborted && (await this.#revive(how));
    }
    clearInterval(logCheck);
  }

  async #boundLog(): Promise<void> {
    try {
      await boundServerLog(this.#plan.logPath);
    } catch (cause) {
      this.#plan.onProgress(`The log ${this.#plan.logPath} could not be cut (${reasonOf(cause)}).`);
    }
  }

  async #revive(how: string): Promise<boolean> {
    const { processName, onProgress } = this.#plan;
    this.#deathsAtMs = [...this.#deathsAtMs.slice(-9), Date.now()];
    const next = afterDeath(this.#deathsAtMs, Date.now());
    if (next.kind === "give_up") return this.#giveUp(how);
    onProgress(`${processName} ended unexpectedly (${how}); starting it again in ${next.delayMs} ms.`);
    try {
      await sleep(next.delayMs, undefined, { signal: this.#stopping.signal });
      await this.#launch();
      onProgress(`${processName} is back (process ${this.pid}).`);
      return true;
    } catch (cause) {
      return this.#stopping.signal.aborted ? false : this.#revive(reasonOf(cause));
    }
  }

  #giveUp(how: string): false {
    const { processName, logPath, onFailure } = this.#plan;
    const message = `${processName} keeps dying and stays down (last: ${how}); see ${logPath}, then start again.`;
    onFailure(new EmbeddedError("KEEPS_DYING", message)); // S5
    return false;
  }

  async #endChild(): Promise<void> {
    if (!this.#isRunning()) return;
    this.#child?.kill(this.#plan.stopSignal);
    const hasEnded = await Promise.race([
      this.#howItEnded.then(() => true),
      sleep(this.#plan.graceMs, false, { ref: false }),
    ]);
    if (hasEnded) return;
    this.#child?.kill("SIGKILL");
    await this.#howItEnded;
  }

  #isRunning(): boolean {
    const child = this.#child;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }
}

function howItEnds(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) =>
      resolve(signal === null ? `exit code ${code}` : `killed by ${signal}`),
    );
  });
}
