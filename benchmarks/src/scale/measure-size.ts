// What sending to one size of audience costs: CPU per delivered request, and memory, of each process.
import { type SinkProcess, startSinkProcess } from "../sink/sink-process.ts";
import type { BenchPeople } from "../stage/bench-campaign.ts";
import { vacuumAll } from "../stage/bench-users.ts";
import { MemoryWatch } from "../stage/memory-watch.ts";
import { type SentCampaign, sendCampaign } from "../stage/send-campaign.ts";
import type { Stage } from "../stage/stage.ts";

const TIMEOUT_MS = 1_800_000;
/**
 * Small audiences are sent to several times: a single campaign is over before it can be measured, and what servers keep in
 * memory for some seconds follows from what goes through them in those.
 */
const REQUESTS_AT_LEAST = 500_000;

/** By process. */
export type Figures = Readonly<Record<string, number>>;

export interface Audience {
  recipients: number;
  people: BenchPeople;
}

export interface MeasuredSize {
  recipients: number;
  campaigns: number;
  requestsPerSecond: number;
  /** From publication to the end, on average. */
  secondsPerCampaign: number;
  cpuUsPerRequest: Figures;
  /** Less what the processes use in as many seconds without a campaign. */
  cpuUsPerRequestLessIdle: Figures;
  /** Medians while it is sent. */
  memoryMib: Figures;
}

/**
 * @param idle CPU seconds that each process uses in a second in which nothing is to be done
 * @throws Error when somebody was not delivered to
 */
export async function measureSize(
  stage: Stage,
  { recipients, people }: Audience,
  idle: Figures,
): Promise<MeasuredSize> {
  await vacuumAll(stage.store); // what the sizes before it have left
  await using sink = await startSinkProcess(["--no-keys"]);
  using memory = new MemoryWatch(stage);
  const { sent, sendingSeconds } = await sendAgainAndAgain(stage, people, sink, recipients);
  const delivered = sum(sent, ({ stats }) => stats.delivered);
  if (delivered !== sent.length * recipients)
    throw new Error(`${delivered} of ${sent.length * recipients} delivered`);
  const lifeSeconds = sum(sent, ({ secondsFromPublication }) => secondsFromPublication.toEnd);
  const cpuSeconds = (name: string) => sum(sent, ({ usage }) => usage[name]?.cpuSeconds ?? 0);
  const names = Object.keys(sent[0]?.usage ?? {});
  const usPerRequest = (seconds: (name: string) => number): Figures =>
    Object.fromEntries(names.map((name) => [name, (seconds(name) * 1e6) / delivered]));
  return {
    recipients,
    campaigns: sent.length,
    requestsPerSecond: delivered / sendingSeconds,
    secondsPerCampaign: lifeSeconds / sent.length,
    cpuUsPerRequest: usPerRequest(cpuSeconds),
    cpuUsPerRequestLessIdle: usPerRequest((name) => cpuSeconds(name) - (idle[name] ?? 0) * lifeSeconds),
    memoryMib: memory.medians(),
  };
}

async function sendAgainAndAgain(
  stage: Stage,
  people: BenchPeople,
  sink: SinkProcess,
  recipients: number,
): Promise<{ sent: SentCampaign[]; sendingSeconds: number }> {
  const sent: SentCampaign[] = [];
  let sendingSeconds = 0;
  for (let requests = 0; requests < REQUESTS_AT_LEAST; requests += recipients) {
    sent.push(await sendCampaign(stage, people, sink, TIMEOUT_MS));
    const { firstUs, lastUs } = await sink.counts();
    sendingSeconds += (lastUs - firstUs) / 1_000_000;
  }
  return { sent, sendingSeconds };
}

const sum = <T>(items: readonly T[], figure: (item: T) => number): number =>
  items.reduce((total, item) => total + figure(item), 0);
