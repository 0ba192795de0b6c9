// API-triggered single sends at a steady rate: every call of the API is one recipient and leaves as its own request.
//
// The client, the API, Postgres, the bus, delivery and the endpoint share this machine. The workspace's cap stands above the
// rate: at the cap itself a queue would build up, and its length would be measured.
import type { Bench } from "./bench.ts";
import { startSinkProcess } from "./sink/sink-process.ts";
import { addUsers } from "./stage/bench-users.ts";
import { publish, statsOf } from "./stage/bench-campaign.ts";
import { recordsPath } from "./stage/judge-run.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { UsageMeter } from "./stage/usage-meter.ts";
import { waitUntil } from "./stage/wait-until.ts";
import { inWorkFolder } from "./stage/work-folder.ts";
import { judgeSends, type SendVerdict } from "./triggered/judge-sends.ts";
import { type Posted, postSends } from "./triggered/post-sends.ts";
import { triggeredCampaign } from "./triggered/triggered-campaign.ts";
import { readRecords } from "./verdict/read-evidence.ts";

const WORKSPACE = "bench";
const GOAL_P99_MS = 1_000;
/** Posted so much faster: autocannon's clock is not exact, and its connections do not all end in the same moment. */
const HEAD_ROOM = 1.03;
const SETTLE_MS = 120_000;

interface Plan {
  seconds: number;
  warmUpSeconds: number;
  sendsPerMinute: number;
  capPerMinute: number;
  users: number;
  connections: number;
  threads: number;
}

export const benchTriggered: Bench = {
  name: "triggered",
  about: "single sends over the API at a steady rate: lost, doubled, and p99 from accepted to the endpoint",
  options: [
    { name: "seconds", fallback: 60, about: "measured, after the warm-up" },
    { name: "warm-up", fallback: 10, about: "seconds at the same rate" },
    { name: "sends-per-minute", fallback: 200_000, about: "calls of the API, each one recipient" },
    { name: "cap", fallback: 260_000, about: "the workspace's cap, in requests a minute" },
    { name: "users", fallback: 100_000, about: "users that take turns" },
    { name: "connections", fallback: 400, about: "of the client to the API, at most" },
    { name: "threads", fallback: 1, about: "sender threads" },
  ],
  run: (values, say) => {
    const plan: Plan = {
      seconds: values.number("seconds"),
      warmUpSeconds: values.number("warm-up"),
      sendsPerMinute: values.number("sends-per-minute"),
      capPerMinute: values.number("cap"),
      users: values.number("users"),
      connections: values.number("connections"),
      threads: values.number("threads"),
    };
    return inWorkFolder(
      (folder) => measure(plan, folder, say),
      ({ missed }) => missed.length === 0,
    );
  },
};

async function measure(plan: Plan, folder: string, say: (text: string) => void) {
  await using sink = await startSinkProcess(["--record", recordsPath(folder), "--p50", "5", "--p99", "50"]);
  await using stage = await openStage({
    folder,
    deliveryProcesses: 1,
    threadsPerProcess: plan.threads,
    connections: 256,
  });
  const people = await stage.openWorkspace(WORKSPACE, plan.capPerMinute);
  await addUsers(stage.store, WORKSPACE, plan.users);
  const campaignId = await publish(people, triggeredCampaign(sink.url));
  const { run_id: runId } = await statsOf(people, campaignId);
  const load = { campaignId, users: plan.users, ...evenRate(plan) };

  say(`warming up for ${plan.warmUpSeconds} s`);
  const warmUp = await postSends(people, { ...load, seconds: plan.warmUpSeconds });
  say(`posting ${load.perSecond} sends a second for ${plan.seconds} s`);
  const meter = new UsageMeter(stage);
  const posted = await postSends(people, { ...load, seconds: plan.seconds });
  const usage = meter.read();
  await untilSettled(stage, runId);
  const { recordsDropped } = await sink.flush();
  if (recordsDropped > 0) throw new Error(`the sink dropped ${recordsDropped} records: no verdict`);
  const records = await readRecords(recordsPath(folder));

  const verdict = judgeSends(runId, [...warmUp.sends, ...posted.sends], records);
  const { latencyMs } = judgeSends(runId, posted.sends, records); // the warm-up's are counted and not timed
  const achievedPerMinute = Math.round((posted.sends.length / posted.seconds) * 60);
  const stats = await statsOf(people, campaignId);
  return {
    ...plan,
    achievedPerMinute,
    refused: posted.refused,
    ...verdict,
    latencyMs,
    batches: await batchCount(stage, runId),
    delivered: stats.delivered,
    usage,
    missed: missedGoals(plan, { ...verdict, latencyMs }, posted, achievedPerMinute),
  };
}

/** autocannon gives every connection as many requests, but rounds their rates: all must have the same whole one. */
function evenRate({ sendsPerMinute, connections }: Plan): { perSecond: number; connections: number } {
  const wanted = (sendsPerMinute * HEAD_ROOM) / 60;
  const ofEach = Math.ceil(wanted / connections);
  const used = Math.ceil(wanted / ofEach);
  return { perSecond: used * ofEach, connections: used };
}

async function untilSettled(stage: Stage, runId: string): Promise<void> {
  const isSettled = async () => {
    const { rows } = await stage.store.pool.query<{ open: number }>(
      "select r.recipients - t.delivered - t.dead_lettered - t.unknown - t.expired as open from runs r join run_totals t using (run_id) where run_id = $1",
      [runId],
    );
    return rows[0]?.open === 0 ? true : undefined;
  };
  await waitUntil(isSettled, { timeoutMs: SETTLE_MS, what: "the end of the last send", everyMs: 500 });
}

async function batchCount(stage: Stage, runId: string): Promise<number> {
  const row = await stage.store.db
    .selectFrom("runs")
    .select("next_batch_no")
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  return row.next_batch_no;
}

function missedGoals(
  { sendsPerMinute }: Plan,
  { lost, doubled, unknown, latencyMs }: SendVerdict,
  { refused }: Posted,
  achievedPerMinute: number,
): string[] {
  const isSlow = achievedPerMinute < sendsPerMinute;
  return [
    ...(isSlow ? [`${achievedPerMinute} sends a minute were accepted, ${sendsPerMinute} wanted`] : []),
    ...(Object.keys(refused).length > 0 ? [`calls were refused: ${JSON.stringify(refused)}`] : []),
    ...(lost > 0 ? [`${lost} accepted sends never arrived`] : []),
    ...(doubled > 0 ? [`${doubled} requests arrived twice`] : []),
    ...(unknown > 0 ? [`${unknown} requests that no answer knows`] : []),
    ...(latencyMs.fromAccepted.p99 > GOAL_P99_MS
      ? [`p99 from accepted to the endpoint is ${latencyMs.fromAccepted.p99} ms, ${GOAL_P99_MS} wanted`]
      : []),
  ];
}
