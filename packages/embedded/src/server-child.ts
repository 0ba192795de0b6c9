// One life of a server: the child process from its spawn to its end.
//
//   C1. Its identity is on the disk before anybody waits for its readiness, so that after a kill -9 of ours the next owner
//       finds it.
//   C2. It has its own process group: Ctrl-C in a terminal reaches us, and we stop the servers last.
//   C3. It sees none of our environment: secrets in it stay here.
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { endWithParent } from "./end-with-parent.ts";
import { type LeftOverSearch, spawnRecordPath } from "./left-over.ts";
import { writePrivateJson } from "./private-file.ts";
import { identifyProcess } from "./process-identity.ts";
import { openServerLog } from "./server-log.ts";

export interface Launch {
  file: string;
  args: readonly string[];
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
}

export interface ChildPlan extends LeftOverSearch {
  launch: Launch;
  logPath: string;
}

export class ServerChild {
  /** `exit code 1`, `killed by SIGKILL`, or why there never was a process. */
  readonly howItEnded: Promise<string>;
  readonly #process: ChildProcess;
  readonly #plan: ChildPlan;

  private constructor(plan: ChildPlan, child: ChildProcess) {
    this.#plan = plan;
    this.#process = child;
    const forget = endWithParent(() => child.kill(plan.stopSignal));
    this.howItEnded = howItEnds(child).finally(forget);
  }

  static async spawn(plan: ChildPlan): Promise<ServerChild> {
    await using log = await openServerLog(plan.logPath);
    const { file, args, env, ...user } = plan.launch;
    const child = spawn(file, args, {
      cwd: plan.folder,
      env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC", ...env }, // C3
      stdio: ["ignore", log.fd, log.fd],
      detached: true, // C2
      ...user,
    });
    return new ServerChild(plan, child);
  }

  /** `undefined` once it has ended. */
  get pid(): number | undefined {
    const { pid, exitCode, signalCode } = this.#process;
    return exitCode === null && signalCode === null ? pid : undefined;
  }

  /** C1. */
  async writeDown(): Promise<void> {
    const identity = this.pid === undefined ? undefined : await identifyProcess(this.pid);
    if (identity !== undefined) await writePrivateJson(spawnRecordPath(this.#plan.folder), identity);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** The stop signal, and SIGKILL after the grace. */
  async end(): Promise<void> {
    if (this.pid === undefined) return;
    this.kill(this.#plan.stopSignal);
    const hasEnded = await Promise.race([
      this.howItEnded.then(() => true),
      sleep(this.#plan.graceMs, false, { ref: false }),
    ]);
    if (hasEnded) return;
    this.kill("SIGKILL");
    await this.howItEnded;
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
