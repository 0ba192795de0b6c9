import type { Notice } from "@sluice/schema";
import { beforeEach, expect, test } from "vitest";
import {
  approveCampaign,
  assertMayTest,
  CampaignError,
  createCampaign,
  getCampaign,
  liftWorkspaceStop,
  pauseCampaign,
  publishCampaign,
  replayCampaign,
  resumeCampaign,
  stopCampaign,
  type StopPorts,
  stopWorkspace,
  submitCampaign,
  workspaceStop,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

let ports: InMemoryPorts & StopPorts;
let notices: Notice[];

beforeEach(() => {
  notices = [];
  ports = { ...inMemoryPorts(), publishNotice: async (notice) => void notices.push(notice) };
});

const by = (actor: typeof ana) => ({ workspaceId: WORKSPACE, actor });

async function approved(): Promise<string> {
  const { id } = await createCampaign(ports, { ...by(ana), definition: publishable() });
  await submitCampaign(ports, { ...by(ana), campaignId: id });
  await approveCampaign(ports, { ...by(ben), campaignId: id });
  return id;
}

async function published(): Promise<string> {
  const id = await approved();
  await publishCampaign(ports, { ...by(ana), campaignId: id });
  return id;
}

const codeOf = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => "done",
    (error: unknown) => (error instanceof CampaignError ? error.code : error),
  );

test("a stop pauses every run that is planned or sends, and says so to the senders, the audit log and people", async () => {
  const [first, second, paused, over] = [
    await published(),
    await published(),
    await published(),
    await published(),
  ];
  ports.moveRun(second, { status: "sending", started_at: new Date(ports.nowMs()).toISOString() });
  await pauseCampaign(ports, { ...by(ana), campaignId: paused });
  await stopCampaign(ports, { ...by(ana), campaignId: over });
  ports.puts.length = 0;

  const { stop, isNew } = await stopWorkspace(ports, { ...by(cleo), reason: " the shop is down " });
  expect(isNew).toBe(true);
  expect(stop).toMatchObject({
    stopped_by: cleo.person,
    reason: "the shop is down",
    paused_runs: 2,
    lifts: [],
    ended_at: null,
  });
  for (const id of [first, second, paused])
    expect(await getCampaign(ports, { workspaceId: WORKSPACE, campaignId: id })).toMatchObject({
      status: "PAUSED",
    });
  expect(ports.puts.map(({ state }) => state)).toEqual(["paused", "paused"]);
  expect(ports.tables().audit.at(-1)).toMatchObject({
    action: "workspace.stopped",
    actor: cleo.person,
    campaign_id: null,
    detail: { paused_runs: 2, reason: "the shop is down" },
  });
  expect(notices).toMatchObject([{ kind: "workspace_stopped", campaign_id: null }]);
  expect(notices[0]?.text).toContain(
    "cleo@example.com stopped everything: the shop is down. 2 runs are paused",
  );
});

test("while it holds nothing is published, resumed, replayed or tested; pausing and stopping go on", async () => {
  const [waiting, live] = [await approved(), await published()];
  await stopWorkspace(ports, by(ben));
  const on = (campaignId: string) => ({ ...by(ana), campaignId });
  expect(await codeOf(publishCampaign(ports, on(waiting)))).toBe("ALL_STOPPED");
  expect(await codeOf(resumeCampaign(ports, on(live)))).toBe("ALL_STOPPED");
  expect(await codeOf(replayCampaign(ports, on(live), async () => ({ replayed: 1 })))).toBe("ALL_STOPPED");
  expect(await codeOf(assertMayTest(ports, { workspaceId: WORKSPACE, userIds: ["u1"] }))).toBe("ALL_STOPPED");
  expect(
    await codeOf(
      submitCampaign(ports, on((await createCampaign(ports, { ...by(ana), definition: publishable() })).id)),
    ),
  ).toBe("done");
  expect(await codeOf(stopCampaign(ports, on(live)))).toBe("done");
});

test("a second stop changes nothing, names the first, and tells the senders again", async () => {
  await published();
  const first = await stopWorkspace(ports, { ...by(ana), reason: "first" });
  ports.puts.length = 0;
  const second = await stopWorkspace(ports, { ...by(ben), reason: "second" });
  expect(second).toEqual({ stop: first.stop, isNew: false });
  expect(ports.puts.map(({ state }) => state)).toEqual(["paused"]);
  expect(notices).toHaveLength(1);
  expect(ports.tables().audit.filter(({ action }) => action === "workspace.stopped")).toHaveLength(1);
});

test("lifting takes two different people, however a name is written; runs stay paused until somebody resumes them", async () => {
  const id = await published();
  await stopWorkspace(ports, by(ana));
  expect(await liftWorkspaceStop(ports, by(ana))).toMatchObject({ ended_at: null });
  expect(await codeOf(liftWorkspaceStop(ports, by({ ...ana, person: " ANA@example.com " })))).toBe(
    "ALREADY_DONE",
  );
  expect(await workspaceStop(ports, WORKSPACE)).toMatchObject({ lifts: [{ lifted_by: ana.person }] });
  expect(await codeOf(resumeCampaign(ports, { ...by(ana), campaignId: id }))).toBe("ALL_STOPPED");

  const lifted = await liftWorkspaceStop(ports, by(ben));
  expect(lifted.ended_at).not.toBeNull();
  expect(await workspaceStop(ports, WORKSPACE)).toBeNull();
  expect(await getCampaign(ports, { workspaceId: WORKSPACE, campaignId: id })).toMatchObject({
    status: "PAUSED",
  });
  expect(await codeOf(resumeCampaign(ports, { ...by(ana), campaignId: id }))).toBe("done");
  expect(notices.map(({ kind, text }) => [kind, text.includes("1 of 2")])).toEqual([
    ["workspace_stopped", false],
    ["workspace_stop_lifted", true],
    ["workspace_stop_lifted", false],
  ]);
  expect(await codeOf(liftWorkspaceStop(ports, by(cleo)))).toBe("WRONG_STATUS");
});

test("a control that the bus does not take is no failure of the stop", async () => {
  await published();
  let missed = 0;
  const deaf: StopPorts = {
    ...ports,
    controls: { put: async () => Promise.reject(new Error("the bus is away")) },
    onControlNotPut: () => void (missed += 1),
  };
  expect((await stopWorkspace(deaf, by(ana))).stop.paused_runs).toBe(1);
  expect(missed).toBe(1);
});

test("tests go to those alone whom the policy names", async () => {
  const to = (...userIds: string[]) => codeOf(assertMayTest(ports, { workspaceId: WORKSPACE, userIds }));
  expect(await to("anybody")).toBe("done");
  const { approval_policy: _, ...others } = ports.tables().features;
  const policy = { test_users: ["qa1", "qa2"] };
  Object.assign(ports.tables().features, { ...others, approval_policy: policy });
  expect(await to("qa1", "qa2")).toBe("done");
  expect(await to("qa1", "u1")).toBe("INVALID");
});
