// Users of a CSV file into the queue, 500 at a time. Killed and started again, it goes on where it was.
import { createReadStream } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Queue } from "bullmq";
import { connectTo, JOB_OPTIONS, optionsFromArgument, QUEUE, type SendJob } from "./queue.ts";

const CHUNK = 500;
const options = optionsFromArgument();
const queue = new Queue<SendJob>(QUEUE, { connection: connectTo(options) });
const placeFile = `${options.usersFile}.place`;
const done = Number(await readFile(placeFile, "utf8").catch(() => "0"));

let header: string[] = [];
let line = 0;
let chunk: SendJob[] = [];
for await (const text of createInterface({ input: createReadStream(options.usersFile) })) {
  const cells = text.split(",");
  if (header.length === 0) {
    header = cells;
    continue;
  }
  line += 1;
  if (line <= done) continue;
  const [userId = "", ...values] = cells;
  const attributes = Object.fromEntries(values.map((value, i) => [header[i + 1] ?? "", value]));
  chunk.push({ userId, attributes });
  if (chunk.length === CHUNK) await add();
}
if (chunk.length > 0) await add();
await queue.close();
const { user, system } = process.cpuUsage();
process.send?.({ cpuMs: (user + system) / 1_000 }, () => process.exit(0));

async function add(): Promise<void> {
  await queue.addBulk(
    chunk.map((data) => ({
      name: "send",
      data,
      opts: { ...JOB_OPTIONS, jobId: `${options.runId}-${data.userId}` },
    })),
  );
  chunk = [];
  await writeFile(`${placeFile}.new`, String(line));
  await rename(`${placeFile}.new`, placeFile);
}
