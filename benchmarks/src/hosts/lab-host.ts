// A host of the lab: a network namespace with two cables to the middle, one for the bus and one for the endpoint.
//
//   H1. The namespace lives as long as the process that holds it, and that one ends with us: its standard input breaks.
//   H2. A cable that is pulled loses what is on its way, and tells nobody: as a switch that fails.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export const MIDDLE = { bus: "10.77.0.1", endpoint: "10.77.0.2" } as const;
export const LAB_CIDR = "10.77.0.0/16";
export type Cable = keyof typeof MIDDLE;
const CABLES: readonly Cable[] = ["bus", "endpoint"];

const run = promisify(execFile);
const ip = (...args: string[]) => run("ip", args);

export interface Sent {
  bytes: number;
  packets: number;
}

export interface LabHost extends AsyncDisposable {
  /** To put before a command so that it runs on this host. */
  launcher: readonly string[];
  pull(cable: Cable): Promise<void>;
  plugIn(cable: Cable): Promise<void>;
  /** What this host has sent over the cable so far. */
  sent(cable: Cable): Promise<Sent>;
}

/** Once, before the first host. We are in a network of our own that has nothing but a loopback. */
export async function openMiddle(): Promise<void> {
  await ip("link", "set", "lo", "up");
  for (const cable of CABLES) await ip("addr", "add", `${MIDDLE[cable]}/32`, "dev", "lo");
}

/** @param number from 1 */
export async function openHost(number: number): Promise<LabHost> {
  const holder = spawn("unshare", ["--net", "cat"], { stdio: ["pipe", "pipe", "inherit"] });
  holder.stdin.write("\n");
  await once(holder.stdout, "data"); // it answers from within its namespace
  const pid = String(holder.pid);
  const launcher = ["nsenter", `--net=/proc/${pid}/ns/net`, "--"];
  const inside = (...args: string[]) => run("nsenter", [...launcher.slice(1), "ip", ...args]);
  await inside("link", "set", "lo", "up");
  for (const [index, cable] of CABLES.entries()) {
    const net = `10.77.${number * 10 + index}`;
    const middleEnd = middleEndOf(number, cable);
    await ip("link", "add", middleEnd, "type", "veth", "peer", "name", cable, "netns", pid);
    await ip("addr", "add", `${net}.1/24`, "dev", middleEnd);
    await ip("link", "set", middleEnd, "up");
    await inside("addr", "add", `${net}.2/24`, "dev", cable);
    await inside("link", "set", cable, "up");
    await inside("route", "add", `${MIDDLE[cable]}/32`, "via", `${net}.1`);
  }
  return {
    launcher,
    pull: async (cable) => void (await ip("link", "set", middleEndOf(number, cable), "down")), // H2: our end
    plugIn: async (cable) => void (await ip("link", "set", middleEndOf(number, cable), "up")),
    sent: async (cable) => sentOver(await readFile(`/proc/${pid}/net/dev`, "utf8"), cable),
    [Symbol.asyncDispose]: () => end(holder),
  };
}

const middleEndOf = (number: number, cable: Cable): string => `h${number}-${cable}`;

async function end(holder: ChildProcess): Promise<void> {
  const exited = once(holder, "exit");
  holder.stdin?.end(); // H1
  await exited;
}

/** A line of /proc/net/dev: name, eight columns of what was received, then bytes and packets sent. */
function sentOver(table: string, name: string): Sent {
  const line = table.split("\n").find((candidate) => candidate.trim().startsWith(`${name}:`)) ?? "";
  const columns = line.trim().split(/\s+/).map(Number);
  return { bytes: columns[9] ?? 0, packets: columns[10] ?? 0 };
}
