// A process of the peer. Workers are started again when they die, as a supervisor would; the enqueuer until it has ended well.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { PeerOptions } from "../../peers/bullmq/queue.ts";

const FOLDER = join(import.meta.dirname, "../../peers/bullmq");

export class PeerProcess implements AsyncDisposable {
  /** Resolves with the last message when the process has ended well. */
  readonly ended = Promise.withResolvers<unknown>();
  readonly #entry: string;
  readonly #argument: string;
  #child: ChildProcess;
  #isStopping = false;

  constructor(program: "enqueue" | "worker", options: PeerOptions) {
    this.#entry = join(FOLDER, `${program}.ts`);
    this.#argument = JSON.stringify(options);
    this.#child = this.#launch();
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  async ready(): Promise<void> {
    await once(this.#child, "message");
  }

  /** @returns the pid that was hit. */
  kill(): number | undefined {
    const { pid } = this;
    if (pid !== undefined) this.#child.kill("SIGKILL");
    return pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    if (this.pid === undefined) return;
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }

  #launch(): ChildProcess {
    const child = spawn(process.execPath, [this.#entry, this.#argument], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let lastMessage: unknown;
    child.on("message", (message) => (lastMessage = message));
    child.once("exit", (code) => {
      if (code === 0) this.ended.resolve(lastMessage);
      else if (!this.#isStopping) this.#child = this.#launch();
    });
    return child;
  }
}
