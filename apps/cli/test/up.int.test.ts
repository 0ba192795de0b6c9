import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { startSluice, temporaryFolder } from "./sluice.ts";

interface ReadyLine {
  apps: Record<string, string>;
}

test("up --delivery 3 starts three delivery processes, all able to work, and ends them in order", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--data", "data", "--port", "0", "--delivery", "3", "--json");
  const line = await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 60_000 });
  const { apps } = JSON.parse(line) as ReadyLine;
  expect(Object.keys(apps).toSorted()).toEqual([
    "api",
    "delivery-1",
    "delivery-2",
    "delivery-3",
    "ledger",
    "planner",
  ]);
  for (const url of Object.values(apps)) expect((await fetch(`${url}/healthz`)).status).toBe(200);
  up.child.kill("SIGTERM");
  expect((await up.ended).exitCode).toBe(0);
}, 120_000);
