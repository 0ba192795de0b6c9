// `sluice run <app>` as process 1 of a container: nobody else passes signals on, and without a handler they are ignored.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startTestServers, type TestServers } from "@sluice/embedded";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

const ENTRY = join(import.meta.dirname, "../src/main.ts");
const AS_PROCESS_1 = ["--user", "--map-root-user", "--pid", "--fork", "--kill-child"];
const canBeProcess1 = spawnSync("unshare", [...AS_PROCESS_1, "true"]).status === 0;
if (!canBeProcess1)
  console.warn("SKIPPED, so not tested here: apps as process 1. No process namespaces here.");

let servers: TestServers;
beforeAll(async () => void (servers = await startTestServers({ unsafeWithoutFsync: true })));
afterAll(() => servers.stop());

interface Process1 extends Disposable {
  untilItSays(word: RegExp): Promise<void>;
  /** @returns its exit code and the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<unknown[]>;
}

function startAsProcess1(app: string, change: Record<string, string> = {}): Process1 {
  const unshare = spawn("unshare", [...AS_PROCESS_1, process.execPath, ENTRY, "run", app], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      SLUICE_PEPPER: "ab".repeat(32),
      SLUICE_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
      PORT: "0",
      ...change,
    },
  });
  const exited = once(unshare, "exit");
  let said = "";
  unshare.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return {
    untilItSays: async (word) => void (await eventually(() => word.test(said), { timeoutMs: 60_000 })),
    end: async (signal) => {
      process.kill(onlyChildOf(unshare.pid), signal);
      return exited;
    },
    [Symbol.dispose]: () => void unshare.kill("SIGKILL"), // and with it process 1
  };
}

/** What the namespace calls 1 has an ordinary id out here. */
function onlyChildOf(pid: number | undefined): number {
  const child = Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"), 10);
  if (!(child > 1)) throw new Error("process 1 has ended already");
  return child;
}

test.skipIf(!canBeProcess1).each([
  ["api", /api\.listening/],
  ["planner", /planner is up/],
  ["ledger", /ledger is up/],
  ["delivery", /delivery is up/],
])("%s ends in order on SIGTERM", { timeout: 120_000 }, async (name, isUp) => {
  using app = startAsProcess1(name);
  await app.untilItSays(isUp);
  expect(await app.end("SIGTERM")).toEqual([0, null]);
});

test.skipIf(!canBeProcess1)(
  "a planner that waits for its database ends on SIGTERM as well",
  { timeout: 120_000 },
  async () => {
    using app = startAsProcess1("planner", { DATABASE_URL: "postgres://127.0.0.1:1/none" });
    await app.untilItSays(/waiting for the database/);
    expect(await app.end("SIGTERM")).toEqual([0, null]);
  },
);

test("started by the launcher it is the process that was started: `kill -9` leaves no app behind", async () => {
  const launcher = join(import.meta.dirname, "../../../sluice");
  const { PATH = "" } = process.env;
  const app = spawn(launcher, ["run", "ledger"], {
    env: { PATH, DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [app.stdout, app.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  try {
    await eventually(() => said.includes("ledger is up"), { timeoutMs: 60_000 });
    const pids = [...said.matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
    expect(new Set(pids)).toEqual(new Set([app.pid]));
  } finally {
    app.kill("SIGKILL");
    await once(app, "exit");
  }
}, 120_000);
