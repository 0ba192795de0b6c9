import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { startSluice, temporaryFolder } from "./sluice.ts";

interface ReadyLine {
  apps: Record<string, string>;
}

test("up --delivery 3 starts three delivery processes, all able to work, and ends them in order", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--data", "data", "--port", "0", "--delivery", "3", "--json");
  const line = await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 180_000 });
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
}, 300_000);

test("up --api 2 is one address with two processes behind it: each has its metrics, and one that is killed is missed by nobody", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--data", "data", "--port", "0", "--api", "2", "--json");
  const line = await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 180_000 });
  const { api, apps } = JSON.parse(line) as ReadyLine & { api: string };
  const urls = ["api-1", "api-2"].map((name) => apps[name] ?? "");
  expect(new Set([api, ...urls]).size).toBe(3);
  for (const url of urls) expect(await (await fetch(`${url}/metrics`)).text()).toContain('app="api"');

  const before = await apiProcessesOf(up.child.pid);
  expect(before).toHaveLength(2);
  const [victim = 0] = before;
  process.kill(victim, "SIGKILL");
  await eventually(() => !existsSync(`/proc/${victim}`));
  for (let call = 0; call < 50; call++) {
    const answer = await fetch(`${api}/healthz`, { headers: { connection: "close" } });
    expect(answer.status).toBe(200);
  }
  await eventually(async () => (await Promise.all(urls.map(isHealthy))).every(Boolean), {
    timeoutMs: 60_000,
  });
  const after = await apiProcessesOf(up.child.pid);
  expect([after.length, after.includes(victim)]).toEqual([2, false]);

  up.child.kill("SIGTERM");
  expect((await up.ended).exitCode).toBe(0);
}, 300_000);

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function apiProcessesOf(pid: number | undefined): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const commands = await Promise.all(
    children
      .trim()
      .split(" ")
      .map(async (child) => ({ child, command: await readFile(`/proc/${child}/cmdline`, "utf8") })),
  );
  return commands.filter(({ command }) => command.includes("apps/api/")).map(({ child }) => Number(child));
}
