// What may be edited in which status, and who decides on it then.
import type { CampaignStatus, RunStatus } from "@sluice/schema";
import { beforeEach, describe, expect, test } from "vitest";
import {
  approveCampaign,
  archiveCampaign,
  CampaignError,
  createCampaign,
  diffCampaign,
  editCampaign,
  getCampaign,
  pauseCampaign,
  publishCampaign,
  rejectCampaign,
  stopCampaign,
  submitCampaign,
  unarchiveCampaign,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, triggered, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

let ports: InMemoryPorts;
let campaignId: string;
const ref = (actor = ana) => ({ workspaceId: WORKSPACE, campaignId, actor });
const edit = (patch: unknown, actor = ana) => editCampaign(ports, { ...ref(actor), patch });
const RENAME = { basic_details: { name: "Another sale" } };

async function errorOf(action: Promise<unknown>): Promise<CampaignError> {
  const error: unknown = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CampaignError);
  return error as CampaignError;
}

async function create(definition = publishable()): Promise<void> {
  ({ id: campaignId } = await createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition }));
}

async function release(): Promise<void> {
  await submitCampaign(ports, ref(ana));
  await approveCampaign(ports, ref(ben));
  await publishCampaign(ports, ref(ana));
}

beforeEach(async () => {
  ports = inMemoryPorts();
  await create();
});

const AT = {
  scheduling_details: { delivery_type: "AT_FIXED_TIME", start_time: "2026-06-01T13:00:00", timezone: "UTC" },
} as const;

test("an edit of a version that is no longer the newest is refused with both versions, and changes nothing", async () => {
  await edit(RENAME, ben);
  const stale = editCampaign(ports, { ...ref(ana), patch: AT, seenVersion: 1 });
  const { code, message } = await errorOf(stale);
  expect(code).toBe("CONFLICT");
  expect(message).toContain("You edited version 1; version 2 is the newest, by ben@example.com");
  expect(await getCampaign(ports, ref())).toMatchObject({ version: 2, ...RENAME });
  expect((await editCampaign(ports, { ...ref(ana), patch: AT, seenVersion: 2 })).version).toBe(3);
});

describe("in each status", () => {
  test.each<[RunStatus, CampaignStatus]>([
    ["sending", "SENDING"],
    ["sent", "SENT"],
    ["stopped", "STOPPED"],
    ["expired", "EXPIRED"],
    ["not_sent", "NOT_SENT"],
  ])("a run that is %s makes a campaign that cannot be edited", async (status, shown) => {
    await release();
    ports.moveRun(campaignId, { status, started_at: "2026-06-01T12:00:00Z" });
    const error = await errorOf(edit(RENAME));
    expect(error).toMatchObject({ code: "NOT_EDITABLE" });
    expect(error.message).toContain(shown);
  });

  test("an archived campaign cannot be edited until it is taken out again", async () => {
    await archiveCampaign(ports, ref());
    expect((await errorOf(edit(RENAME))).code).toBe("NOT_EDITABLE");
    await unarchiveCampaign(ports, ref());
    expect(await edit(RENAME)).toMatchObject({ status: "DRAFT", version: 2 });
  });

  test("a scheduled one keeps its way of sending; its time may change", async () => {
    await create(publishable(AT));
    await release();
    const error = await errorOf(
      edit({
        campaign_delivery_type: "PERIODIC",
        scheduling_details: { delivery_type: "ASAP", start_time: null },
      }),
    );
    expect(error.problems.map(({ field }) => field)).toEqual([
      "campaign_delivery_type",
      "scheduling_details.delivery_type",
    ]);
    expect(await edit({ scheduling_details: { start_time: "2026-06-01T14:00:00" } })).toMatchObject({
      status: "DRAFT",
      run_id: null,
    });
  });

  test("a live one keeps whom it reaches, when, and what it is measured by; the same again is no change", async () => {
    await create(triggered({ conversion_goal_details: { attribution_window_in_hours: 5 } }));
    await release();
    const error = await errorOf(
      edit({
        trigger_condition: { trigger_delay_type: "ASAP" },
        segmentation_details: { is_all_user_campaign: true },
        conversion_goal_details: { attribution_window_in_hours: 6 },
        scheduling_details: { delivery_type: "AT_FIXED_TIME", start_time: "2026-06-01T13:00:00" },
      }),
    );
    expect(error.problems.map(({ field }) => field)).toEqual([
      "scheduling_details.delivery_type",
      "scheduling_details.start_time",
      "trigger_condition",
      "segmentation_details",
      "conversion_goal_details",
    ]);
    expect(error.message).toContain("ACTIVE");
    const same = { conversion_goal_details: { attribution_window_in_hours: 5 } };
    expect(await edit({ ...same, ...RENAME })).toMatchObject({ status: "ACTIVE", pending_version: 2 });
  });

  test("one that was paused before its start is taken back; one that had begun is not edited", async () => {
    await create(publishable(AT));
    await release();
    await pauseCampaign(ports, ref());
    expect(await edit(RENAME)).toMatchObject({ status: "DRAFT", run_id: null });
    await release();
    ports.moveRun(campaignId, { status: "paused", isCut: true });
    const error = await errorOf(edit({ basic_details: { name: "Third name" } }));
    expect(error.code).toBe("NOT_EDITABLE");
  });
});

describe("a pending version", () => {
  beforeEach(async () => {
    await create(triggered());
    await release();
    await edit(RENAME);
  });

  test("goes its own way, and takes the place of the live one when it is published", async () => {
    const { run_id: first } = await getCampaign(ports, ref());
    await submitCampaign(ports, ref());
    expect(await getCampaign(ports, ref())).toMatchObject({
      status: "ACTIVE",
      pending_status: "UNDER_REVIEW",
    });
    await rejectCampaign(ports, { ...ref(ben), comment: "wrong name" });
    expect(await getCampaign(ports, ref())).toMatchObject({
      pending_status: "REJECTED",
      rejection_comment: "wrong name",
    });
    await release();
    const now = await getCampaign(ports, ref());
    expect(now).toMatchObject({ status: "ACTIVE", live_version: 2, pending_version: null });
    expect(now.run_id).not.toBe(first);
    expect(ports.tables().audit.at(-1)).toMatchObject({
      action: "campaign.published",
      detail: { replaced_run_id: first },
    });
  });

  test("leaves the approval of what is live as it is", async () => {
    expect(ports.tables().approvals.map(({ voided_at }) => voided_at)).toEqual([null]);
  });

  test("is refused while the campaign is paused, and is gone with it when it is stopped", async () => {
    await submitCampaign(ports, ref());
    await approveCampaign(ports, ref(ben));
    await pauseCampaign(ports, ref());
    expect((await errorOf(publishCampaign(ports, ref()))).message).toContain("paused");
    expect(await stopCampaign(ports, ref())).toMatchObject({ status: "STOPPED", pending_version: null });
  });

  test("is compared with what was approved", async () => {
    expect(await diffCampaign(ports, ref())).toEqual({
      from: 1,
      to: 2,
      changes: [{ path: "basic_details.name", before: "Winter sale", after: "Another sale" }],
      isCut: false,
    });
  });
});

describe("who decides", () => {
  test("a campaign that names its approvers is decided on by them alone, and by none of its authors", async () => {
    await create(publishable({ approvers: ["Ben@example.com", "ana@example.com"] }));
    await submitCampaign(ports, ref());
    const stranger = await errorOf(approveCampaign(ports, ref(cleo)));
    expect(stranger).toMatchObject({ code: "NOT_PERMITTED" });
    expect(stranger.message).toContain("Ben@example.com");
    const strangersNo = rejectCampaign(ports, { ...ref(cleo), comment: "no" });
    expect((await errorOf(strangersNo)).code).toBe("NOT_PERMITTED");
    expect((await errorOf(approveCampaign(ports, ref(ana)))).code).toBe("SELF_APPROVAL");
    expect(await approveCampaign(ports, ref(ben))).toMatchObject({ status: "APPROVED" });
  });

  test("whom a body names and whose credential it came with are authors; the log tells both, and why", async () => {
    const claim = { claimedBy: ben.person, versionNote: "a typo" };
    await editCampaign(ports, { ...ref(cleo), patch: RENAME, ...claim });
    expect(await getCampaign(ports, ref())).toMatchObject({
      updated_by: ben.person,
      updated_by_credential: cleo.person,
    });
    expect(ports.tables().audit.at(-1)).toMatchObject({
      actor: cleo.person,
      detail: { claimed_by: ben.person, version_note: "a typo" },
    });
    await submitCampaign(ports, ref());
    for (const author of [ana, ben, cleo])
      expect((await errorOf(approveCampaign(ports, ref(author)))).code).toBe("SELF_APPROVAL");
  });
});

test("an audience limit is for workspaces that have it, in the product's words", async () => {
  const limit = { campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 5 } };
  const error = await errorOf(edit(limit));
  expect(error).toMatchObject({
    code: "MALFORMED",
    message: "Campaign Audience Limit feature is not enabled for this db",
    problems: [{ field: "campaign_audience_limit" }],
  });
  ports.tables().features.campaign_audience_limit = true;
  expect(await edit(limit)).toMatchObject({ version: 2 });
});
