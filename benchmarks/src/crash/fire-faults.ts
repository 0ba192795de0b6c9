// kill -9 or a restart, each when the sink has seen its share of the requests. Whoever is killed is started again at once: apps by
// app-process.ts, the servers by their own supervision.
import { waitUntil } from "../stage/wait-until.ts";
import type { Stage } from "../stage/stage.ts";
import type { Fault } from "../verdict/evidence.ts";
import type { PlannedFault } from "./fault-plan.ts";

export interface FiredFault extends Fault {
  kind: PlannedFault["kind"];
  /** Of the process that was hit. */
  pid: number;
  /** Since 1970. */
  atMs: number;
  /** Requests that had arrived by then. */
  requests: number;
}

export interface Firing {
  stage: Stage;
  plan: readonly PlannedFault[];
  recipients: number;
  /** Requests that have arrived at the sink. */
  requestCount: () => Promise<number>;
  say: (text: string) => void;
  /** For a fault's moment to come. */
  timeoutMs: number;
}

/** Faults whose moment does not come are not fired, and are missing from the result. */
export async function fireFaults(firing: Firing): Promise<FiredFault[]> {
  const fired: FiredFault[] = [];
  for (const fault of firing.plan) {
    const requests = await untilMoment(firing, fault).catch(() => undefined);
    if (requests === undefined) break;
    const pid = await kill(firing.stage, fault);
    fired.push({ kind: fault.kind, pid, atMs: Date.now(), requests });
    firing.say(`${fault.kind} (process ${pid}) after ${requests} requests`);
  }
  return fired;
}

const untilMoment = ({ requestCount, recipients, timeoutMs }: Firing, { kind, atProgress }: PlannedFault) =>
  waitUntil(
    async () => {
      const count = await requestCount();
      return count >= atProgress * recipients ? count : undefined;
    },
    { timeoutMs, what: `the moment of ${kind}` },
  );

/** Waits for the process when it is just being started again. */
async function kill(stage: Stage, { kind, draw }: PlannedFault): Promise<number> {
  return waitUntil(() => killOnce(stage, kind, draw), {
    timeoutMs: 60_000,
    what: `a process for ${kind}`,
    everyMs: 5,
  });
}

function killOnce(
  stage: Stage,
  kind: PlannedFault["kind"],
  draw: number,
): number | undefined | Promise<number | undefined> {
  const { api, deliveries, planner, ledger, servers } = stage;
  const delivery = deliveries[Math.floor(draw * deliveries.length)];
  switch (kind) {
    case "kill_delivery":
      return delivery?.kill();
    case "kill_planner":
      return planner.kill();
    case "kill_ledger":
      return ledger.kill();
    case "kill_nats":
      return killServer(servers.nats[Math.floor(draw * servers.nats.length)]);
    case "kill_postgres":
      return killServer(servers.postgres);
    case "kill_ledger_leader":
      return servers.leaderOf("LEDGER").then((leader) => killServer(leader));
    case "kill_batches_leader":
      return servers.leaderOf("BATCHES").then((leader) => killServer(leader));
    case "abort_postgres":
      return killServer(servers.postgres, "SIGQUIT");
    case "restart_planner":
      return planner.restart();
    case "restart_ledger":
      return ledger.restart();
    case "restart_delivery":
      return delivery?.restart();
    case "restart_api":
      return api.restart();
    default:
      return kind satisfies never;
  }
}

function killServer(
  server: Stage["servers"]["nats"][number] | Stage["servers"]["postgres"] | undefined,
  signal: NodeJS.Signals = "SIGKILL",
): number | undefined {
  const pid = server?.pid;
  if (pid !== undefined) server?.kill(signal);
  return pid;
}
