// A network of our own needs the right to make one: root has it, and an ordinary user where user namespaces are allowed.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const WAYS: ReadonlyArray<readonly string[]> = [
  ["unshare", "--net", "--"],
  ["unshare", "--user", "--map-root-user", "--net", "--"],
];
/** A pair of interfaces, one of them in a namespace below: what a lab consists of. */
const PROBE = "ip link set lo up && unshare --net true && ip link add probe type veth peer name probed";

export type LabRights = { command: readonly string[]; missing: null } | { command: null; missing: string };

/** What to put before a command so that it runs in a network of its own, or why that cannot be. */
export async function labRights(): Promise<LabRights> {
  const reasons: string[] = [];
  for (const command of WAYS) {
    const [file = "", ...args] = command;
    try {
      await run(file, [...args, "sh", "-c", PROBE]);
      return { command, missing: null };
    } catch (error) {
      reasons.push(`${command.slice(0, -1).join(" ")}: ${reasonOf(error)}`);
    }
  }
  return { command: null, missing: `no network namespaces with veth here (${reasons.join("; ")})` };
}

function reasonOf(error: unknown): string {
  const complaint = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return complaint.split("\n").at(-1) || String(error);
}
