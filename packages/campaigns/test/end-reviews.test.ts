import { ApprovalPolicy } from "@sluice/schema";
import { beforeEach, expect, test } from "vitest";
import {
  approveCampaign,
  createCampaign,
  currentCampaign,
  expireReview,
  remindReview,
  submitCampaign,
} from "../src/index.ts";
import { ana, ben, publishable, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

const HOUR_MS = 3_600_000;
let ports: InMemoryPorts;
let campaignId: string;
const ref = () => ({ workspaceId: WORKSPACE, campaignId });
const seen = () => currentCampaign(ports.tables().campaigns[campaignId]!, ports.clock.nowMs);
const actionsOfSluice = (): string[] =>
  ports
    .tables()
    .audit.filter(({ actor }) => actor === "sluice")
    .map(({ action }) => action);

beforeEach(async () => {
  ports = inMemoryPorts();
  const policy = { approvals: 2, request_expires_after_hours: 4 };
  ports.tables().features.approval_policy = ApprovalPolicy.parse(policy);
  const created = { workspaceId: WORKSPACE, actor: ana, definition: publishable() };
  campaignId = (await createCampaign(ports, created)).id;
  await submitCampaign(ports, { ...ref(), actor: ana });
});

test("people are reminded once, when half of the time is gone", async () => {
  ports.clock.nowMs += 2 * HOUR_MS - 1;
  expect(await remindReview(ports, ref())).toBeNull();
  ports.clock.nowMs += 1;
  const reminded = await remindReview(ports, ref());
  expect([reminded?.status, reminded?.review?.reminded_at]).toEqual([
    "UNDER_REVIEW",
    "2026-06-01T14:00:00.000Z",
  ]);
  expect(await remindReview(ports, ref())).toBeNull();
  expect(actionsOfSluice()).toEqual(["campaign.review_reminded"]);
});

test("a reminder keeps the approvals so far", async () => {
  await approveCampaign(ports, { ...ref(), actor: ben });
  ports.clock.nowMs += 2 * HOUR_MS;
  expect((await remindReview(ports, ref()))?.review?.approvals).toHaveLength(1);
});

test("what nobody decided on in its time is a draft again, without its approvals, once", async () => {
  await approveCampaign(ports, { ...ref(), actor: ben });
  expect(await expireReview(ports, ref())).toBeNull();
  ports.clock.nowMs += 4 * HOUR_MS;
  expect(await expireReview(ports, ref())).toMatchObject({ status: "DRAFT", review: null });
  expect(ports.tables().approvals.every(({ voided_at }) => voided_at !== null)).toBe(true);
  expect(await expireReview(ports, ref())).toBeNull();
  expect(actionsOfSluice()).toEqual(["campaign.review_expired"]);
});

test("what was submitted again in the same moment waits on", async () => {
  ports.clock.nowMs += 4 * HOUR_MS;
  ports.interfere(() => submitCampaign(ports, { ...ref(), actor: ana }));
  expect(await expireReview(ports, ref())).toBeNull();
  expect(seen()).toMatchObject({
    status: "UNDER_REVIEW",
    review: { requested_at: "2026-06-01T16:00:00.000Z" },
  });
});
