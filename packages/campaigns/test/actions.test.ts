import { beforeEach, describe, expect, test } from "vitest";
import {
  approveCampaign,
  CampaignError,
  createCampaign,
  currentCampaign,
  editCampaign,
  pauseCampaign,
  publishCampaign,
  rejectCampaign,
  resumeCampaign,
  stopCampaign,
  submitCampaign,
  validateCampaign,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts, NOW_MS } from "./in-memory-ports.ts";

let ports: InMemoryPorts;
let campaignId: string;
const ref = (actor: typeof ana) => ({ workspaceId: WORKSPACE, campaignId, actor });
const rename = (name: string) => ({ basic_details: { name } });

async function errorOf(action: Promise<unknown>): Promise<CampaignError> {
  const error = await action.then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(CampaignError);
  return error as CampaignError;
}

beforeEach(async () => {
  ports = inMemoryPorts();
  const created = await createCampaign(ports, {
    workspaceId: WORKSPACE,
    actor: ana,
    definition: publishable(),
  });
  campaignId = created.id;
});

async function approved(): Promise<void> {
  await submitCampaign(ports, ref(ana));
  await approveCampaign(ports, ref(ben));
}

async function published(definition = publishable()): Promise<void> {
  await editCampaign(ports, { ...ref(ana), patch: definition });
  await approved();
  await publishCampaign(ports, ref(ana));
}

describe("writing", () => {
  test("a new campaign is a draft of version 1 that belongs to its writer", () => {
    const { campaign } = ports.tables().campaigns[campaignId]!;
    expect(campaign).toMatchObject({ status: "DRAFT", version: 1, created_by: ana.person, run_id: null });
  });

  test("a request id makes one campaign: the second create names the first", async () => {
    const create = () =>
      createCampaign(ports, {
        workspaceId: WORKSPACE,
        actor: ana,
        definition: publishable(),
        requestId: "r1",
      });
    const { id } = await create();
    const error = await errorOf(create());
    expect(error.code).toBe("ALREADY_DONE");
    expect(error.message).toContain(id);
  });

  test("an edit is a new version; an edit that changes nothing is none", async () => {
    await editCampaign(ports, { ...ref(ben), patch: rename("Summer sale") });
    const same = await editCampaign(ports, { ...ref(ben), patch: rename("Summer sale") });
    expect(same).toMatchObject({
      version: 2,
      updated_by: ben.person,
      basic_details: { name: "Summer sale" },
    });
    expect(ports.tables().versions).toHaveLength(2);
  });

  test("an edit of an approved campaign makes a draft and voids the approval", async () => {
    await approved();
    const edited = await editCampaign(ports, { ...ref(cleo), patch: rename("Autumn sale") });
    expect(edited).toMatchObject({ status: "DRAFT", version: 2, submitted_by: null });
    expect(ports.tables().approvals[0]!.voided_at).not.toBeNull();
    expect((await errorOf(publishCampaign(ports, ref(ana)))).code).toBe("WRONG_STATUS");
  });

  test("what is being sent once cannot be edited", async () => {
    await published();
    const error = await errorOf(editCampaign(ports, { ...ref(ana), patch: rename("Too late") }));
    expect(error).toMatchObject({ code: "NOT_EDITABLE", message: expect.stringContaining("SENDING") });
  });

  test("a campaign of another workspace is not found", async () => {
    const error = await errorOf(
      validateCampaign(ports, { workspaceId: "other", campaignId: "0".repeat(24) }),
    );
    expect(error.code).toBe("NOT_FOUND");
  });
});

describe("review", () => {
  test("an incomplete campaign cannot be submitted, and hears every problem at once", async () => {
    const definition = { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" } as const;
    const { id } = await createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition });
    const error = await errorOf(submitCampaign(ports, { ...ref(ana), campaignId: id }));
    expect(error.code).toBe("INVALID");
    expect(error.problems).toHaveLength(4);
  });

  test.each([
    ["who created it", ana, async () => submitCampaign(ports, ref(ben))],
    ["who submitted it", ben, async () => submitCampaign(ports, ref(ben))],
    [
      "who edited it",
      cleo,
      async () => {
        await editCampaign(ports, { ...ref(cleo), patch: rename("Edited sale") });
        await submitCampaign(ports, ref(ben));
      },
    ],
    [
      "who created it, spelt otherwise",
      { person: " ANA@Example.com", source: "test" },
      async () => submitCampaign(ports, ref(ben)),
    ],
  ])("%s does not approve it", async (_name, person, prepare) => {
    await prepare();
    const error = await errorOf(approveCampaign(ports, ref(person)));
    expect(error.code).toBe("SELF_APPROVAL");
    expect(error.message).toContain("another person");
  });

  test("who submitted the same content before, does not approve it after a rejection either", async () => {
    await submitCampaign(ports, ref(ben));
    await rejectCampaign(ports, { ...ref(cleo), comment: "not yet" });
    await submitCampaign(ports, ref(ana));
    expect((await errorOf(approveCampaign(ports, ref(ben)))).code).toBe("SELF_APPROVAL");
  });

  test("an editor may approve a later version once another person has approved theirs", async () => {
    await editCampaign(ports, { ...ref(cleo), patch: rename("By Cleo") });
    await approved();
    const dan = { person: "dan@example.com", source: "test" };
    await editCampaign(ports, { ...ref(dan), patch: rename("By Dan") });
    await submitCampaign(ports, ref(dan));
    expect(await approveCampaign(ports, ref(cleo))).toMatchObject({ status: "APPROVED" });
  });

  test("a rejection needs a comment, and leads back through an edit or a new submission", async () => {
    await submitCampaign(ports, ref(ana));
    expect((await errorOf(rejectCampaign(ports, { ...ref(ben), comment: " " }))).code).toBe("INVALID");
    const rejected = await rejectCampaign(ports, { ...ref(ben), comment: "wrong link" });
    expect(rejected).toMatchObject({ status: "REJECTED", approval: { comment: "wrong link" } });
    expect(await submitCampaign(ports, ref(ana))).toMatchObject({ status: "UNDER_REVIEW" });
  });

  test("of two approvers at once one wins, and the other hears who", async () => {
    await submitCampaign(ports, ref(ana));
    ports.interfere(() => approveCampaign(ports, ref(cleo)));
    const error = await errorOf(approveCampaign(ports, ref(ben)));
    expect(error).toMatchObject({ code: "ALREADY_DONE" });
    expect(error.message).toContain(`by ${cleo.person}`);
  });

  test("an approval of what the reviewer did not see is refused", async () => {
    await submitCampaign(ports, ref(ana));
    const seenContentHash = ports.tables().campaigns[campaignId]!.campaign.content_hash;
    await editCampaign(ports, { ...ref(ana), patch: rename("Something else") });
    await submitCampaign(ports, ref(ana));
    expect((await errorOf(approveCampaign(ports, { ...ref(ben), seenContentHash }))).code).toBe(
      "STALE_APPROVAL",
    );
  });

  test("an edit and a new submission under the approver's hands are noticed", async () => {
    await submitCampaign(ports, ref(ana));
    ports.interfere(async () => {
      await editCampaign(ports, { ...ref(ana), patch: rename("Swapped") });
      await submitCampaign(ports, ref(ana));
    });
    expect((await errorOf(approveCampaign(ports, ref(ben)))).code).toBe("STALE_APPROVAL");
  });
});

describe("publishing", () => {
  test("an approved campaign becomes one run, bound to the approval and the content", async () => {
    await approved();
    const campaign = await publishCampaign(ports, ref(cleo));
    expect(campaign.status).toBe("SENDING");
    const [run] = Object.values(ports.tables().runs);
    expect(run).toMatchObject({
      run_id: campaign.run_id,
      approval_id: campaign.approval!.approval_id,
      content_hash: campaign.content_hash,
      starts_at: new Date(NOW_MS).toISOString(),
    });
    expect((await errorOf(publishCampaign(ports, ref(ana)))).code).toBe("WRONG_STATUS");
  });

  test("with a start ahead it is scheduled, and is sending when the start has come", async () => {
    const scheduling_details = {
      delivery_type: "AT_FIXED_TIME",
      start_time: "2026-06-01T13:00:00Z",
    } as const;
    await published(publishable({ scheduling_details }));
    const seenAt = (nowMs: number) => currentCampaign(ports.tables().campaigns[campaignId]!, nowMs).status;
    expect([seenAt(NOW_MS), seenAt(NOW_MS + 3_600_000)]).toEqual(["SCHEDULED", "SENDING"]);
  });

  test("a start that passed between approval and publication is refused", async () => {
    const scheduling_details = {
      delivery_type: "AT_FIXED_TIME",
      start_time: "2026-06-01T13:00:00Z",
    } as const;
    await editCampaign(ports, { ...ref(ana), patch: publishable({ scheduling_details }) });
    await approved();
    ports.clock.nowMs += 2 * 3_600_000;
    const error = await errorOf(publishCampaign(ports, ref(ana)));
    expect(error.problems).toMatchObject([{ field: "scheduling_details.start_time" }]);
  });
});

describe("a published campaign", () => {
  test("is paused, resumed and stopped, and the senders are told each time", async () => {
    await published();
    expect(await pauseCampaign(ports, ref(ben))).toMatchObject({ status: "PAUSED" });
    expect(await resumeCampaign(ports, ref(ben))).toMatchObject({ status: "SENDING" });
    expect(await stopCampaign(ports, ref(ben))).toMatchObject({ status: "STOPPED" });
    expect(ports.puts.map(({ state }) => state)).toEqual(["paused", "sending", "stopped"]);
    expect((await errorOf(stopCampaign(ports, ref(ben)))).code).toBe("WRONG_STATUS");
  });

  test("resumes to where it was: sending when something was sent, planned otherwise", async () => {
    await published();
    ports.moveRun(campaignId, { status: "sending", started_at: new Date(NOW_MS).toISOString() });
    await pauseCampaign(ports, ref(ben));
    await resumeCampaign(ports, ref(ben));
    expect(ports.tables().campaigns[campaignId]!.run!.status).toBe("sending");
  });

  test("follows its run without being written", async () => {
    await published();
    ports.moveRun(campaignId, { status: "sent" });
    expect((await errorOf(pauseCampaign(ports, ref(ben)))).message).toContain("SENT");
  });

  test("is paused even when the bus does not take the control", async () => {
    await published();
    const lost: unknown[] = [];
    const withoutBus = {
      ...ports,
      controls: { put: () => Promise.reject(new Error("no bus")) },
      onControlNotPut: (error: unknown) => lost.push(error),
    };
    expect(await pauseCampaign(withoutBus, ref(ben))).toMatchObject({ status: "PAUSED" });
    expect(lost).toHaveLength(1);
  });
});

test("the audit log tells who did what, from where, to which version", async () => {
  await published();
  await stopCampaign(ports, ref(ben));
  expect(ports.tables().audit.map(({ action, actor }) => [action, actor])).toEqual([
    ["campaign.created", ana.person],
    ["campaign.submitted", ana.person],
    ["campaign.approved", ben.person],
    ["campaign.published", ana.person],
    ["campaign.stopped", ben.person],
  ]);
  expect(ports.tables().audit[2]).toMatchObject({ source: "test", detail: { version: 1, comment: null } });
});
