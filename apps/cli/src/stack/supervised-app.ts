// One app as a child process that is kept alive.
//
//   A1. It is up when it says so over IPC (`{type: "listening", url}`). Whoever dies before is a failed start.
//   A2. One that dies later is started again, on the same address, after a growing pause.
//   A3. It has a process group of its own: Ctrl-C reaches us alone, and we stop the apps in order. If we are killed, the
//       IPC channel breaks, and the app ends itself.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { failed } from "../cli-error.ts";
import { boundAppLog, lastWords, openAppLog } from "./app-log.ts";
import { countDeaths, restartDelayMs } from "./restart-delay.ts";

export interface AppSpec {
  /** `api`, `delivery-2`: name of its log as well. */
  name: string;
  /** TypeScript file that Node runs. */
  entry: string;
  /** 0 takes any free one. Given to the app as PORT; a restart gets the same again. */
  port: number;
  /** Others of its kind listen at `port` too: health and metrics of this one have a port of their own. */
  sharesPort?: boolean;
  env: NodeJS.ProcessEnv;
  logsDir: string;
  /** It died and is started again. */
  onDeath?: (text: string) => void;
}

export interface SupervisedApp {
  name: string;
  url: string;
  /** Where this process alone answers /healthz and /metrics. */
  opsUrl: string;
  pid(): number | undefined;
  /** Asks it to end; kills it when it takes longer than the grace. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 15_000;
const BOUND_LOG_EVERY_MS = 30_000;

const Listening = z.object({ type: z.literal("listening"), url: z.url(), opsUrl: z.url().optional() });
type Addresses = Pick<z.infer<typeof Listening>, "url" | "opsUrl">;

/** Resolves when the app is up (A1). */
export async function superviseApp(spec: AppSpec): Promise<SupervisedApp> {
  const logPath = join(spec.logsDir, `${spec.name}.log`);
  const stopping = new AbortController();
  let child = await launch(spec, logPath, {
    PORT: spec.port,
    ...(spec.sharesPort && { SLUICE_OPS_PORT: 0 }),
  });
  const addresses = await untilListening(spec, child, logPath);
  const logBound = setInterval(
    () => void boundAppLog(logPath).catch(() => "next time"),
    BOUND_LOG_EVERY_MS,
  ).unref();
  const kept = keepAlive();

  async function keepAlive(): Promise<void> {
    for (let deaths = 0, startedAtMs = performance.now(); !stopping.signal.aborted;) {
      await untilExit(child);
      if (stopping.signal.aborted) return;
      deaths = countDeaths(deaths, performance.now() - startedAtMs);
      spec.onDeath?.(`${spec.name} ended (${howItEnded(child)}) and is started again; see ${logPath}`);
      await sleep(restartDelayMs(deaths), undefined, { signal: stopping.signal }).catch(() => "stopping");
      if (stopping.signal.aborted) return;
      child = await launch(spec, logPath, portsOf(addresses)); // A2
      startedAtMs = performance.now();
    }
  }

  return {
    name: spec.name,
    url: addresses.url,
    opsUrl: addresses.opsUrl ?? addresses.url,
    pid: () => child.pid,
    async stop() {
      stopping.abort();
      clearInterval(logBound);
      await end(child);
      await kept;
    },
  };
}

interface Ports {
  PORT: number;
  SLUICE_OPS_PORT?: number;
}

const portsOf = ({ url, opsUrl }: Addresses): Ports => ({
  PORT: Number(new URL(url).port),
  ...(opsUrl !== undefined && { SLUICE_OPS_PORT: Number(new URL(opsUrl).port) }),
});

async function launch(spec: AppSpec, logPath: string, ports: Ports): Promise<ChildProcess> {
  await using log = await openAppLog(logPath);
  const child = spawn(process.execPath, [spec.entry], {
    stdio: ["ignore", log.fd, log.fd, "ipc"],
    env: { ...spec.env, ...inText(ports) },
    detached: true, // A3
  });
  child.on("error", () => "seen as its exit");
  const killWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", killWithUs);
  child.once("exit", () => process.off("exit", killWithUs));
  return child;
}

const inText = (ports: Ports): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));

async function untilListening(spec: AppSpec, child: ChildProcess, logPath: string): Promise<Addresses> {
  const given = AbortSignal.timeout(START_TIMEOUT_MS);
  const exited = untilExit(child).then(() => null);
  const messages = listeningAt(child, given);
  const addresses = await Promise.race([messages, exited]).catch(() => null);
  messages.catch(() => "too late");
  if (addresses !== null) return addresses;
  const how =
    child.exitCode === null && child.signalCode === null
      ? `did not start within ${START_TIMEOUT_MS / 1_000} s`
      : `ended at its start (${howItEnded(child)})`;
  child.kill("SIGKILL");
  throw failed(`${spec.name} ${how}. It said: ${await lastWords(logPath)}. All of it is in ${logPath}.`);
}

async function listeningAt(child: ChildProcess, signal: AbortSignal): Promise<Addresses> {
  for (;;) {
    const [message]: unknown[] = await once(child, "message", { signal });
    const parsed = Listening.safeParse(message);
    if (parsed.success) return parsed.data;
  }
}

async function untilExit(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await once(child, "exit");
}

async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  await untilExit(child);
  clearTimeout(timer);
}

const howItEnded = (child: ChildProcess): string =>
  child.signalCode ?? `exit code ${child.exitCode ?? "unknown"}`;
