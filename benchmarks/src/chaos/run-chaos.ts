// One chaos run: the cast is set up, the play goes over the stage, then every invariant is judged. With disks of their own
// under the servers where the machine allows it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openCast } from "./chaos-cast.ts";
import type { ChaosOptions } from "./chaos-options.ts";
import { DISK_KINDS } from "./chaos-plan.ts";
import { diskRights } from "./disk-rights.ts";
import { judgeChaos } from "./judge-chaos.ts";
import { playChaos } from "./play-chaos.ts";

export type ChaosFigures = Awaited<ReturnType<typeof judgeChaos>>;
type Say = (text: string) => void;

const ENTRY = join(import.meta.dirname, "main.ts");

/** Where no disk can be mounted, their faults are not fired, and the run is void for them. */
export async function runChaos(options: Omit<ChaosOptions, "hasDisks">, say: Say): Promise<ChaosFigures> {
  const rights = await diskRights();
  if (rights.command !== null) return runInNamespace(rights.command, { ...options, hasDisks: true });
  say(`NOT FIRED, so the run is void for ${DISK_KINDS.join(", ")}: ${rights.missing}`);
  return runChaosHere({ ...options, hasDisks: false }, say);
}

export async function runChaosHere(options: ChaosOptions, say: Say): Promise<ChaosFigures> {
  await using undo = new AsyncDisposableStack();
  const cast = await openCast(options, undo);
  const played = await playChaos(options, cast, say);
  return await judgeChaos(options, cast, played);
}

/** It ends when its stdin does: also when we are killed. */
async function runInNamespace(command: readonly string[], options: ChaosOptions): Promise<ChaosFigures> {
  const [file = "", ...args] = command;
  const child = spawn(file, [...args, process.execPath, ENTRY, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [answer, [exitCode]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (exitCode === 0) return JSON.parse(answer) as ChaosFigures;
  throw new Error(`the chaos run ended with exit code ${String(exitCode)}; what it said is above`);
}
