import { beforeEach, describe, expect, test } from "vitest";
import {
  approveCampaign,
  CampaignError,
  changeRunLimit,
  createCampaign,
  editCampaign,
  normalOrigin,
  publishCampaign,
  removeOriginCap,
  setOriginCap,
  setWorkspaceCap,
  stopCampaign,
  submitCampaign,
  workspaceLimits,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

let ports: InMemoryPorts;
let campaignId: string;
const ref = (actor: typeof ana) => ({ workspaceId: WORKSPACE, campaignId, actor });

async function errorOf(action: Promise<unknown>): Promise<CampaignError> {
  const error: unknown = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CampaignError);
  return error as CampaignError;
}

beforeEach(async () => {
  ports = inMemoryPorts();
  const definition = publishable({ delivery_controls: { campaign_throttle_rpm: 1_000 } });
  ({ id: campaignId } = await createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition }));
});

async function published(): Promise<string> {
  await submitCampaign(ports, ref(ana));
  await approveCampaign(ports, ref(ben));
  return (await publishCampaign(ports, ref(ana))).run_id!;
}

const limit = (requestsPerMinute: number, actor = ana, rights = { mayPublish: true, mayApprove: false }) =>
  changeRunLimit(ports, { ...ref(actor), requestsPerMinute, ...rights });
const APPROVER = { mayPublish: false, mayApprove: true };

describe("the limit of a run", () => {
  test("whoever may publish lowers it, and raises it again as far as it was approved", async () => {
    const runId = await published();
    await limit(10);
    expect(ports.puts.at(-1)).toMatchObject({ requests_per_minute: 10 });
    await limit(1_000);
    expect(ports.tables().runLimits[runId]).toEqual({ asked: 1_000, approved: 1_000, effective: 1_000 });
    const entries = ports.tables().audit.slice(-2);
    expect(entries.map(({ action }) => action)).toEqual(["campaign.limit_lowered", "campaign.limit_raised"]);
    expect(entries[1]).toMatchObject({ actor: ana.person, detail: { from_requests_per_minute: 10 } });
  });

  test("beyond what was approved another person decides, and has approved it then", async () => {
    const runId = await published();
    expect((await errorOf(limit(1_001))).code).toBe("NOT_PERMITTED");
    expect((await errorOf(limit(1_001, ana, APPROVER))).code).toBe("SELF_APPROVAL");
    await limit(5_000, cleo, APPROVER);
    await limit(100);
    await limit(5_000);
    expect(ports.tables().runLimits[runId]).toEqual({ asked: 5_000, approved: 5_000, effective: 5_000 });
  });

  test("who edited the version that was approved has a part in it, and does not raise it", async () => {
    await editCampaign(ports, { ...ref(cleo), patch: { basic_details: { name: "Another name" } } });
    await published();
    expect((await errorOf(limit(2_000, cleo, APPROVER))).code).toBe("SELF_APPROVAL");
  });

  test("what the four-hour rule has raised may be lowered by a publisher; it is not raised back without approval", async () => {
    const runId = await published();
    ports.tables().runLimits[runId]!.effective = 8_000;
    await limit(4_000);
    expect((await errorOf(limit(8_000))).code).toBe("NOT_PERMITTED");
  });

  test("it stays within the workspace's cap", async () => {
    await published();
    const error = await errorOf(limit(100_001, cleo, APPROVER));
    expect(error).toMatchObject({ code: "INVALID", problems: [{ field: "campaign_throttle_rpm" }] });
  });

  test("a campaign without a run, or whose run is over, has none to change: it says so", async () => {
    expect((await errorOf(limit(10))).message).toContain("DRAFT");
    await published();
    await stopCampaign(ports, ref(ana));
    expect((await errorOf(limit(10))).code).toBe("WRONG_STATUS");
  });

  test("the same limit again changes nothing and is not audited", async () => {
    await published();
    const before = ports.tables().audit.length;
    await limit(1_000);
    expect(ports.tables().audit).toHaveLength(before);
  });
});

describe("the caps of a workspace", () => {
  const target = { workspaceId: WORKSPACE, actor: ana };

  test("its own is changed, and that is audited", async () => {
    await setWorkspaceCap(ports, { ...target, requestsPerMinute: 300_000 });
    expect((await workspaceLimits(ports, WORKSPACE)).requestsPerMinute).toBe(300_000);
    expect(ports.tables().audit.at(-1)).toMatchObject({ action: "workspace.cap_changed", campaign_id: null });
  });

  test("an origin's cap is set under its one spelling, changed, and removed", async () => {
    await setOriginCap(ports, { ...target, origin: "HTTPS://API.Example.com:443/", requestsPerMinute: 60 });
    await setOriginCap(ports, { ...target, origin: "https://api.example.com", requestsPerMinute: 90 });
    const { origins } = await workspaceLimits(ports, WORKSPACE);
    expect(origins).toEqual([{ origin: "https://api.example.com", requestsPerMinute: 90 }]);
    await removeOriginCap(ports, { ...target, origin: "https://api.example.com" });
    expect(
      (await errorOf(removeOriginCap(ports, { ...target, origin: "https://api.example.com" }))).code,
    ).toBe("NOT_FOUND");
    expect(
      ports
        .tables()
        .audit.map(({ action }) => action)
        .slice(-3),
    ).toEqual(["origin.cap_changed", "origin.cap_changed", "origin.cap_removed"]);
  });

  test.each([
    "example.com",
    "ftp://example.com",
    "https://u:p@example.com",
    "https://example.com/path",
    "https://",
  ])("%s is no origin", async (origin) => {
    expect(normalOrigin(origin)).toBeNull();
    expect((await errorOf(setOriginCap(ports, { ...target, origin, requestsPerMinute: 1 }))).code).toBe(
      "INVALID",
    );
  });
});
