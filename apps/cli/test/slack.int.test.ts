// `sluice slack` as the operator: which Slack workspaces work for which workspace, and what is pasted at Slack.
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { type Ended, sluice, startSluice, temporaryFolder } from "./sluice.ts";

function answerOf({ exitCode, stdout, stderr }: Ended): unknown {
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("a Slack workspace is linked, shown, changed, kept from a second workspace, and unlinked; nothing of it is a secret", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--port", "0", "--json");
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    up.child.kill("SIGTERM");
    await up.ended;
  });
  await eventually(() => /^\{.*\}$/m.test(up.stdout()), { timeoutMs: 180_000 });
  const slack = (...args: string[]) => sluice(folder.path, "slack", ...args);
  const link = (workspace: string, ...more: string[]) =>
    slack("link", "--team", "T0123456789", "--workspace", workspace, "--channel", "C0123456789", ...more);

  expect(await link("nowhere")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("no workspace nowhere"),
  });
  expect(answerOf(await link("local"))).toMatchObject({
    team: "T0123456789",
    workspace: "local",
    approvers: null,
  });
  answerOf(await link("local", "--approvers", "S0123456789"));
  expect(answerOf(await slack("list"))).toEqual([
    {
      team: "T0123456789",
      name: null,
      workspace: "local",
      channel: "C0123456789",
      approvers: "S0123456789",
      linked_at: expect.any(String),
      installed_at: null,
    },
  ]);
  answerOf(await sluice(folder.path, "workspace", "create", "rival", "--admin", "eva@example.com"));
  expect(await link("rival")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("slack unlink") });
  answerOf(await slack("unlink", "--team", "T0123456789"));
  expect(answerOf(await slack("list"))).toEqual([]);
  expect(await slack("link", "--team", "acme", "--workspace", "local", "--channel", "C1")).toMatchObject({
    exitCode: 2,
  });
}, 300_000);

test("the manifest is printed for sockets and for signed requests, and for no address without TLS", async () => {
  await using folder = await temporaryFolder();
  const [sockets, requests, refused] = await Promise.all([
    sluice(folder.path, "slack", "manifest"),
    sluice(folder.path, "slack", "manifest", "--http", "https://sluice.example.com/"),
    sluice(folder.path, "slack", "manifest", "--http", "http://sluice.example.com"),
  ]);
  expect(answerOf(sockets)).toMatchObject({ settings: { socket_mode_enabled: true } });
  expect(answerOf(requests)).toMatchObject({
    oauth_config: { redirect_urls: ["https://sluice.example.com/slack/oauth_redirect"] },
    settings: { socket_mode_enabled: false },
  });
  expect(refused.exitCode).toBe(2);
}, 120_000);
