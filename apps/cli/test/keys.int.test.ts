// `sluice keys` as the operator on the database, and as a person with a key over HTTP: the same words, the same answers.
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { type Ended, sluice, startSluice, temporaryFolder } from "./sluice.ts";

interface Minted {
  key_id: string;
  secret: string;
}

function answerOf({ exitCode, stdout, stderr }: Ended): unknown {
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("keys are made, listed, rotated and archived on the database and over HTTP alike, in snake_case", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--port", "0", "--json");
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    up.child.kill("SIGTERM");
    await up.ended;
  });
  const line = await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 180_000 });
  const { api } = JSON.parse(line) as { api: string };
  const asOperator = (...args: string[]) => sluice(folder.path, "keys", ...args);
  const admin = answerOf(
    await asOperator("create", "--for", "eva@example.com", "--scope", "admin", "--scope", "view"),
  ) as Minted;
  const access = ["--api", api, "--workspace", "local", "--key", admin.secret];
  const overHttp = (...args: string[]) => sluice(folder.path, "keys", ...access, ...args);

  const made = answerOf(await overHttp("create", "--for", "ana@example.com", "--scope", "view")) as Minted;
  const rotated = answerOf(await overHttp("rotate", made.key_id)) as Minted;
  expect(answerOf(await overHttp("archive", rotated.key_id))).toEqual({ key_id: rotated.key_id });

  const listed = answerOf(await overHttp("list")) as object[];
  const ofDatabase = answerOf(await asOperator("list")) as object[];
  expect(listed).toContainEqual({
    key_id: rotated.key_id,
    name: "",
    actor: "ana@example.com",
    scopes: ["view"],
    created_at: expect.any(String),
    created_by: "eva@example.com",
    last_used_at: null,
    archived_at: expect.any(String),
  });
  expect(ofDatabase.map((key) => Object.keys(key))).toEqual(listed.map((key) => Object.keys(key)));
  expect(await overHttp("create", "--for", "x", "--scope", "send")).toMatchObject({ exitCode: 2 });
  expect(await sluice(folder.path, "keys", "--api", api, "list")).toMatchObject({ exitCode: 2 });

  const switched = await sluice(folder.path, "workspace", "set", "local", "--campaign-audience-limit", "on");
  expect(answerOf(switched)).toEqual({ workspace: "local", campaign_audience_limit: true });
  expect(await sluice(folder.path, "workspace", "set", "local")).toMatchObject({ exitCode: 2 });

  const quotas = (...args: string[]) => sluice(folder.path, "workspace", "quotas", ...args);
  const set = answerOf(await quotas("--preset", "product", "--limit", "create.per_minute=7"));
  expect(set).toMatchObject({ preset: "product", effective: { create: { per_second: 5, per_minute: 7 } } });
  expect(answerOf(await quotas())).toEqual(set);
  expect(await quotas("--limit", "sleep.per_minute=1")).toMatchObject({ exitCode: 2 });

  await folder.write("policy.json", { approvals: 2, request_expires_after_hours: 24 });
  const policy = (...args: string[]) => sluice(folder.path, "workspace", "approval-policy", ...args);
  const twoPeople = answerOf(await policy("--file", "policy.json"));
  expect(twoPeople).toMatchObject({ approvals: 2, request_expires_after_hours: 24, quiet_hours: null });
  expect(answerOf(await policy())).toEqual(twoPeople);
  expect(await policy("--file", "nowhere.json")).toMatchObject({ exitCode: 2 });

  const rules = [{ level: "cross_channel", max_messages: 3, days: 7 }];
  await folder.write("capping.json", { time_zone: "Europe/Berlin", rules });
  const capping = (...args: string[]) => sluice(folder.path, "workspace", "frequency-capping", ...args);
  expect(answerOf(await capping())).toEqual({ time_zone: "UTC", rules: [] });
  expect(answerOf(await capping("--file", "capping.json"))).toEqual({ time_zone: "Europe/Berlin", rules });
}, 300_000);
