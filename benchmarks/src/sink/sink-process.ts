// Starts the sink as a process of its own and talks to its control port.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { KeyCounts } from "./key-table.ts";
import type { Counts } from "./request-log.ts";
import type { SpellOrder } from "./spell.ts";

export interface SinkProcess extends AsyncDisposable {
  pid: number;
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  counts(): Promise<Counts>;
  key(idempotencyKey: string): Promise<KeyCounts>;
  /** CPU time used so far, and resident memory now. */
  cpu(): Promise<{ userUs: number; systemUs: number; rssBytes: number }>;
  /** For `durationMs` every request is answered like this: a status, or a negative kind of behaviour.ts. */
  spell(order: SpellOrder): Promise<void>;
  /** All records of ended requests are in the file once this resolves. */
  flush(): Promise<{ recordsDropped: number; pending: number }>;
  /** Forgets the counts, keeps the records. */
  reset(): Promise<void>;
  /** Ends the process; its records are complete then. */
  close(): Promise<void>;
}

/** `options` as on the sink's command line. Rejects when it ends before it is ready. */
export async function startSinkProcess(options: readonly string[] = []): Promise<SinkProcess> {
  const entry = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = spawn(process.execPath, [entry, "--stdin-is-parent", ...options], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const ready = await Promise.race([
    once(createInterface(child.stdout), "line"),
    exited.then(() => undefined),
  ]);
  if (!ready || child.pid === undefined)
    throw new Error("the sink ended before it was ready; its message is above");
  const { port, controlPort } = JSON.parse(String(ready[0])) as { port: number; controlPort: number };

  const call = async <T>(method: string, path: string): Promise<T> =>
    (await (await fetch(`http://127.0.0.1:${controlPort}${path}`, { method })).json()) as T;
  const close = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    port,
    counts: () => call("GET", "/counts"),
    key: (idempotencyKey) => call("GET", `/key?key=${encodeURIComponent(idempotencyKey)}`),
    cpu: () => call("GET", "/cpu"),
    spell: async ({ answer, durationMs, retryAfter }) => {
      const asked = retryAfter === null ? "" : `&retry_after=${encodeURIComponent(retryAfter)}`;
      await call("POST", `/spell?answer=${answer}&duration_ms=${durationMs}${asked}`);
    },
    flush: () => call("POST", "/flush"),
    reset: async () => void (await call("POST", "/reset")),
    close,
    [Symbol.asyncDispose]: close,
  };
}
