// Beside the run under test, every few seconds a small campaign of another workspace on which people do what people do:
// pause and resume, stop, edit after the approval, publish what nobody approved, fifty clicks on "approve" at once.
//
// An API that is just being killed refuses connections: the scenario is then given up, and counted as disturbed.
import { setTimeout as sleep } from "node:timers/promises";
import type { RunStats } from "@sluice/schema";
import { type BenchPeople, benchCampaign, callApi, statsOf } from "../stage/bench-campaign.ts";
import { waitUntil } from "../stage/wait-until.ts";

export const SCENARIOS = [
  "pause_resume",
  "stop",
  "edit_after_approval",
  "unapproved",
  "fifty_approvals",
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What the checks need to know of one small campaign. Times are wall clock, milliseconds since 1970. */
export interface SmallCampaign {
  scenario: Scenario;
  runId: string | null;
  /** Before the call that approved it. */
  approvalAskedAtMs: number | null;
  pausedAtMs: number | null;
  resumedAtMs: number | null;
  stoppedAtMs: number | null;
  /** Of fifty clicks, how many were answered with success. */
  approvals: number | null;
  /** What should have been refused and was not. */
  wronglyAccepted: string[];
  end: RunStats | null;
}

export interface SmallCampaignsReport {
  campaigns: SmallCampaign[];
  /** Given up because the API could not be reached. */
  disturbed: number;
}

const EVERY_MS = 6_000;
const CLICKS = 50;
const END_TIMEOUT_MS = 180_000;

export async function keepSmallCampaigns(
  people: BenchPeople,
  endpointUrl: string,
  signal: AbortSignal,
): Promise<SmallCampaignsReport> {
  const campaigns: SmallCampaign[] = [];
  const ends: Promise<void>[] = [];
  let disturbed = 0;
  for (let number = 0; !signal.aborted; number++) {
    const scenario = SCENARIOS[number % SCENARIOS.length] ?? "stop";
    try {
      const { campaign, id } = await play(scenario, people, endpointUrl);
      campaigns.push(campaign);
      if (campaign.runId !== null) ends.push(untilEnd(campaign, id, people));
    } catch {
      disturbed += 1;
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => "the run is over");
  }
  await Promise.all(ends);
  return { campaigns, disturbed };
}

async function untilEnd(campaign: SmallCampaign, id: string, people: BenchPeople): Promise<void> {
  const ended = async () => {
    const stats = await statsOf(people, id);
    return stats.ended_at === null ? undefined : stats;
  };
  campaign.end = await waitUntil(ended, {
    timeoutMs: END_TIMEOUT_MS,
    what: "the end of a small campaign",
    everyMs: 1_000,
  }).catch(() => null);
}

async function play(scenario: Scenario, people: BenchPeople, endpointUrl: string) {
  const campaign: SmallCampaign = {
    scenario,
    runId: null,
    approvalAskedAtMs: null,
    pausedAtMs: null,
    resumedAtMs: null,
    stoppedAtMs: null,
    approvals: null,
    wronglyAccepted: [],
    end: null,
  };
  const desk = new Desk(people, await createdId(people, endpointUrl));
  if (scenario === "unapproved") return { campaign: await publishUnapproved(campaign, desk), id: desk.id };
  await desk.post("author", "submit");
  campaign.approvalAskedAtMs = Date.now();
  if (scenario === "fifty_approvals") campaign.approvals = await clickFiftyTimes(desk);
  else await desk.post("approver", "approve");
  if (scenario === "edit_after_approval")
    return { campaign: await editThenPublish(campaign, desk), id: desk.id };
  await desk.status("PUBLISH");
  campaign.runId = await desk.runId();
  if (scenario === "pause_resume") await pauseAndResume(campaign, desk);
  if (scenario === "stop") await stop(campaign, desk);
  return { campaign, id: desk.id };
}

async function createdId(people: BenchPeople, endpointUrl: string): Promise<string> {
  const body = benchCampaign({ endpointUrl });
  const { id } = (await callApi(people, "author", "POST", "/v5/campaigns", body)) as { id: string };
  return id;
}

async function publishUnapproved(campaign: SmallCampaign, desk: Desk): Promise<SmallCampaign> {
  if (await desk.isAccepted(() => desk.status("PUBLISH")))
    campaign.wronglyAccepted.push("published unapproved");
  return campaign;
}

async function editThenPublish(campaign: SmallCampaign, desk: Desk): Promise<SmallCampaign> {
  await callApi(desk.people, "author", "PATCH", `/v5/campaigns/${desk.id}`, {
    basic_details: { name: "Edited after the approval" },
  });
  if (await desk.isAccepted(() => desk.status("PUBLISH")))
    campaign.wronglyAccepted.push("published after an edit");
  return campaign;
}

async function clickFiftyTimes(desk: Desk): Promise<number> {
  const clicks = Array.from({ length: CLICKS }, () =>
    desk.isAccepted(() => desk.post("approver", "approve")),
  );
  return (await Promise.all(clicks)).filter(Boolean).length;
}

async function pauseAndResume(campaign: SmallCampaign, desk: Desk): Promise<void> {
  await sleep(700);
  await desk.status("PAUSE");
  campaign.pausedAtMs = Date.now();
  await sleep(3_000);
  campaign.resumedAtMs = Date.now();
  await desk.status("RESUME");
}

async function stop(campaign: SmallCampaign, desk: Desk): Promise<void> {
  await sleep(700);
  await desk.status("STOP");
  campaign.stoppedAtMs = Date.now();
}

/** One campaign, as two people at a desk see it. */
class Desk {
  readonly people: BenchPeople;
  readonly id: string;

  constructor(people: BenchPeople, id: string) {
    this.people = people;
    this.id = id;
  }

  async post(who: "author" | "approver", action: string): Promise<void> {
    await callApi(this.people, who, "POST", `/v5/campaigns/${this.id}/${action}`, {});
  }

  async status(action: string): Promise<void> {
    await callApi(this.people, "author", "PATCH", `/v5/campaigns/${this.id}/status`, { action });
  }

  async runId(): Promise<string> {
    return (await statsOf(this.people, this.id)).run_id;
  }

  /** False when the API refused; an API that is away is no refusal. */
  async isAccepted(call: () => Promise<void>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      if (error instanceof Error && /: 4\d\d /.test(error.message)) return false;
      throw error;
    }
  }
}
