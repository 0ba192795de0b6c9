import { ApprovalPolicy } from "@sluice/schema";
import { beforeEach, describe, expect, test } from "vitest";
import {
  approveCampaign,
  CampaignError,
  createCampaign,
  currentCampaign,
  editCampaign,
  publishCampaign,
  rejectCampaign,
  requestChanges,
  submitCampaign,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, triggered, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

const dan = { person: "dan@example.com", source: "test" };
const HOUR_MS = 3_600_000;
let ports: InMemoryPorts;
let campaignId: string;
const ref = (actor: typeof ana) => ({ workspaceId: WORKSPACE, campaignId, actor });
const seen = () => currentCampaign(ports.tables().campaigns[campaignId]!, ports.clock.nowMs);
const setPolicy = (policy: object): void =>
  void (ports.tables().features.approval_policy = ApprovalPolicy.parse(policy));
const audited = (): string[] => ports.tables().audit.map(({ action }) => action);

async function errorOf(action: Promise<unknown>): Promise<CampaignError> {
  const error = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CampaignError);
  return error as CampaignError;
}

async function create(definition = publishable()): Promise<void> {
  campaignId = (await createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition })).id;
}

beforeEach(async () => {
  ports = inMemoryPorts();
  await create();
});

describe("a request for approval", () => {
  test("says how many people it needs, why, and until when", async () => {
    setPolicy({ tiers: [{ approvals: 2, audience_over: 100 }], request_expires_after_hours: 48 });
    ports.crowd.users = 250;
    const { review, status } = await submitCampaign(ports, ref(ana));
    expect(status).toBe("UNDER_REVIEW");
    expect(review).toEqual({
      requested_by: ana.person,
      requested_at: "2026-06-01T12:00:00.000Z",
      expires_at: "2026-06-03T12:00:00.000Z",
      approval_expires_at: null,
      approvals_required: 2,
      reasons: ["250 users, more than 100"],
      audience: 250,
      approvals: [],
      reminded_at: null,
    });
  });

  test("counts nobody where nothing depends on it, and nobody of a campaign without audience", async () => {
    ports.crowd.onCount = () => Promise.reject(new Error("nobody should count"));
    expect((await submitCampaign(ports, ref(ana))).review).toMatchObject({ audience: null });
    setPolicy({ tiers: [{ approvals: 2, audience_over: 0 }] });
    await create(triggered());
    expect((await submitCampaign(ports, ref(ana))).review).toMatchObject({
      audience: null,
      approvals_required: 1,
    });
  });

  test("needs more people for an audience that nothing was published to, whatever the content", async () => {
    setPolicy({ tiers: [{ approvals: 2, first_time_audience: true }] });
    expect((await submitCampaign(ports, ref(ana))).review).toMatchObject({
      approvals_required: 2,
      reasons: ["nothing was ever sent to this audience"],
    });
    await approveCampaign(ports, ref(ben));
    await approveCampaign(ports, ref(cleo));
    await publishCampaign(ports, ref(ana));
    await create(publishable({ basic_details: { name: "To the same people" } }));
    expect((await submitCampaign(ports, ref(ana))).review).toMatchObject({ approvals_required: 1 });
  });

  test("is about what was counted: an edit meanwhile is counted anew", async () => {
    setPolicy({ tiers: [{ approvals: 2, audience_over: 100 }] });
    ports.crowd.onCount = async () => {
      ports.crowd.onCount = async () => undefined;
      ports.crowd.users = 200;
      await editCampaign(ports, {
        ...ref(cleo),
        patch: { basic_details: { name: "Edited while counting" } },
      });
    };
    const { review, version } = await submitCampaign(ports, ref(ana));
    expect([version, review?.audience, review?.approvals_required]).toEqual([2, 200, 2]);
  });

  test("is about the policy as it is when it is made: one that changes meanwhile is asked anew", async () => {
    setPolicy({ tiers: [{ approvals: 2, audience_over: 100 }] });
    ports.crowd.onCount = async () => {
      ports.crowd.onCount = async () => undefined;
      setPolicy({ approvals: 3 });
    };
    expect((await submitCampaign(ports, ref(ana))).review?.approvals_required).toBe(3);
  });

  test("of a large audience needs a test of the same content", async () => {
    setPolicy({ test_send_over: 100 });
    ports.crowd.users = 101;
    const error = await errorOf(submitCampaign(ports, ref(ana)));
    expect([error.code, error.problems[0]?.field]).toEqual(["INVALID", "campaign_content"]);
    expect(error.problems[0]?.issue).toContain("101 users, more than 100: send a test");
    const tested = (content_hash: string) =>
      ports.tables().audit.push({
        ...ports.tables().audit[0]!,
        action: "campaign.tested",
        detail: { content_hash },
      });
    tested("sha256:of-something-else");
    await errorOf(submitCampaign(ports, ref(ana)));
    tested(seen().content_hash);
    expect((await submitCampaign(ports, ref(ana))).status).toBe("UNDER_REVIEW");
  });

  test("is refused where fewer approvers are named than have to approve", async () => {
    setPolicy({ approvals: 2 });
    await create(publishable({ approvers: [ben.person, "Ben@Example.com"] }));
    const error = await errorOf(submitCampaign(ports, ref(ana)));
    expect(error.problems).toEqual([
      { field: "approvers", issue: "names 1 and 2 have to approve; name more people, or nobody" },
    ]);
    await editCampaign(ports, { ...ref(ana), patch: { approvers: [ben.person, cleo.person] } });
    expect((await submitCampaign(ports, ref(ana))).status).toBe("UNDER_REVIEW");
  });

  test("is refused for attributes that no user has, each by its name", async () => {
    const body = {
      type: "JSON",
      json: { a: "{{UserAttribute['frist_name']}}", b: "{{UserAttribute['city']}}" },
    };
    const campaign_content = { content: { connector: { url: "https://api.example.com/x", body } } };
    await editCampaign(ports, { ...ref(ana), patch: { campaign_content } });
    ports.crowd.without = ["frist_name"];
    const error = await errorOf(submitCampaign(ports, ref(ana)));
    expect(error.code).toBe("INVALID");
    expect(error.problems.map(({ issue }) => issue)).toEqual([
      expect.stringContaining('reads the user attribute "frist_name", which no user'),
    ]);
    ports.crowd.without = [];
    expect((await submitCampaign(ports, ref(ana))).status).toBe("UNDER_REVIEW");
  });
});

describe("two of three", () => {
  beforeEach(async () => {
    setPolicy({ approvals: 2, approval_expires_after_hours: 24 });
    await submitCampaign(ports, ref(ana));
  });

  test("the first approval waits, the second completes it", async () => {
    const first = await approveCampaign(ports, ref(ben));
    expect([first.status, first.approval?.completes, first.review?.approvals.length]).toEqual([
      "UNDER_REVIEW",
      false,
      1,
    ]);
    const second = await approveCampaign(ports, ref(cleo));
    expect([second.status, second.approval?.completes]).toEqual(["APPROVED", true]);
    expect(second.review?.approvals.map(({ decided_by }) => decided_by)).toEqual([ben.person, cleo.person]);
    expect(second.review?.approval_expires_at).toBe("2026-06-02T12:00:00.000Z");
    expect(
      ports
        .tables()
        .audit.slice(-2)
        .map(({ detail }) => detail["approvals"]),
    ).toEqual(["1 of 2", "2 of 2"]);
  });

  test("one person counts once, however they spell themselves", async () => {
    await approveCampaign(ports, ref(ben));
    const again = { person: " Ben@Example.com ", source: "test" };
    const error = await errorOf(approveCampaign(ports, ref(again)));
    expect([error.code, error.message]).toEqual(["ALREADY_DONE", expect.stringContaining("1 of 2")]);
    expect(seen().status).toBe("UNDER_REVIEW");
  });

  test("each of them had no part in it", async () => {
    await approveCampaign(ports, ref(ben));
    expect((await errorOf(approveCampaign(ports, ref(ana)))).code).toBe("SELF_APPROVAL");
  });

  test("what waits cannot be published", async () => {
    await approveCampaign(ports, ref(ben));
    expect((await errorOf(publishCampaign(ports, ref(ana)))).code).toBe("WRONG_STATUS");
  });

  test("of two who approve at the same moment both count, and the third hears that it is done", async () => {
    ports.interfere(() => approveCampaign(ports, ref(cleo)));
    const approved = await approveCampaign(ports, ref(ben));
    expect(approved.status).toBe("APPROVED");
    const error = await errorOf(approveCampaign(ports, ref(dan)));
    expect([error.code, error.message]).toEqual([
      "ALREADY_DONE",
      expect.stringContaining(`approved by ${cleo.person} and ${ben.person}`),
    ]);
    expect(audited().filter((action) => action === "campaign.approved")).toHaveLength(2);
  });

  test("an edit by somebody who has approved voids every approval, and theirs does not count again", async () => {
    await approveCampaign(ports, ref(ben));
    await editCampaign(ports, { ...ref(ben), patch: { basic_details: { name: "By Ben" } } });
    expect(seen()).toMatchObject({ status: "DRAFT", review: null });
    expect(ports.tables().approvals.every(({ voided_at }) => voided_at !== null)).toBe(true);
    await submitCampaign(ports, ref(ana));
    expect((await errorOf(approveCampaign(ports, ref(ben)))).code).toBe("SELF_APPROVAL");
    await approveCampaign(ports, ref(cleo));
    expect((await approveCampaign(ports, ref(dan))).status).toBe("APPROVED");
  });

  test("an author since the first of two approvals is an author still", async () => {
    await editCampaign(ports, { ...ref(cleo), patch: { basic_details: { name: "By Cleo" } } });
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    expect((await errorOf(approveCampaign(ports, ref(cleo)))).code).toBe("SELF_APPROVAL");
  });

  test("a rejection is enough, and the approvals so far are void", async () => {
    await approveCampaign(ports, ref(ben));
    const rejected = await rejectCampaign(ports, { ...ref(cleo), comment: "wrong link" });
    expect(rejected).toMatchObject({
      status: "REJECTED",
      approval: { decision: "rejected", completes: true },
    });
    await submitCampaign(ports, ref(ana));
    expect(seen().review?.approvals).toEqual([]);
    expect((await approveCampaign(ports, ref(ben))).status).toBe("UNDER_REVIEW");
  });
});

describe("a request for changes", () => {
  beforeEach(() => submitCampaign(ports, ref(ana)));

  test("needs a reason, makes a draft of it, and keeps the reason", async () => {
    expect((await errorOf(requestChanges(ports, ref(ben)))).problems[0]?.field).toBe("comment");
    const sentBack = await requestChanges(ports, { ...ref(ben), comment: "say until when" });
    expect(sentBack).toMatchObject({
      status: "DRAFT",
      review: null,
      approval: { decision: "changes_requested", comment: "say until when", decided_by: ben.person },
    });
    expect(audited()).toContain("campaign.changes_requested");
  });

  test("of two at the same moment the second hears of the first", async () => {
    ports.interfere(() => requestChanges(ports, { ...ref(cleo), comment: "first" }));
    const error = await errorOf(requestChanges(ports, { ...ref(ben), comment: "second" }));
    expect([error.code, error.message]).toEqual(["ALREADY_DONE", expect.stringContaining(cleo.person)]);
  });

  test("the draft may be submitted as it is, and is decided on anew", async () => {
    await requestChanges(ports, { ...ref(ben), comment: "say until when" });
    await submitCampaign(ports, ref(ana));
    expect((await approveCampaign(ports, ref(ben))).status).toBe("APPROVED");
  });
});

describe("when its time is over", () => {
  beforeEach(async () => {
    setPolicy({ request_expires_after_hours: 2, approval_expires_after_hours: 1 });
    await submitCampaign(ports, ref(ana));
  });

  test("nobody decides on a request any more, and it may be submitted again", async () => {
    ports.clock.nowMs += 2 * HOUR_MS;
    for (const decide of [
      () => approveCampaign(ports, ref(ben)),
      () => rejectCampaign(ports, { ...ref(ben), comment: "no" }),
      () => requestChanges(ports, { ...ref(ben), comment: "no" }),
    ]) {
      expect((await errorOf(decide())).code).toBe("EXPIRED_REVIEW");
    }
    await submitCampaign(ports, ref(ana));
    expect((await approveCampaign(ports, ref(ben))).status).toBe("APPROVED");
  });

  test("a moment before it people still decide", async () => {
    ports.clock.nowMs += 2 * HOUR_MS - 1;
    expect((await approveCampaign(ports, ref(ben))).status).toBe("APPROVED");
  });

  test("a request that is not over is not made twice", async () => {
    expect((await errorOf(submitCampaign(ports, ref(ana)))).code).toBe("ALREADY_DONE");
  });

  test("an approval no longer publishes, and the campaign is approved again without an edit", async () => {
    await approveCampaign(ports, ref(ben));
    ports.clock.nowMs += HOUR_MS;
    const error = await errorOf(publishCampaign(ports, ref(ana)));
    expect([error.code, error.message]).toEqual(["EXPIRED_REVIEW", expect.stringContaining("Submit")]);
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    expect((await publishCampaign(ports, ref(ana))).status).toBe("SENDING");
  });
});

describe("publishing asks again", () => {
  const TIER = { tiers: [{ approvals: 2, audience_over: 100 }] };

  test("an audience that has grown into another tier needs its approvals, and both numbers are told", async () => {
    setPolicy(TIER);
    ports.crowd.users = 90;
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    ports.crowd.users = 1_200;
    const error = await errorOf(publishCampaign(ports, ref(ana)));
    expect(error.code).toBe("STALE_APPROVAL");
    expect(error.message).toContain("had 90 users when it was approved and has 1,200 now");
    expect(error.message).toContain("2 approvals now");
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    await approveCampaign(ports, ref(cleo));
    expect((await publishCampaign(ports, ref(ana))).status).toBe("SENDING");
  });

  test("growth within a tier changes nothing", async () => {
    setPolicy(TIER);
    ports.crowd.users = 10;
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    ports.crowd.users = 100;
    expect((await publishCampaign(ports, ref(ana))).status).toBe("SENDING");
  });

  test("a policy that has become stricter holds for what was approved before", async () => {
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    setPolicy({ approvals: 2 });
    const error = await errorOf(publishCampaign(ports, ref(ana)));
    expect([error.code, error.message]).toEqual([
      "STALE_APPROVAL",
      "The policy asks for 2 approvals now, and 1 was given. Submit the campaign again, and have it approved.",
    ]);
  });

  test("whoever edited what was approved by too few is an author still when it is approved once more", async () => {
    await editCampaign(ports, { ...ref(cleo), patch: { basic_details: { name: "By Cleo" } } });
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    setPolicy({ approvals: 2 });
    await submitCampaign(ports, ref(ana));
    expect((await errorOf(approveCampaign(ports, ref(cleo)))).code).toBe("SELF_APPROVAL");
    await approveCampaign(ports, ref(ben));
    expect((await approveCampaign(ports, ref(dan))).status).toBe("APPROVED");
  });

  test("what suffices is not submitted again", async () => {
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    expect((await errorOf(submitCampaign(ports, ref(ana)))).code).toBe("WRONG_STATUS");
  });
});

describe("quiet hours", () => {
  const QUIET = { quiet_hours: { from: "11:00", to: "13:00", time_zone: "UTC" } };
  const startingAt = (start_time: string) =>
    publishable({ scheduling_details: { delivery_type: "AT_FIXED_TIME", start_time, timezone: "UTC" } });

  test("hold back what would start at once, and say when it may", async () => {
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    setPolicy(QUIET);
    const error = await errorOf(publishCampaign(ports, ref(ana)));
    expect([error.code, error.problems[0]?.issue]).toEqual([
      "INVALID",
      expect.stringContaining("it may start from 2026-06-01 13:00 UTC"),
    ]);
    ports.clock.nowMs += HOUR_MS;
    expect((await publishCampaign(ports, ref(ana))).status).toBe("SENDING");
  });

  test("are told before anybody reviews a start at a fixed time", async () => {
    setPolicy(QUIET);
    await create(startingAt("2026-06-02T11:30:00"));
    const error = await errorOf(submitCampaign(ports, ref(ana)));
    expect(error.problems).toEqual([
      {
        field: "scheduling_details.start_time",
        issue: expect.stringContaining("would start in the quiet hours (11:00 to 13:00 UTC)"),
      },
    ]);
    await create(startingAt("2026-06-02T13:00:00"));
    expect((await submitCampaign(ports, ref(ana))).status).toBe("UNDER_REVIEW");
  });

  test("do not hold for what calls trigger: publishing starts nothing", async () => {
    setPolicy(QUIET);
    await create(triggered());
    await submitCampaign(ports, ref(ana));
    await approveCampaign(ports, ref(ben));
    expect((await publishCampaign(ports, ref(ana))).status).toBe("ACTIVE");
  });
});
