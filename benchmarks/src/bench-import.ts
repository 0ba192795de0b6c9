// Users in, by the command that people use: a CSV file, twice. The second time must change nothing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import { startTestServers } from "@sluice/embedded";
import { ImportResult } from "@sluice/schema";
import type { Bench } from "./bench.ts";
import { userIdOf } from "./stage/bench-users.ts";
import { cpuMsOfTree, memoryOfTree } from "./stage/process-usage.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const GOAL_USERS_A_SECOND = 50_000;
const LINES_A_CHUNK = 5_000;
const LOOK_EVERY_MS = 50;
const CLI = join(import.meta.dirname, "../../apps/cli/src/main.ts");

export const benchImport: Bench = {
  name: "import",
  about:
    "`sluice import users` of a CSV file, then of the same file again: users a second, memory of the process",
  options: [{ name: "users", fallback: 1_000_000, about: "rows of the file, four attributes each" }],
  run: (values, say) => inWorkFolder((folder) => importTwice(values.number("users"), folder, say)),
};

async function importTwice(users: number, folder: string, say: (text: string) => void) {
  const path = join(folder, "users.csv");
  say(`writing ${users} rows`);
  await pipeline(Readable.from(csvChunks(users)), createWriteStream(path));
  await using servers = await startTestServers();
  const importOnce = () => importFile(path, folder, servers);
  say("first import");
  const first = await importOnce();
  say("the same file again");
  const again = await importOnce();
  return {
    users,
    fileMib: Math.round((await stat(path)).size / 2 ** 20),
    first,
    again,
    missed: [
      ...(first.usersPerSecond < GOAL_USERS_A_SECOND
        ? [`${first.usersPerSecond} users a second, ${GOAL_USERS_A_SECOND} wanted`]
        : []),
      ...(first.result.changed === users ? [] : [`the first import changed ${first.result.changed} users`]),
      ...(again.result.unchanged === users
        ? []
        : [`the second import left ${again.result.unchanged} as they were`]),
    ],
  };
}

function* csvChunks(users: number): Iterable<string> {
  yield "user_id,first_name:string,city:string,points:double,since:datetime\n";
  for (let first = 1; first <= users; first += LINES_A_CHUNK) {
    const count = Math.min(LINES_A_CHUNK, users - first + 1);
    yield Array.from({ length: count }, (_, index) => csvLine(first + index)).join("");
  }
}

const csvLine = (number: number): string =>
  `${userIdOf(number)},Name${number % 10_000},City${number % 1_000},${number % 900_000},2024-0${1 + (number % 9)}-15T08:30:00Z\n`;

/** The whole life of the process counts, its start included; the servers are running. */
async function importFile(path: string, folder: string, servers: { natsUrl: string; databaseUrl: string }) {
  const args = [CLI, "import", "users", path, "--data", join(folder, "data"), "--json"];
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env["PATH"] ?? "", NATS_URL: servers.natsUrl, DATABASE_URL: servers.databaseUrl },
  });
  const used = { cpuSeconds: 0, peakMemoryMib: 0 };
  const looking = setInterval(() => {
    if (child.pid === undefined) return;
    used.cpuSeconds = Math.max(used.cpuSeconds, cpuMsOfTree(child.pid) / 1_000);
    used.peakMemoryMib = Math.max(used.peakMemoryMib, memoryOfTree(child.pid).peak);
  }, LOOK_EVERY_MS);
  const exited = once(child, "exit");
  const output = await text(child.stdout);
  const [exitCode] = (await exited) as [number | null];
  clearInterval(looking);
  if (exitCode !== 0) throw new Error(`the import ended with exit code ${exitCode}`);
  const seconds = (performance.now() - startedMs) / 1_000;
  const result = ImportResult.parse(JSON.parse(output));
  return {
    seconds: Math.round(seconds * 10) / 10,
    usersPerSecond: Math.round(result.rows / seconds),
    ...used,
    result,
  };
}
