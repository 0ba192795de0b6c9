// Slack while the engine is busy: ten campaigns go out at once, each on a live card, people open modals now and then, and the
// Slack that is played allows no more than Slack does.
import type { RunStats } from "@sluice/schema";
import type { Bench, BenchValues } from "./bench.ts";
import { type SinkProcess, startSinkProcess } from "./sink/sink-process.ts";
import { inShort, sampleBot } from "./slack/bot-samples.ts";
import { differences, type SoakCampaign, watchAll } from "./slack/live-cards.ts";
import { missedGoals } from "./slack/missed-goals.ts";
import { openingTimesMs, openModals, type Opened } from "./slack/open-modals.ts";
import { callsByMethod, mostInRolling60s, refusals } from "./slack/slack-calls.ts";
import { openSlackStage, type SlackStage } from "./slack/slack-stage.ts";
import { benchCampaign, type BenchPeople, publish, untilEnded } from "./stage/bench-campaign.ts";
import { addUsers } from "./stage/bench-users.ts";
import { openStage } from "./stage/stage.ts";
import { waitUntil } from "./stage/wait-until.ts";
import { inWorkFolder } from "./stage/work-folder.ts";

const WORKSPACE = "bench";
const SINK_BEHAVIOUR = ["--p50", "20", "--p99", "150", "--fail", "503=0.01"];
const RETRY_POLICY = { initial_delay_ms: 1_000, max_delay_ms: 10_000, max_attempts: 20 };
const MINUTE_MS = 60_000;
/** Above the goal: a limiter that never exceeds a limit cannot reach it in every minute. */
const CAP_PERCENT = 105;
const END_TIMEOUT_MS = 600_000;
const LAST_EDITS_WITHIN_MS = 120_000;

interface Plan {
  minutes: number;
  requestsPerMinute: number;
  campaigns: number;
  modalEveryMs: number;
}

export const benchSlack: Bench = {
  name: "slack",
  about:
    "ten live cards while 200,000 requests leave a minute: edits, modals, 429s, last figures, the bot's memory",
  options: [
    { name: "minutes", fallback: 10, about: "of sending" },
    {
      name: "requests-per-minute",
      fallback: 200_000,
      about: "of all campaigns; the workspace's cap is 5 % above",
    },
    { name: "campaigns", fallback: 10, about: "at once, each with a live card" },
    { name: "modal-every-seconds", fallback: 3, about: "somebody types /campaign new" },
  ],
  run: (values, say) =>
    inWorkFolder(
      (folder) => soak(planOf(values), folder, say),
      (figures) => figures.missed.length === 0,
    ),
};

const planOf = (values: BenchValues): Plan => ({
  minutes: values.number("minutes"),
  requestsPerMinute: values.number("requests-per-minute"),
  campaigns: values.number("campaigns"),
  modalEveryMs: values.number("modal-every-seconds") * 1_000,
});

async function soak(plan: Plan, folder: string, say: (text: string) => void) {
  await using sink = await startSinkProcess(SINK_BEHAVIOUR);
  await using stage = await openStage({
    folder,
    deliveryProcesses: 1,
    threadsPerProcess: 2,
    connections: 256,
  });
  const people = await stage.openWorkspace(
    WORKSPACE,
    Math.ceil((plan.requestsPerMinute * CAP_PERCENT) / 100),
  );
  await addUsers(stage.store, WORKSPACE, Math.ceil((plan.requestsPerMinute * plan.minutes) / plan.campaigns));
  await using played = await openSlackStage(stage, WORKSPACE, folder);
  const over = new AbortController();
  const during = Promise.all([
    openModals(played.people, played.channel, { everyMs: plan.modalEveryMs, signal: over.signal }),
    sampleBot(played.bot, over.signal),
  ]);
  try {
    const campaigns = await publishAll(people, plan.campaigns, sink.url);
    await watchAll(played.people[0], played.channel, campaigns);
    say(`${campaigns.length} cards are live`);
    const stats = await endsOf(people, campaigns, plan);
    say("every run has ended");
    const wrong = await wrongCards(played, campaigns, stats);
    over.abort();
    const [opened, samples] = await during;
    return await report(plan, { sink, played, stats, wrong, opened, bot: inShort(samples) });
  } finally {
    over.abort();
    await during.catch(() => "what failed first is told");
  }
}

async function publishAll(people: BenchPeople, count: number, endpointUrl: string): Promise<SoakCampaign[]> {
  const names = Array.from({ length: count }, (_, i) => `Soak ${i + 1}`);
  const campaigns: SoakCampaign[] = [];
  for (const name of names) {
    const campaign = {
      ...benchCampaign({ endpointUrl, retryPolicy: RETRY_POLICY }),
      basic_details: { name },
    };
    campaigns.push({ id: await publish(people, campaign), name });
  }
  return campaigns;
}

const endsOf = (
  people: BenchPeople,
  campaigns: readonly SoakCampaign[],
  { minutes }: Plan,
): Promise<RunStats[]> =>
  Promise.all(campaigns.map(({ id }) => untilEnded(people, id, minutes * MINUTE_MS + END_TIMEOUT_MS)));

/** The last edits wait for Slack's budget like all others. @returns what is wrong when they had their time */
async function wrongCards(
  { channel }: SlackStage,
  campaigns: readonly SoakCampaign[],
  stats: readonly RunStats[],
): Promise<string[]> {
  const wrong = () => campaigns.flatMap((campaign, i) => differences(channel, campaign, stats[i]));
  const areRight = () => (wrong().length === 0 ? true : undefined);
  await waitUntil(areRight, {
    timeoutMs: LAST_EDITS_WITHIN_MS,
    what: "the last figures on every card",
    everyMs: 200,
  }).catch(() => "they are told below");
  return wrong();
}

async function report(
  plan: Plan,
  parts: {
    sink: SinkProcess;
    played: SlackStage;
    stats: readonly RunStats[];
    wrong: readonly string[];
    opened: Opened;
    bot: ReturnType<typeof inShort>;
  },
) {
  const { calls } = parts.played.slack.api;
  const counts = await parts.sink.counts();
  const openMs = openingTimesMs(calls);
  const at = (share: number): number =>
    openMs[Math.min(openMs.length - 1, Math.floor(openMs.length * share))] ?? NaN;
  const figures = {
    requests: counts.total,
    requestsInEachMinute: counts.perMinute.slice(0, plan.minutes),
    recipients: parts.stats.reduce((sum, { recipients }) => sum + recipients, 0),
    delivered: parts.stats.reduce((sum, { delivered }) => sum + delivered, 0),
    edits: callsByMethod(calls)["chat.update"] ?? 0,
    mostEditsInRolling60s: mostInRolling60s(calls, "chat.update"),
    ...parts.opened,
    openP50Ms: at(0.5),
    openP99Ms: at(0.99),
    openWorstMs: openMs.at(-1) ?? NaN,
    calls: callsByMethod(calls),
    refusals: refusals(calls),
    cardsThatDiffer: parts.wrong,
    bot: parts.bot,
  };
  return { ...plan, ...figures, missed: missedGoals(plan, figures) };
}
