// Beside the run under test, every few seconds two campaigns at once to the same users of a workspace with a frequency cap: two
// planners cut them, and both want the last places. The check that nobody gets more is verdict/check-caps.ts.
import { setTimeout as sleep } from "node:timers/promises";
import { changeWorkspaceSettings, type Store } from "@sluice/store";
import { type BenchPeople, publish } from "../stage/bench-campaign.ts";
import { POINTS_OF_FIRST } from "../stage/bench-users.ts";
import { waitUntil } from "../stage/wait-until.ts";

export const CAPPED_USERS = 2_000;
/** Reached by most users within the first minutes, and by some while each fault is fired. */
export const MAX_MESSAGES = 4;
/** Longer than any run, also over midnight. */
const CAP_DAYS = 30;
const USERS_OF_A_CAMPAIGN = 400;
const EVERY_MS = 6_000;
const TOGETHER = 2;

export interface CappedCampaignsReport {
  /** Every run of the workspace, also those whose publication was never answered. */
  runIds: string[];
  /** Given up because the API could not be reached. */
  disturbed: number;
  /** Runs that had not ended when we stopped waiting. */
  endless: number;
  /** Recipients whom the cap excluded. */
  excluded: number;
}

interface CappedStage {
  store: Store;
  people: BenchPeople;
  /** The campaign's connector and retries. */
  campaign: object;
}

export const setCap = ({ db }: Store, workspaceId: string) =>
  changeWorkspaceSettings(db, workspaceId, {
    frequency_capping: {
      time_zone: "Europe/Berlin",
      rules: [{ level: "cross_channel", max_messages: MAX_MESSAGES, days: CAP_DAYS }],
    },
  });

/** @param random 0 to 1, as Math.random. */
export async function keepCappedCampaigns(
  stage: CappedStage,
  random: () => number,
  signal: AbortSignal,
  endTimeoutMs: number,
): Promise<CappedCampaignsReport> {
  let disturbed = 0;
  while (!signal.aborted) {
    const campaign = { ...stage.campaign, segmentation_details: audience(random()) };
    const published = await Promise.allSettled(
      Array.from({ length: TOGETHER }, () => publish(stage.people, campaign)),
    );
    disturbed += published.filter(({ status }) => status === "rejected").length;
    await sleep(EVERY_MS, undefined, { signal }).catch(() => "the run is over");
  }
  return { disturbed, ...(await runsOf(stage, endTimeoutMs)) };
}

/** Neighbours in the table, from anywhere. */
function audience(place: number): object {
  const first = POINTS_OF_FIRST + Math.floor(place * (CAPPED_USERS - USERS_OF_A_CAMPAIGN));
  const points = {
    filter_type: "user_attributes",
    name: "points",
    data_type: "double",
    operator: "between",
    value: first,
    value1: first + USERS_OF_A_CAMPAIGN - 1,
  };
  return { included_filters: { filter_operator: "and", filters: [points] } };
}

async function runsOf({ store, people }: CappedStage, timeoutMs: number) {
  const select = async () => {
    const { rows } = await store.pool.query<{ run_id: string; has_ended: boolean; excluded: number }>(
      `select run_id, ended_at is not null as has_ended, coalesce((excluded ->> 'frequency_capping')::int, 0) as excluded
       from runs where workspace_id = $1`,
      [people.workspaceId],
    );
    return rows;
  };
  const allEnded = async () => ((await select()).every((run) => run.has_ended) ? true : undefined);
  const what = "the ends of the capped runs";
  await waitUntil(allEnded, { timeoutMs, what, everyMs: 1_000 }).catch(() => "counted below");
  const runs = await select();
  return {
    runIds: runs.map((run) => run.run_id),
    endless: runs.filter((run) => !run.has_ended).length,
    excluded: runs.reduce((sum, run) => sum + run.excluded, 0),
  };
}
