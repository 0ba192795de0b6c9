// One worker process: jobs off the queue, a request for each.
import { type Job, Worker } from "bullmq";
import { Liquid, type Template } from "liquidjs";
import { Pool } from "undici";
import { connectTo, optionsFromArgument, QUEUE, type SendJob } from "./queue.ts";

const DEADLINE_MS = 10_000;
const options = optionsFromArgument();
const { origin, pathname } = new URL(options.endpointUrl);
const pool = new Pool(origin, { connections: options.concurrency, pipelining: 1 });
const liquid = new Liquid();
const render = compile(options.body);

const worker = new Worker<SendJob>(QUEUE, send, {
  connection: connectTo(options),
  concurrency: options.concurrency,
});
worker.on("error", () => undefined); // it reconnects by itself
await worker.waitUntilReady();
process.send?.({ type: "ready" });
process.once("SIGTERM", () => void worker.close().then(() => process.exit(0)));
process.once("disconnect", () => process.exit(1));

async function send(job: Job<SendJob>): Promise<number> {
  const { userId, attributes } = job.data;
  const { statusCode, body } = await pool.request({
    method: "POST",
    path: pathname,
    headers: {
      "content-type": "application/json",
      "idempotency-key": `${options.runId}:${encodeURIComponent(userId)}`,
      "x-attempt": String(job.attemptsMade + 1),
    },
    body: JSON.stringify(render({ UserAttribute: { user_id: userId, ...attributes } })),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await body.dump();
  if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`);
  return statusCode;
}

/** Every string of the value is a template; parsed once. */
function compile(value: unknown): (scope: object) => unknown {
  if (typeof value === "string") {
    const template: Template[] = liquid.parse(value);
    return (scope) => liquid.renderSync(template, scope);
  }
  if (value === null || typeof value !== "object") return () => value;
  const entries = Object.entries(value).map(([name, part]) => [name, compile(part)] as const);
  return (scope) => Object.fromEntries(entries.map(([name, part]) => [name, part(scope)]));
}
