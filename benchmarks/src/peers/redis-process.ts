// redis-server on loopback, started again at once when it dies: the peer's durable store.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { waitUntil } from "../stage/wait-until.ts";

export interface RedisOptions {
  folder: string;
  /** false: once a second, as most people run it. */
  isFsyncedAlways: boolean;
}

export interface RedisProcess extends AsyncDisposable {
  port: number;
  readonly pid: number | undefined;
  /** @returns the pid that was hit. */
  kill(): number | undefined;
}

const BINARY = process.env["REDIS_SERVER_BIN"] ?? "redis-server";

/** @throws Error that says how to get Redis when there is none. */
export async function startRedis({ folder, isFsyncedAlways }: RedisOptions): Promise<RedisProcess> {
  if (spawnSync(BINARY, ["--version"]).status !== 0)
    throw new Error(
      "the peer needs redis-server: install it (Debian: apt-get install redis-server), or name it in REDIS_SERVER_BIN",
    );
  await mkdir(join(folder, "redis"), { recursive: true });
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: join(folder, "redis"),
    logfile: join(folder, "redis.log"),
    appendonly: "yes",
    appendfsync: isFsyncedAlways ? "always" : "everysec",
    save: "",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  let isStopping = false;
  let child: ChildProcess;
  const launch = (): void => {
    child = spawn(BINARY, args, { stdio: "ignore" });
    child.once("exit", () => {
      if (!isStopping) launch();
    });
  };
  launch();
  await waitUntil(() => canConnect(port), { timeoutMs: 20_000, what: "redis-server" });
  return {
    port,
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
    },
    kill: () => {
      child.kill("SIGKILL");
      return child.pid;
    },
    [Symbol.asyncDispose]: async () => {
      isStopping = true;
      const exited = once(child, "exit");
      if (child.kill("SIGTERM")) await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

function canConnect(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(undefined));
    socket.once("close", () => undefined);
    setTimeout(() => socket.destroy(), 200).unref();
  });
}
