// CPU time and memory of processes, from /proc: Linux only.
import { readdirSync, readFileSync } from "node:fs";

/** Ticks of /proc/<pid>/stat: 100 a second on every Linux that Node runs on. */
const MS_PER_TICK = 10;

export interface MemoryMib {
  /** Private memory of all processes, and what they share counted once. */
  now: number;
  /** Most that the process itself ever had; its children are not in it. */
  peak: number;
}

/** User and system time of a process, all its threads, its children, and those of its children that have ended. */
export function cpuMsOfTree(pid: number): number {
  const children = childrenByParent();
  const sum = (of: number): number =>
    statOf(of).cpuMs + (children.get(of) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(pid);
}

/** A process and all its descendants. */
export function processTree(pid: number): number[] {
  const children = childrenByParent();
  const tree = (of: number): number[] => [of, ...(children.get(of) ?? []).flatMap(tree)];
  return tree(pid);
}

export function memoryOfTree(pid: number): MemoryMib {
  const parts = processTree(pid).map(statusOf);
  const ownKib = parts.reduce((total, { anon }) => total + anon, 0);
  const sharedKib = Math.max(...parts.map(({ file, shmem }) => file + shmem));
  return { now: toMib(ownKib + sharedKib), peak: toMib(statusOf(pid).peak) };
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const { parent } = statOf(Number(name));
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** Zeros when the process is gone. */
function statOf(pid: number): { parent: number; cpuMs: number } {
  const text = readIfThere(`/proc/${pid}/stat`);
  // The name, in parentheses, may hold anything; utime, stime, cutime and cstime are fields 14 to 17 of the line.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
  return { parent: Number(fields[1] ?? 0), cpuMs: ticks * MS_PER_TICK };
}

function statusOf(pid: number): { anon: number; file: number; shmem: number; peak: number } {
  const text = readIfThere(`/proc/${pid}/status`);
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
  return { anon: kib("RssAnon"), file: kib("RssFile"), shmem: kib("RssShmem"), peak: kib("VmHWM") };
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

const toMib = (kib: number): number => Math.round(kib / 1024);
