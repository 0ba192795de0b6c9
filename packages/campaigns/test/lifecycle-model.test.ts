// Model test: whatever people do in whatever order, the actions agree with a small model of who may do what when.
//
//   M1. Nothing is published that another person than its authors did not approve in exactly this wording.
//   M2. A campaign has at most one run. M3. A refused action changes nothing.
import * as fc from "fast-check";
import type { Campaign, CampaignStatus } from "@sluice/schema";
import { expect, test } from "vitest";
import {
  approveCampaign,
  CampaignError,
  createCampaign,
  currentCampaign,
  editCampaign,
  isAllowed,
  pauseCampaign,
  publishCampaign,
  rejectCampaign,
  resumeCampaign,
  stopCampaign,
  submitCampaign,
  type CampaignAction,
  type NewRun,
} from "../src/index.ts";
import { ana, ben, cleo, publishable, WORKSPACE } from "./campaign-factory.ts";
import { type InMemoryPorts, inMemoryPorts } from "./in-memory-ports.ts";

const PEOPLE = [ana, ben, cleo];
type Actor = typeof ana;
type Step = { action: CampaignAction; actor: Actor; name: string };

const steps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom(
      "edit",
      "submit",
      "submit",
      "approve",
      "approve",
      "reject",
      "publish",
      "pause",
      "resume",
      "stop",
    ),
    actor: fc.constantFrom(...PEOPLE),
    name: fc.constantFrom("Winter sale", "Spring sale", "Summer sale"),
  }),
  { minLength: 10, maxLength: 50 },
);

function take(ports: InMemoryPorts, campaignId: string, { action, actor, name }: Step): Promise<unknown> {
  const target = { workspaceId: WORKSPACE, campaignId, actor };
  switch (action) {
    case "edit":
      return editCampaign(ports, { ...target, patch: { basic_details: { name } } });
    case "submit":
      return submitCampaign(ports, target);
    case "approve":
      return approveCampaign(ports, target);
    case "reject":
      return rejectCampaign(ports, { ...target, comment: "no" });
    case "publish":
      return publishCampaign(ports, target);
    case "pause":
      return pauseCampaign(ports, target);
    case "resume":
      return resumeCampaign(ports, target);
    case "stop":
      return stopCampaign(ports, target);
    default:
      return action satisfies never;
  }
}

/** The small model: who has had a hand in the wording, and what it is. */
class Model {
  readonly #authors = new Set([ana.person]);
  wording = "Winter sale";

  allows({ action, actor }: Step, status: CampaignStatus): boolean {
    return isAllowed(action, status) && (action !== "approve" || !this.#authors.has(actor.person));
  }

  note({ action, actor, name }: Step): void {
    if (action === "submit") this.#authors.add(actor.person);
    if (action === "edit" && name !== this.wording) {
      this.#authors.add(actor.person);
      this.wording = name;
    }
    if (action === "approve") {
      this.#authors.clear();
      this.#authors.add(ana.person); // the creator for ever
    }
  }
}

const isApproved = ({ approvals }: ReturnType<InMemoryPorts["tables"]>, run: NewRun): boolean =>
  approvals.some(
    ({ approval_id, decision, voided_at, content_hash }) =>
      approval_id === run.approval_id &&
      decision === "approved" &&
      voided_at === null &&
      content_hash === run.content_hash,
  );

async function checkSequence(sequence: readonly Step[]): Promise<void> {
  const ports = inMemoryPorts();
  const create = { workspaceId: WORKSPACE, actor: ana, definition: publishable() };
  const { id } = await createCampaign(ports, create);
  const seen = (): Campaign => currentCampaign(ports.tables().campaigns[id]!, ports.clock.nowMs);
  const model = new Model();

  for (const step of sequence) {
    const before = structuredClone(ports.tables());
    const mayDo = model.allows(step, seen().status);
    const error: unknown = await take(ports, id, step).then(
      () => null,
      (error: unknown) => error,
    );
    expect(error === null).toBe(mayDo);
    expect(error === null || error instanceof CampaignError).toBe(true);
    if (error === null) model.note(step);
    expect(ports.tables()).toEqual(error === null ? ports.tables() : before); // M3

    expect(seen().basic_details?.name).toBe(model.wording);
    const runs = Object.values(ports.tables().runs);
    expect(runs.length).toBeLessThanOrEqual(1); // M2
    expect(runs.every((run) => isApproved(ports.tables(), run))).toBe(true); // M1
  }
}

test("every sequence of actions agrees with the model", async () => {
  await fc.assert(fc.asyncProperty(steps, checkSequence), { numRuns: 300 });
});
