// Planning alone: users become batches while nobody sends. Memory of the planner must not grow with the audience.
import type { Bench } from "./bench.ts";
import { benchCampaign, publish, statsOf } from "./stage/bench-campaign.ts";
import { addUsers } from "./stage/bench-users.ts";
import { openStage } from "./stage/stage.ts";
import { UsageMeter } from "./stage/usage-meter.ts";
import { waitUntil } from "./stage/wait-until.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const GOAL_PEAK_MIB = 300;
const WORKSPACE = "bench";
const LIMIT_PER_MINUTE = 200_000;
/** Nobody answers there, and nobody asks: the stage has no delivery process. */
const NOWHERE = "http://127.0.0.1:9";
const SLOWEST_ROWS_A_SECOND = 5_000;
const START_MS = 60_000;

export const benchPlan: Bench = {
  name: "plan",
  about: "an audience is cut into batches, without delivery: rows a second, and the planner's memory",
  options: [{ name: "users", fallback: 1_000_000, about: "all of them targeted" }],
  run: (values, say) => inWorkFolder((folder) => plan(values.number("users"), folder, say)),
};

async function plan(users: number, folder: string, say: (text: string) => void) {
  await using stage = await openStage({
    folder,
    deliveryProcesses: 0,
    threadsPerProcess: 1,
    connections: 1,
  });
  const people = await stage.openWorkspace(WORKSPACE, LIMIT_PER_MINUTE);
  say(`making ${users} users`);
  await addUsers(stage.store, WORKSPACE, users);
  say("planning");
  const meter = new UsageMeter(stage);
  const startedMs = performance.now();
  const campaignId = await publish(people, benchCampaign({ endpointUrl: NOWHERE }));
  const stats = await waitUntil(
    async () => {
      const now = await statsOf(people, campaignId);
      return now.audience_is_cut ? now : undefined;
    },
    {
      timeoutMs: START_MS + (users / SLOWEST_ROWS_A_SECOND) * 1_000,
      what: "the end of the cut",
      everyMs: 100,
    },
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const { planner, postgres } = meter.read();
  const peakMib = planner?.memoryMib.peak ?? 0;
  return {
    users,
    recipients: stats.recipients,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(users / seconds),
    planner,
    postgres,
    missed: [
      ...(peakMib > GOAL_PEAK_MIB ? [`the planner had ${peakMib} MiB, at most ${GOAL_PEAK_MIB} wanted`] : []),
      ...(stats.recipients === users ? [] : [`${stats.recipients} recipients of ${users} users`]),
    ],
  };
}
