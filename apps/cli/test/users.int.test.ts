// A program tells of a user over the Data API; a person reads it in the terminal. With every app as `sluice up` runs it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { sluice, startSluice, temporaryFolder } from "./sluice.ts";

test("what a program tells of a user is shown, the events a moment later; a deleted user is gone with them", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--port", "0", "--json");
  const line = await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 180_000 });
  const { api } = JSON.parse(line) as { api: string };
  const made = await sluice(folder.path, "keys", "create", "--for", "feed", "--scope", "data");
  const { secret } = JSON.parse(made.stdout) as { secret: string };
  const tell = async (path: string, body: object) => {
    const response = await fetch(`${api}/v1${path}`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`local:${secret}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    expect(await response.json()).toMatchObject({ status: "success" });
  };
  const ask = async (...args: string[]) =>
    JSON.parse((await sluice(folder.path, "users", ...args)).stdout) as unknown;

  const john = "john/doe@example.com";
  await tell("/customer/local", { type: "customer", customer_id: john, attributes: { likes: ["tea"] } });
  await tell("/event/local", { type: "event", customer_id: john, actions: [{ action: "Flight Booked" }] });
  expect(await ask("show", john)).toEqual({ user_id: john, attributes: { likes: ["tea"] }, devices: [] });
  await eventually(
    async () =>
      expect(await ask("events", john, "--limit", "1")).toMatchObject({
        events: [{ name: "Flight Booked" }],
      }),
    { timeoutMs: 20_000 },
  );
  await tell("/customer/delete?app_id=local", {
    identifiers: [{ identifier_type: "customer_id", identifier: john }],
  });
  await eventually(
    async () => expect(await ask("events", john)).toEqual({ events: [], next: null }), // as late as they came
    { timeoutMs: 20_000 },
  );
  expect(await sluice(folder.path, "users", "show", john)).toMatchObject({ exitCode: 2 });
  expect(await ask("imports")).toEqual({ imports: [] });

  await folder.write("crm.csv", "user_id,name\nu1,Ann\n,nobody\n");
  const key = JSON.parse(
    (await sluice(folder.path, "keys", "create", "--for", "crm", "--scope", "import")).stdout,
  ) as { secret: string };
  const overHttp = ["--api", api, "--workspace", "local", "--key", key.secret, "--json"];
  const imported = await sluice(folder.path, "import", "users", "crm.csv", ...overHttp);
  expect([imported.exitCode, imported.stderr]).toEqual([1, imported.stderr]);
  expect(JSON.parse(imported.stdout)).toMatchObject({ rows: 2, changed: 1, rejected: 1 });
  expect(await readFile(join(folder.path, "crm.csv.rejects"), "utf8")).toMatch(/^3\t/);
  expect(await ask("show", "u1")).toMatchObject({ attributes: { name: "Ann" } });
  expect(await ask("imports")).toMatchObject({ imports: [{ status: "done", rows: 2, rejected: 1 }] });
  const nowhere = await sluice(folder.path, "import", "users", "crm.csv", "--workspace", "nowhere");
  expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("workspace create nowhere") });
  up.child.kill("SIGTERM");
  expect((await up.ended).exitCode).toBe(0);
}, 300_000);
