import { ApprovalPolicy, type KnownSegment } from "@sluice/schema";
import { beforeEach, expect, test } from "vitest";
import {
  approveCampaign,
  type CampaignError,
  createCampaign,
  publishCampaign,
  submitCampaign,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

let ports: InMemoryPorts;
let campaignId: string;
const SEGMENT_ID = "aaaaaaaaaaaaaaaaaaaaaaaa";
const ref = (actor: typeof ana) => ({ workspaceId: WORKSPACE, campaignId, actor });

const segment = (version: number, updated_by = cleo.person): KnownSegment => ({
  id: SEGMENT_ID,
  name: "Pune",
  type: "FILTER",
  version,
  is_archived: false,
  updated_by,
  definition: null,
});

beforeEach(async () => {
  ports = inMemoryPorts();
  ports.tables().segments.push(segment(1));
  const included_filters = {
    filter_operator: "and",
    filters: [{ filter_type: "custom_segments", id: SEGMENT_ID }],
  };
  const definition = publishable({ segmentation_details: { included_filters } });
  campaignId = (await createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition })).id;
});

async function approve(): Promise<void> {
  await submitCampaign(ports, ref(ana));
  await approveCampaign(ports, ref(ben));
}

const changeSegment = (changed: KnownSegment): void => void ports.tables().segments.splice(0, 1, changed);

const errorOf = (action: Promise<unknown>): Promise<CampaignError> =>
  action.then(
    () => Promise.reject(new Error("nothing was refused")),
    (error: CampaignError) => error,
  );

test("a run keeps what the segments said, and the approval which they were", async () => {
  await approve();
  const { approval } = await publishCampaign(ports, ref(ana));
  expect(approval?.segments).toEqual([{ id: SEGMENT_ID, name: "Pune", type: "FILTER", version: 1 }]);
  const [run] = Object.values(ports.tables().runs);
  expect(run?.audience?.segments).toEqual(approval?.segments);
});

test("a segment that changed after the approval stops the publication, and is named", async () => {
  await approve();
  changeSegment(segment(2));
  const error = await errorOf(publishCampaign(ports, ref(ana)));
  expect(error.code).toBe("STALE_APPROVAL");
  expect(error.message).toContain('"Pune"');
  expect(ports.tables().runs).toEqual({});
});

test("it may then be submitted once more without an edit, and is published with the new audience", async () => {
  await approve();
  expect((await errorOf(submitCampaign(ports, ref(ana)))).code).toBe("WRONG_STATUS");
  changeSegment(segment(2));
  await approve();
  expect(await publishCampaign(ports, ref(ana))).toMatchObject({ approval: { segments: [{ version: 2 }] } });
});

test("whoever changed a segment last does not approve the campaign that names it", async () => {
  changeSegment(segment(2, ben.person));
  await submitCampaign(ports, ref(ana));
  expect((await errorOf(approveCampaign(ports, ref(ben)))).code).toBe("SELF_APPROVAL");
});

test("an audience limit is taken only where it is switched on, in the product's words", async () => {
  const limited = publishable({
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 10 },
  });
  const create = () => createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition: limited });
  const error = await errorOf(create());
  expect(error).toMatchObject({
    code: "MALFORMED",
    message: "Campaign Audience Limit feature is not enabled for this db",
    problems: [{ field: "campaign_audience_limit" }],
  });
  ports.tables().features.campaign_audience_limit = true;
  campaignId = (await create()).id;
  await approve();
  ports.tables().features.campaign_audience_limit = false;
  expect((await errorOf(publishCampaign(ports, ref(ana)))).code).toBe("INVALID");
});

test("of several approvals all are of one audience: a segment that changed between them is told to the next", async () => {
  ports.tables().features.approval_policy = ApprovalPolicy.parse({ approvals: 2 });
  const [dan, eve] = ["dan@example.com", "eve@example.com"].map((person) => ({ person, source: "test" }));
  await approve();
  changeSegment(segment(2));
  const error = await errorOf(approveCampaign(ports, ref(dan!)));
  expect([error.code, error.message]).toEqual(["STALE_APPROVAL", expect.stringContaining('"Pune"')]);
  await submitCampaign(ports, ref(ana));
  await approveCampaign(ports, ref(dan!));
  expect((await approveCampaign(ports, ref(eve!))).status).toBe("APPROVED");
  expect((await publishCampaign(ports, ref(ana))).status).toBe("SENDING");
});
