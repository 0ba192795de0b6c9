// One Sluice app as a process of its own, started again at once when it dies, as a supervisor would.
//
//   A1. It is up when it says so over IPC; if we die the channel breaks and it ends itself.
//   A2. It keeps its address over restarts.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { waitUntil } from "./wait-until.ts";

export interface AppSpec {
  /** `delivery-2`: name of its log as well. */
  name: string;
  app: "api" | "planner" | "ledger" | "delivery" | "slack-bot";
  env: Record<string, string>;
  /** For Node, before the entry. */
  nodeArgs: readonly string[];
  logsFolder: string;
  /** Put before the command, for example to run it on another host of a lab. */
  launcher?: readonly string[];
}

const START_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 20_000;
const APPS_FOLDER = join(import.meta.dirname, "../../../apps");

export class AppProcess {
  readonly #spec: AppSpec;
  #child: ChildProcess | undefined;
  #url = "";
  #isStopping = false;
  /** Of the last one that said that it is up. */
  #upPid: number | undefined;

  constructor(spec: AppSpec) {
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
  }

  /** `http://127.0.0.1:port` */
  get url(): string {
    return this.#url;
  }

  get pid(): number | undefined {
    return this.#child !== undefined && isAlive(this.#child) ? this.#child.pid : undefined;
  }

  async start(): Promise<void> {
    const child = await this.#launch(0);
    const up = once(child, "message", { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
    const first = await Promise.race([up, once(child, "exit").then(() => undefined)]).catch(() => undefined);
    up.catch(() => "it ended before");
    const url = urlIn(first?.[0]);
    if (url === undefined) throw new Error(`${this.name} did not start; see ${this.#logPath}`);
    this.#url = url;
  }

  /** SIGKILL. @returns the pid of the process that was hit; undefined when there was none. */
  kill(): number | undefined {
    const { pid } = this;
    if (pid !== undefined) this.#child?.kill("SIGKILL");
    return pid;
  }

  /** SIGTERM: it ends in order, and this resolves when its successor is up. @returns its pid; undefined when there was none. */
  async restart(): Promise<number | undefined> {
    const { pid } = this;
    const child = this.#child;
    if (pid === undefined || child === undefined) return undefined;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    const [exitCode] = (await exited) as [number | null];
    if (exitCode !== 0) throw new Error(`${this.name} did not end in order on SIGTERM: ${exitCode}`);
    const isUp = () => (this.#upPid !== undefined && this.#upPid !== pid ? true : undefined);
    await waitUntil(isUp, { timeoutMs: START_TIMEOUT_MS, what: `the successor of ${this.name}` });
    return pid;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child === undefined || !isAlive(child)) return;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    const grace = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
    await exited;
    clearTimeout(grace);
  }

  get #logPath(): string {
    return join(this.#spec.logsFolder, `${this.name}.log`);
  }

  async #launch(port: number): Promise<ChildProcess> {
    const { app, env, nodeArgs, launcher = [] } = this.#spec;
    await using log = await open(this.#logPath, "a");
    const command = [...launcher, process.execPath, ...nodeArgs, join(APPS_FOLDER, app, "src/main.ts")];
    const [file = "", ...args] = command;
    const child = spawn(file, args, {
      stdio: ["ignore", log.fd, log.fd, "ipc"],
      env: { PATH: process.env["PATH"] ?? "", ...env, PORT: String(port) },
      detached: true, // Ctrl-C reaches us alone; A1 ends the apps
    });
    this.#child = child;
    child.once("message", () => (this.#upPid = child.pid));
    child.once("exit", () => {
      if (this.#isStopping || this.#url === "") return;
      void this.#launch(Number(new URL(this.#url).port)); // A2
    });
    return child;
  }
}

const isAlive = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

function urlIn(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const url: unknown = Reflect.get(message, "url");
  return typeof url === "string" ? url : undefined;
}
