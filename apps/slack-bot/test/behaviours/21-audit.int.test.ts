import { readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());

test("Audit append-only: who (user id, team, name then), what, version+hash, when, from where (command/button/home, message link), decision reason, policy used; `/campaign audit` + CSV export; hash-chained; text never the only record.", async () => {
  const { stage, person } = scene;
  const [ann, ben] = [person("ann"), person("ben")];
  const { campaign, card } = await scene.submitted({ basic_details: { name: "Told later" } });
  await scene.clicks("ben", "Reject", card);
  await ben.seesModal("Why not?");
  ben.fills({ "For the author": "=SUM(A1) is no greeting" });
  expect(await ben.submits()).toBeNull();
  await scene.becomes(campaign, "REJECTED");
  await ann.types(`/campaign submit ${campaign.id}`, stage.channel);
  await scene.becomes(campaign, "UNDER_REVIEW");
  await scene.clicks("ben", "Approve", await scene.cardOf(campaign));
  await scene.becomes(campaign, "APPROVED");

  const lines = await stage.desk.audit(campaign.id, 100);
  const [submitted, rejected, approved] = ["submitted", "rejected", "approved"].map((what) =>
    lines.find(({ action }) => action === `campaign.${what}`),
  );
  expect(submitted?.source).toBe(`slack T1/${ann.user.id} (ann), /campaign submit`);
  expect(rejected).toMatchObject({
    actor: "ben@example.com",
    detail: { comment: "=SUM(A1) is no greeting" },
  });
  expect(approved?.source).toMatch(
    new RegExp(
      `^slack T1/${ben.user.id} \\(ben\\), button in #campaigns, message ${stage.channel.id}/[\\d.]+$`,
    ),
  );
  expect(approved?.detail).toMatchObject({ version: 1, content_hash: campaign.content_hash });
  expect(Object.keys(approved?.detail ?? {})).toContain("approvals"); // how many the policy asked for
  expect(Date.parse(approved?.at ?? "")).toBeGreaterThan(0);

  await expect(stage.store.pool.query("update audit_log set actor = 'nobody'")).rejects.toThrow(
    "append-only",
  );
  await expect(stage.store.pool.query("delete from audit_log")).rejects.toThrow("append-only");

  await ann.types(`/campaign audit ${campaign.id}`, stage.channel);
  await ann.sees(/entries, each with a hash over the one before: all as they were written/, stage.channel);
  await ann.types(`/campaign audit ${campaign.id} csv`, stage.channel);
  await ann.sees("Its history is in its thread, as a file", stage.channel);
  const file = await eventually(() =>
    [...stage.team.files.values()].find(({ name }) => name.startsWith("audit-")),
  );
  const csv = file.bytes.toString("utf8");
  expect(csv).toMatch(/^"chain_no","at","action"/);
  expect(csv).toContain('""comment"":""=SUM(A1) is no greeting""');
  expect(csv).not.toMatch(/(?:^|,)"[=+\-@]/m);

  // Somebody with the database rewrites history.
  await tamper(campaign.id);
  person("cleo").reloads();
  await person("cleo").types(`/campaign audit ${campaign.id}`, stage.channel);
  const seen = await person("cleo").sees("This history is not what was written", stage.channel);
  expect(readMessage(seen)).toMatch(/entry \d+ \(/);
});

test("where the bot may not add files, the way to the table is told", async () => {
  const { stage, person } = scene;
  const { campaign } = await scene.submitted();
  const { scopes } = stage.team;
  stage.team.scopes = new Set([...scopes].filter((scope) => scope !== "files:write"));
  await person("ann").types(`/campaign audit ${campaign.id} csv`, stage.channel);
  const answer = await person("ann").sees("audit?format=csv", stage.channel);
  expect(answer.ephemeral_to).toBe(person("ann").user.id);
  stage.team.scopes = scopes;
});

async function tamper(campaignId: string): Promise<void> {
  const client = await scene.stage.store.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(
      "update audit_log set actor = 'cleo@example.com' where campaign_id = $1 and action = 'campaign.approved'",
      [campaignId],
    );
  } finally {
    await client.query("set session_replication_role = default");
    client.release();
  }
}
