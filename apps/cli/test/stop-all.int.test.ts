// Stop-all from the command line, as two people, and the audit log checked and exported past the API.
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { campaign, type Ended, sluice, startSluice, temporaryFolder } from "./sluice.ts";

function answerOf({ exitCode, stdout, stderr }: Ended): Record<string, unknown> {
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test("everything is stopped by one person and lifted by two; the audit log is as it was written, and comes as a table", async () => {
  await using folder = await temporaryFolder();
  const up = startSluice(folder.path, "up", "--port", "0", "--json");
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    up.child.kill("SIGTERM");
    await up.ended;
  });
  await eventually(() => /^\{.*\}$/m.exec(up.stdout())?.[0], { timeoutMs: 180_000 });
  const run = (...args: string[]) => sluice(folder.path, ...args);

  await folder.write("greeting.json", campaign("https://api.example.com/x"));
  const { id } = answerOf(await run("campaign", "create", "greeting.json"));

  const stopped = answerOf(await run("stop-all", "the shop is down"));
  expect(stopped).toMatchObject({
    stopped_by: "approver@sluice.local",
    reason: "the shop is down",
    lifts: [],
  });
  expect(answerOf(await run("lift-stop", "--show"))).toEqual(stopped);
  expect(answerOf(await run("lift-stop", "--as", "author"))).toMatchObject({ ended_at: null });
  expect(await run("lift-stop", "--as", "author")).toMatchObject({ exitCode: 2 });
  expect(answerOf(await run("lift-stop"))["ended_at"]).not.toBeNull();
  expect((await run("lift-stop", "--show")).stdout.trim()).toBe("null");

  expect(answerOf(await run("audit", "verify"))).toMatchObject({
    as_written: true,
    unchained: 0,
    breaks: [],
  });
  const ofCampaign = answerOf(await run("audit", "verify", "--campaign", String(id)));
  const { hash: head } = ofCampaign["head"] as { hash: string };
  expect(ofCampaign).toMatchObject({ as_written: true, entries: 1, head: { chain_no: 1 } });
  const noted = ["audit", "verify", "--campaign", String(id), "--head"];
  expect(answerOf(await run(...noted, head))).toMatchObject({ noted_head_is_there: true });
  expect(await run(...noted, "f".repeat(64))).toMatchObject({ exitCode: 1 });
  expect(await run("audit", "verify", "--head", head)).toMatchObject({ exitCode: 2 });

  const csv = await run("audit", "export", String(id));
  expect(csv.stdout.split("\r\n")).toHaveLength(3);
  expect(csv.stdout).toContain(`"campaign.created","author@sluice.local"`);
  expect(csv.stdout).toContain(`"${head}"`);
}, 300_000);
