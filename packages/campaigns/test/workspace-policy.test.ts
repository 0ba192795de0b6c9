import { ApprovalPolicy, DEFAULT_APPROVAL_POLICY } from "@sluice/schema";
import { beforeEach, expect, test } from "vitest";
import { approvalPolicy, type CampaignError, setApprovalPolicy } from "../src/index.ts";
import { ana, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

let ports: InMemoryPorts;
beforeEach(() => void (ports = inMemoryPorts()));
const set = (policy: object): Promise<ApprovalPolicy> =>
  setApprovalPolicy(ports, { workspaceId: WORKSPACE, actor: ana, policy: ApprovalPolicy.parse(policy) });

test("a workspace that never set one asks for one other person within three days", async () => {
  expect(await approvalPolicy(ports, WORKSPACE)).toEqual(DEFAULT_APPROVAL_POLICY);
  expect(DEFAULT_APPROVAL_POLICY).toMatchObject({ approvals: 1, request_expires_after_hours: 72 });
});

test("a change is kept whole, and the audit log says what changed and what it was", async () => {
  await set({ approvals: 2, quiet_hours: { from: "22:00", to: "08:00", time_zone: "Europe/Berlin" } });
  expect(await approvalPolicy(ports, WORKSPACE)).toMatchObject({ approvals: 2 });
  expect(ports.tables().audit).toMatchObject([
    {
      action: "workspace.approval_policy_changed",
      actor: ana.person,
      campaign_id: null,
      detail: {
        from_approvals: 1,
        to_approvals: 2,
        from_quiet_hours: null,
        to_quiet_hours: '{"from":"22:00","to":"08:00","time_zone":"Europe/Berlin"}',
      },
    },
  ]);
  await set({});
  expect(await approvalPolicy(ports, WORKSPACE)).toEqual(DEFAULT_APPROVAL_POLICY);
});

test("what changes nothing is not in the audit log", async () => {
  await set({ approvals: 2 });
  await set({ approvals: 2 });
  expect(ports.tables().audit).toHaveLength(1);
});

test("origins are kept as connectors' origins are compared", async () => {
  const { tiers } = await set({ tiers: [{ approvals: 2, origin: "HTTPS://API.example.com:443/" }] });
  expect(tiers).toEqual([{ approvals: 2, origin: "https://api.example.com" }]);
});

test("what could never hold is refused, every problem at once", async () => {
  const error = await set({
    tiers: [{ approvals: 2, origin: "api.example.com" }],
    quiet_hours: { from: "22:00", to: "22:00", time_zone: "Berlin" },
  }).then(
    () => Promise.reject(new Error("nothing was refused")),
    (refused: CampaignError) => refused,
  );
  expect(error.code).toBe("INVALID");
  expect(error.problems.map(({ field }) => field)).toEqual([
    "tiers[0].origin",
    "quiet_hours.time_zone",
    "quiet_hours.to",
  ]);
});
