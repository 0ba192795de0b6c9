// Model test: whatever people do in whatever order, the actions agree with a small model of who may do what when.
//
//   M1. Nothing is published that as many people as the policy wants, other than its authors, did not approve in exactly this
//       wording.
//   M2. At most one run of a campaign takes something in. M3. A refused action changes nothing.
//   M4. An edit of what is live leaves its run as it is until the new version is published; an edit of what waits for its start
//       takes the run back.
import * as fc from "fast-check";
import { ApprovalPolicy, type Campaign, type CampaignDefinition, type CampaignStatus } from "@sluice/schema";
import { expect, test } from "vitest";
import {
  approveCampaign,
  archiveCampaign,
  CampaignError,
  createCampaign,
  currentCampaign,
  editCampaign,
  isActionAllowed,
  isAllowed,
  pauseCampaign,
  publishCampaign,
  rejectCampaign,
  requestChanges,
  resumeCampaign,
  stopCampaign,
  submitCampaign,
  unarchiveCampaign,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, triggered, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts, NOW_MS } from "./in-memory-ports.ts";

const dan = { person: "dan@example.com", source: "test" };
const PEOPLE = [ana, ben, cleo, dan];
type Actor = typeof ana;

const ACTIONS = [
  "edit",
  "edit",
  "submit",
  "submit",
  "submit",
  "approve",
  "approve",
  "approve",
  "approve",
  "reject",
  "request_changes",
  "publish",
  "publish",
  "pause",
  "resume",
  "stop",
  "archive",
  "unarchive",
  // What the planner does.
  "wait",
  "cut",
] as const;
type Action = (typeof ACTIONS)[number];
interface Step {
  action: Action;
  actor: Actor;
  claimed: Actor;
  name: string;
}

const steps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom(...ACTIONS),
    actor: fc.constantFrom(...PEOPLE),
    claimed: fc.constantFrom(...PEOPLE),
    name: fc.constantFrom("Winter sale", "Spring sale", "Summer sale"),
  }),
  { minLength: 10, maxLength: 60 },
);

const scheduled = publishable({
  scheduling_details: {
    delivery_type: "AT_FIXED_TIME",
    start_time: "2026-06-01T13:00:00",
    timezone: "UTC",
  },
});
const kinds = fc.constantFrom<CampaignDefinition>(publishable(), scheduled, triggered());

async function take(ports: InMemoryPorts, campaignId: string, step: Step): Promise<unknown> {
  const { action, actor, claimed, name } = step;
  const target = { workspaceId: WORKSPACE, campaignId, actor };
  switch (action) {
    case "edit":
      return editCampaign(ports, {
        ...target,
        patch: { basic_details: { name } },
        claimedBy: claimed.person,
      });
    case "submit":
      return submitCampaign(ports, target);
    case "approve":
      return approveCampaign(ports, target);
    case "reject":
      return rejectCampaign(ports, { ...target, comment: "no" });
    case "request_changes":
      return requestChanges(ports, { ...target, comment: "another link" });
    case "publish":
      return publishCampaign(ports, target);
    case "pause":
      return pauseCampaign(ports, target);
    case "resume":
      return resumeCampaign(ports, target);
    case "stop":
      return stopCampaign(ports, target);
    case "archive":
      return archiveCampaign(ports, target);
    case "unarchive":
      return unarchiveCampaign(ports, target);
    case "wait":
      ports.clock.nowMs += 20 * 60_000;
      return null;
    case "cut": {
      const run = ports.tables().campaigns[campaignId]!.run;
      const isDue = run?.status === "planned" && Date.parse(run.starts_at) <= ports.clock.nowMs;
      if (isDue)
        ports.moveRun(campaignId, { status: "sending", isCut: true, started_at: "2026-06-01T13:00:00Z" });
      return null;
    }
    default:
      return action satisfies never;
  }
}

const EDITABLE: readonly CampaignStatus[] = [
  "DRAFT",
  "UNDER_REVIEW",
  "APPROVED",
  "REJECTED",
  "SCHEDULED",
  "ACTIVE",
];
const OPEN_TO_ARCHIVE: readonly CampaignStatus[] = [
  "DRAFT",
  "UNDER_REVIEW",
  "APPROVED",
  "REJECTED",
  "SENT",
  "STOPPED",
];

/** The small model: who has had a hand in the wording, and what it is. */
class Model {
  readonly #authors = new Set([ana.person]);
  /** Of what is under review. */
  readonly #approvers = new Set<string>();
  readonly #required: number;
  wording = "Winter sale";

  constructor(required: number) {
    this.#required = required;
  }

  /** @param isLate its start has passed: nobody submits or publishes that */
  allows({ action, actor }: Step, seen: Campaign, hasStarted: boolean, isLate: boolean): boolean {
    switch (action) {
      case "edit":
        if (seen.status === "PAUSED") return seen.campaign_delivery_type === "API_TRIGGERED" || !hasStarted;
        return EDITABLE.includes(seen.status);
      case "submit":
      case "publish":
        return isAllowed(action, seen) && !isLate;
      case "reject":
      case "request_changes":
        return isAllowed(action, seen);
      case "approve":
        return (
          isAllowed(action, seen) && !this.#authors.has(actor.person) && !this.#approvers.has(actor.person)
        );
      case "pause":
      case "resume":
      case "stop":
        return isActionAllowed(CONTROL[action], seen);
      case "archive":
        return OPEN_TO_ARCHIVE.includes(seen.status);
      case "unarchive":
        return seen.status === "ARCHIVED";
      case "wait":
      case "cut":
        return true;
      default:
        return action satisfies never;
    }
  }

  note({ action, actor, claimed, name }: Step): void {
    if (["submit", "reject", "request_changes"].includes(action)) this.#approvers.clear();
    if (action === "submit") this.#authors.add(actor.person);
    if (action === "edit" && name !== this.wording) {
      this.#approvers.clear();
      this.#authors.add(actor.person).add(claimed.person);
      this.wording = name;
    }
    if (action === "approve") this.#approvers.add(actor.person);
    if (action === "approve" && this.#approvers.size === this.#required) {
      this.#authors.clear();
      this.#authors.add(ana.person); // the creator for ever
    }
  }
}

const CONTROL = { pause: "PAUSE", resume: "RESUME", stop: "STOP" } as const;

type Tables = ReturnType<InMemoryPorts["tables"]>;

/** Runs that may still send something. */
const goingRuns = ({ runs, runStates }: Tables) =>
  Object.values(runs).filter(({ run_id }) =>
    ["planned", "sending", "paused"].includes(runStates[run_id]!.status),
  );

/** M1: approved word for word, by a person who had no part in it, and not void for as long as it sends. */
function assertApproved(tables: Tables, required: number): void {
  for (const run of goingRuns(tables)) {
    const approval = tables.approvals.find(({ approval_id }) => approval_id === run.approval_id);
    expect(approval).toMatchObject({
      decision: "approved",
      content_hash: run.content_hash,
      completes: true,
    });
    const approvers = tables.approvals.filter(
      ({ decision, content_hash, version }) =>
        decision === "approved" && content_hash === run.content_hash && version === run.version,
    );
    const people = new Set(approvers.map(({ decided_by }) => decided_by));
    expect(people.size).toBeGreaterThanOrEqual(required);
    const isReplaced = tables.runStates[run.run_id]!.isReplaced;
    if (!isReplaced) expect(approval!.voided_at).toBeNull();
  }
}

/** M2 */
function assertOneTakes(tables: Tables): void {
  const taking = goingRuns(tables).filter(({ run_id }) => !tables.runStates[run_id]!.isReplaced);
  expect(taking.length).toBeLessThanOrEqual(1);
}

async function checkSequence(
  definition: CampaignDefinition,
  approvals: number,
  sequence: readonly Step[],
): Promise<void> {
  const ports = inMemoryPorts();
  ports.tables().features.approval_policy = ApprovalPolicy.parse({ approvals });
  const { id } = await createCampaign(ports, { workspaceId: WORKSPACE, actor: ana, definition });
  const seen = (): Campaign => currentCampaign(ports.tables().campaigns[id]!, ports.clock.nowMs);
  const model = new Model(approvals);
  expect(ports.clock.nowMs).toBe(NOW_MS);

  for (const step of sequence) {
    const before = structuredClone(ports.tables());
    const was = seen();
    const hasStarted = ports.tables().campaigns[id]!.run?.started_at != null;
    const isLate = definition === scheduled && ports.clock.nowMs > Date.parse("2026-06-01T13:05:00Z");
    const mayDo = model.allows(step, was, hasStarted, isLate);
    const error: unknown = await take(ports, id, step).then(
      () => null,
      (error: unknown) => error,
    );
    expect([step.action, was.status, error === null]).toEqual([step.action, was.status, mayDo]);
    expect(error === null || error instanceof CampaignError).toBe(true);
    const isEdit = step.action === "edit" && step.name !== model.wording && error === null;
    if (error === null) model.note(step);
    expect(ports.tables()).toEqual(error === null ? ports.tables() : before); // M3

    expect(seen().basic_details?.name).toBe(model.wording);
    if (isEdit) assertEdited(was, seen());
    assertOneTakes(ports.tables());
    assertApproved(ports.tables(), approvals);
  }
}

/** M4 */
function assertEdited(was: Campaign, is: Campaign): void {
  expect(is.version).toBe(was.version + 1);
  const isLive = was.live_version !== null && was.campaign_delivery_type === "API_TRIGGERED";
  if (isLive) {
    expect([is.status, is.run_id, is.live_version]).toEqual([was.status, was.run_id, was.live_version]);
    expect([is.pending_version, is.pending_status]).toEqual([is.version, "DRAFT"]);
  } else {
    expect([is.status, is.run_id, is.pending_version]).toEqual(["DRAFT", null, null]);
  }
}

test("every sequence of actions agrees with the model", async () => {
  await fc.assert(fc.asyncProperty(kinds, fc.integer({ min: 1, max: 3 }), steps, checkSequence), {
    numRuns: 200,
  });
});
