// The whole system through its command: real servers, real apps, real sockets.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SendSummary } from "@sluice/schema";
import { eventually, startEndpoint } from "@sluice/testkit";
import { expect, test } from "vitest";
import { campaign, sluice, startSluice, temporaryFolder, usersCsv } from "./sluice.ts";

const LOOPBACK = ["--allow-cidr", "127.0.0.0/8"];
const TIMEOUT_MS = 240_000;

test(
  "send reaches every user once, retries what fails, gives up what is refused, and says so",
  async () => {
    await using folder = await temporaryFolder();
    await using endpoint = await startEndpoint(({ body }) => ({
      status: body.includes("name-3") ? 404 : body.includes("name-5") ? 503 : 200,
    }));
    await folder.write("campaign.json", campaign(`${endpoint.url}/hello`));
    await folder.write("users.csv", `${usersCsv(10)},without an id\n`);

    const ended = await sluice(
      folder.path,
      "send",
      "campaign.json",
      "--users",
      "users.csv",
      ...LOOPBACK,
      "--json",
    );

    expect(ended).toMatchObject({ exitCode: 1 });
    const summary = SendSummary.parse(JSON.parse(ended.stdout));
    expect(summary).toMatchObject({
      targeted: 10,
      recipients: 10,
      delivered: 8,
      dead_lettered: 2,
      attempts: 11,
    });
    expect(endpoint.requests).toHaveLength(11);
    expect(new Set(endpoint.requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(10);
    expect(ended.stderr).toContain("Approving as approver@sluice.local");
    expect(ended.stderr).toContain("1 row rejected, see users.csv.rejects");
    expect(await readdir(join(folder.path, ".sluice/journeys"))).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "after Ctrl-C the same command goes on: everyone is reached, nobody by a second campaign",
  async () => {
    await using folder = await temporaryFolder();
    await using endpoint = await startEndpoint();
    const slow = { delivery_controls: { campaign_throttle_rpm: 3_000 } };
    await folder.write("campaign.json", campaign(`${endpoint.url}/hello`, slow));
    await folder.write("users.csv", usersCsv(300));
    const command = ["send", "campaign.json", "--users", "users.csv", ...LOOPBACK, "--json"];

    const first = startSluice(folder.path, ...command);
    await endpoint.received(50, 120_000);
    first.child.kill("SIGINT");
    const interrupted = await first.ended;
    const ended = await sluice(folder.path, ...command);

    const howToContinue = expect.stringContaining("give the same command again to go on");
    expect(interrupted).toMatchObject({ exitCode: 1, stdout: "", stderr: howToContinue });
    expect(ended).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Going on with "A greeting"'),
    });
    expect(SendSummary.parse(JSON.parse(ended.stdout))).toMatchObject({ targeted: 300, delivered: 300 });
    expect(new Set(endpoint.requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(300);
  },
  TIMEOUT_MS,
);

test(
  "send stops where the policy wants two people, and the same command goes on when another has approved",
  async () => {
    await using folder = await temporaryFolder();
    await using endpoint = await startEndpoint();
    const up = startSluice(folder.path, "up", "--port", "0", "--json", ...LOOPBACK);
    await using undo = new AsyncDisposableStack();
    undo.defer(async () => {
      up.child.kill("SIGTERM");
      await up.ended;
    });
    const line = await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 180_000 });
    const { api } = JSON.parse(line) as { api: string };
    await folder.write("policy.json", { approvals: 2 });
    await folder.write("campaign.json", campaign(`${endpoint.url}/hello`));
    await folder.write("users.csv", usersCsv(5));
    const run = (...args: string[]) => sluice(folder.path, ...args);
    await run("workspace", "approval-policy", "--file", "policy.json");
    const send = ["send", "campaign.json", "--users", "users.csv", "--json"];

    const stopped = await run(...send);
    const [, id = ""] = /Campaign (\w+) created/.exec(stopped.stderr) ?? [];
    const minted = await run(
      "keys",
      "create",
      "--for",
      "ana@example.com",
      "--scope",
      "approve",
      "--scope",
      "view",
    );
    const { secret } = JSON.parse(minted.stdout) as { secret: string };
    const sentBefore = endpoint.requests.length;
    await run("campaign", "--api", api, "--workspace", "local", "--key", secret, "approve", id);
    const ended = await run(...send);

    expect(stopped).toMatchObject({ exitCode: 2, stdout: "" });
    expect(stopped.stderr).toContain("has approved it already; it has 1 of 2 approvals. Ask another person");
    expect(sentBefore).toBe(0);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Going on with") });
    expect(SendSummary.parse(JSON.parse(ended.stdout))).toMatchObject({ targeted: 5, delivered: 5 });
    expect(endpoint.requests).toHaveLength(5);
  },
  2 * TIMEOUT_MS,
);

test(
  "up says where everything is, refuses a second one, serves campaign commands, and stops in order",
  async () => {
    await using folder = await temporaryFolder();
    await folder.write("campaign.json", campaign("https://example.test/hello"));
    const up = startSluice(folder.path, "up", "--port", "0", "--json");
    const ready: unknown = JSON.parse(
      await eventually(() => up.stdout().includes("\n") && up.stdout(), { timeoutMs: 180_000 }),
    );
    const run = (...args: string[]) => sluice(folder.path, ...args);

    const second = await run("up", "--port", "0");
    const created = await run("campaign", "create", "campaign.json");
    const { id } = JSON.parse(created.stdout) as { id: string };
    const submitted = await run("campaign", "submit", id);
    const ownApproval = await run("campaign", "approve", id);
    const asApprover = (...args: string[]) => run("campaign", "--as", "approver", ...args);
    const sentBack = await asApprover("request-changes", id, "--comment", "say until when");
    await run("campaign", "submit", id);
    const approved = await asApprover("approve", id, "--comment", "fine");
    up.child.kill("SIGTERM");
    const stopped = await up.ended;

    expect(ready).toMatchObject({
      pid: up.child.pid,
      workspace: "local",
      api: expect.stringMatching(/^http:/),
    });
    expect(second).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(String(up.child.pid)) });
    expect(JSON.parse(submitted.stdout)).toMatchObject({ status: "UNDER_REVIEW" });
    expect(ownApproval.exitCode).toBe(2);
    expect(JSON.parse(sentBack.stdout)).toMatchObject({
      status: "DRAFT",
      approval: { decision: "changes_requested", comment: "say until when" },
    });
    expect(JSON.parse(approved.stdout)).toMatchObject({ status: "APPROVED" });
    expect(stopped).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Stopped.") });
  },
  TIMEOUT_MS,
);
