import { Counter } from "prom-client";
import { afterEach, expect, test } from "vitest";
import { createRegistry, serveOps, type HealthChecks, type OpsServer } from "../src/index.ts";

let ops: OpsServer | undefined;
afterEach(() => ops?.close());

async function serve(checks: HealthChecks): Promise<OpsServer> {
  const registry = createRegistry("delivery");
  new Counter({ name: "sluice_batches_total", help: "Batches settled.", registers: [registry] }).inc(3);
  ops = await serveOps({ port: 0, host: "127.0.0.1", checks, registry });
  return ops;
}

test("/healthz answers 200 while every check passes and 503 with the reason when one does not", async () => {
  let isWell = true;
  const { url } = await serve({
    nats: () => (isWell ? Promise.resolve() : Promise.reject(new Error("closed"))),
  });
  const well = await fetch(`${url}/healthz`);
  isWell = false;
  const ill = await fetch(`${url}/healthz`);
  expect([well.status, await well.json()]).toEqual([200, { status: "ok", checks: { nats: "ok" } }]);
  expect([ill.status, await ill.json()]).toEqual([503, { status: "failing", checks: { nats: "closed" } }]);
});

test("many askers at once cause one run of the checks", async () => {
  let runs = 0;
  let finish = (): void => {};
  const { url } = await serve({
    store: () => {
      runs += 1;
      return new Promise((resolve) => (finish = resolve));
    },
  });
  const answers = Promise.all([1, 2, 3].map(() => fetch(`${url}/healthz`)));
  await expect.poll(() => runs, { timeout: 20_000 }).toBe(1);
  await fetch(`${url}/metrics`);
  finish();
  expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(runs).toBe(1);
});

test("/metrics shows the app's and the process's metrics, anything else is not found", async () => {
  const { url, port } = await serve({});
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('sluice_batches_total{app="delivery"} 3');
  expect(text).toContain("sluice_process_cpu_user_seconds_total");
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect(port).toBeGreaterThan(0);
});
