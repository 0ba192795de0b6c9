// Many Slack workspaces by OAuth: each works for the workspace that the operator linked it with, and for no other.
import type { Campaign } from "@sluice/schema";
import { findSlackInstallation, replaceSealed, rowsToRewrap, unlinkSlackTeam } from "@sluice/store";
import { eventually } from "@sluice/testkit";
import { Browser, eventPayload, pressables, readMessage } from "@sluice/testkit/fake-slack";
import { generateVaultKey, Vault } from "@sluice/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ManyStage, openManyStage, type Tenant, vaultOf } from "./many-stage.ts";

let stage: ManyStage;
let acme: Tenant;
let rival: Tenant;

beforeAll(async () => {
  stage = await openManyStage();
  ({ acme, rival } = stage.tenants);
  await stage.startBot();
}, 60_000);
afterAll(async () => stage[Symbol.asyncDispose]());

const draftIn = ({ desk }: Tenant, name: string): Promise<Campaign> =>
  desk.create(
    { person: "author@example.com", source: "test" },
    {
      channel: "CONNECTOR",
      campaign_delivery_type: "ONE_TIME",
      basic_details: { name },
      campaign_content: { content: { connector: { url: "https://api.example.com/n", method: "POST" } } },
      segmentation_details: { is_all_user_campaign: true },
      scheduling_details: { delivery_type: "ASAP" },
    },
  );
const annOf = ({ team }: Tenant) => stage.slack.person(team, "ann");
const benOf = ({ team }: Tenant) => stage.slack.person(team, "ben");
const callsOf = (teamId: string) => stage.slack.api.calls.filter((call) => call.teamId === teamId);
const textsIn = ({ team }: Tenant): string =>
  [...team.workspace.channels.values()].flatMap(({ messages }) => messages.map(readMessage)).join("\n");

test("a Slack workspace that no operator has linked gets nothing: its token is given back, and nothing is kept", async () => {
  const page = await stage.install(acme);
  expect(page.status).toBe(403);
  expect(page.text).toContain("sluice slack link --team T1ACME");
  expect(acme.team.botToken).toBe("");
  expect(await findSlackInstallation(stage.store, acme.teamId)).toBeNull();
});

test("linked, then installed over OAuth by somebody in it: `/campaign` works there, and the token is sealed at rest", async () => {
  await stage.link(acme);
  const page = await stage.install(acme);
  expect(page.text).toContain("Sluice is installed in Team T1ACME");
  await annOf(acme).types("/campaign help", acme.channel);
  await annOf(acme).sees("/campaign", acme.channel);
  const { rows } = await stage.store.pool.query<{ all: string }>(
    "select row_to_json(i)::text as all from slack_installations i",
  );
  expect(rows.map(({ all }) => all).join("")).not.toContain(acme.team.botToken);
  const row = await findSlackInstallation(stage.store, acme.teamId);
  const sealedFor = {
    workspaceId: "acme",
    kind: "slack",
    id: acme.teamId,
    version: row?.version ?? 0,
  } as const;
  const opened = JSON.parse(vaultOf(stage).open(row?.sealed ?? "", sealedFor)) as { bot: { token: string } };
  expect(opened.bot.token).toBe(acme.team.botToken);
});

test("an installation that was begun in another browser, or with a made up state, is refused", async () => {
  const browser = new Browser();
  const { url } = await browser.opens(`${stage.publicUrl}/slack/install`);
  const state = new URL(url).searchParams.get("state");
  const back = `${stage.publicUrl}/slack/oauth_redirect?code=abc`;
  expect((await new Browser().opens(`${back}&state=${state}`)).status).toBe(400);
  expect((await browser.opens(`${back}&state=made-up`)).status).toBe(400);
});

test("a Slack workspace is linked with one workspace, until the operator takes that away", async () => {
  expect(await stage.link(acme, "rival")).toBe("elsewhere");
  expect(await stage.link(acme)).toBe("linked");
});

test("two Slack workspaces at once never see each other's token, campaigns or cards", async () => {
  await stage.link(rival);
  await stage.install(rival);
  const [ours, theirs] = await Promise.all([
    draftIn(acme, "Spring of Acme"),
    draftIn(rival, "Autumn of Rival"),
  ]);
  await Promise.all([
    ...Array.from({ length: 5 }, () => annOf(acme).types("/campaign list", acme.channel)),
    ...Array.from({ length: 5 }, () => annOf(rival).types("/campaign list", rival.channel)),
    annOf(acme).types(`/campaign submit ${ours.id}`, acme.channel),
    annOf(rival).types(`/campaign submit ${theirs.id}`, rival.channel),
  ]);
  await benOf(acme).sees("waiting for", acme.channel);
  await benOf(rival).sees("waiting for", rival.channel);
  await Promise.all([annOf(acme).opensHome(), annOf(rival).opensHome()]);
  await eventually(() => annOf(acme).home !== undefined && annOf(rival).home !== undefined);
  expect(textsIn(acme)).not.toContain("Autumn of Rival");
  expect(textsIn(rival)).not.toContain("Spring of Acme");
  expect(JSON.stringify(annOf(rival).home)).not.toContain("Spring of Acme");
  for (const [own, other] of [
    [acme, rival],
    [rival, acme],
  ] as const) {
    const channels = [...other.team.workspace.channels.keys(), ...other.team.workspace.users.keys()];
    const foreign = callsOf(own.teamId).filter(({ args }) =>
      channels.some((id) => id !== "U0BOT" && [args.text("channel"), args.text("user")].includes(id)),
    );
    expect(foreign).toEqual([]);
    await eventually(() => callsOf(own.teamId).length > 5);
  }
  expect(stage.slack.api.calls.filter(({ answer }) => answer === "channel_not_found")).toEqual([]);
});

test("a person of one Slack workspace cannot act on a campaign of another: not by a forged button, a command or a modal", async () => {
  const { id } = await draftIn(acme, "Winter of Acme");
  await annOf(acme).types(`/campaign submit ${id}`, acme.channel);
  const card = await benOf(acme).sees("Winter of Acme", acme.channel);
  const before = await acme.desk.get(id);
  const [message] = rival.channel.messages.filter(({ blocks = [] }) => pressables(blocks).length > 0);
  for (const found of pressables(card.blocks ?? []))
    await stage.slack.delivery.deliver(benOf(rival).clickOn(rival.channel, message!, found));
  await benOf(rival).types(`/campaign approve ${id}`, rival.channel);
  await benOf(rival).types("/campaign show Winter", rival.channel);
  await benOf(rival).sees("There is no campaign", rival.channel);
  expect(textsIn(rival)).not.toContain("Winter of Acme");
  expect(await acme.desk.get(id)).toEqual(before);
  const lines = await acme.desk.audit(id, 100);
  expect(lines.filter(({ source }) => source.includes(rival.teamId))).toEqual([]);
});

test("after a restart every Slack workspace is served at once, with its own token", async () => {
  const bot = await stage.startBot();
  expect(bot.health().offices).toBe(2);
  const sent = stage.slack.api.calls.length;
  await annOf(rival).types("/campaign list", rival.channel);
  await annOf(acme).opensHome();
  await eventually(() => stage.slack.api.calls.slice(sent).some(({ teamId }) => teamId === acme.teamId));
});

test("with a new key put first, what is sealed is wrapped again, and opens without the old one", async () => {
  const next = generateVaultKey(1);
  const both = new Vault([next, stage.key]);
  for (const row of await rowsToRewrap(stage.store, both.currentPrefix, 100))
    await replaceSealed(stage.store, row, both.rewrap(row.sealed, row));
  const row = await findSlackInstallation(stage.store, acme.teamId);
  const sealedFor = {
    workspaceId: "acme",
    kind: "slack",
    id: acme.teamId,
    version: row?.version ?? 0,
  } as const;
  expect(new Vault([next]).open(row?.sealed ?? "", sealedFor)).toContain(acme.team.botToken);
  const back = new Vault([stage.key, next]);
  for (const one of await rowsToRewrap(stage.store, back.currentPrefix, 100))
    await replaceSealed(stage.store, one, back.rewrap(one.sealed, one));
});

test("taken out of a Slack workspace, its token is deleted and nobody there is served; told again later, a new installation stays", async () => {
  const told = eventPayload(rival.team, { type: "app_uninstalled" });
  await stage.slack.uninstall(rival.team);
  await eventually(async () => (await findSlackInstallation(stage.store, rival.teamId))?.sealed === null);
  await eventually(async () => {
    const { text } = await annOf(rival).types("/campaign list", rival.channel);
    return String(text).includes("not linked with this Slack workspace, or was removed");
  });
  await new Promise((resolve) => setTimeout(resolve, 2_000)); // Slack tells the time in whole seconds
  await stage.install(rival);
  await stage.slack.delivery.deliver({
    kind: "events_api",
    payload: told,
    retry: { number: 1, reason: "http_timeout" },
  });
  await annOf(rival).types("/campaign help", rival.channel);
  await annOf(rival).sees("/campaign", rival.channel);
  expect((await findSlackInstallation(stage.store, rival.teamId))?.sealed).not.toBeNull();
});

test("a token that Slack no longer knows is forgotten as soon as it is used, although nobody told", async () => {
  rival.team.uninstall();
  await annOf(rival)
    .opensHome()
    .catch(() => undefined);
  await annOf(rival)
    .types("/campaign new", rival.channel)
    .catch(() => undefined);
  const row = await eventually(async () => {
    const found = await findSlackInstallation(stage.store, rival.teamId);
    return found?.sealed === null && found;
  });
  expect(row).toMatchObject({ workspaceId: "rival", installedAt: null });
});

test("two Slack workspaces of one workspace show the same campaigns, each on cards of its own", async () => {
  await unlinkSlackTeam(stage.store, rival.teamId);
  await stage.link(rival, "acme");
  await stage.install(rival);
  const campaign = await draftIn(acme, "Shared by two");
  await annOf(acme).types(`/campaign submit ${campaign.id}`, acme.channel);
  const ours = await benOf(acme).sees("Shared by two", acme.channel);
  await annOf(rival).types(`/campaign show ${campaign.id}`, rival.channel);
  await annOf(rival).sees("Shared by two", rival.channel);
  await benOf(acme).clicks("Approve", { channel: acme.channel, message: ours });
  await eventually(async () => (await acme.desk.get(campaign.id)).status === "APPROVED");
  expect(stage.slack.api.calls.filter(({ answer }) => answer === "channel_not_found")).toEqual([]);
});

test("no token, code or secret stands in any line of the log, however much is logged", () => {
  const { oauth, signingSecret } = stage.slack;
  const tokens = [acme, rival].flatMap(({ team }) => [...team.revokedTokens, team.botToken]).filter(Boolean);
  const logged = stage.logged();
  expect(logged.length).toBeGreaterThan(500);
  expect(tokens.length).toBeGreaterThan(2);
  for (const secret of [...tokens, oauth.clientSecret, signingSecret, "a state secret"])
    expect(logged).not.toContain(secret);
  expect(logged).not.toMatch(/xoxb-(?!\[redacted\])/);
});
