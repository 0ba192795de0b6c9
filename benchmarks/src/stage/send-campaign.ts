// One campaign to all users of a workspace, and what it took.
import type { RunStats } from "@sluice/schema";
import type { SinkProcess } from "../sink/sink-process.ts";
import { benchCampaign, type BenchPeople, publish, untilEnded } from "./bench-campaign.ts";
import { hearEnds } from "./hear-end.ts";
import type { Stage } from "./stage.ts";
import { type ProcessFigures, UsageMeter } from "./usage-meter.ts";

export interface SentCampaign {
  stats: RunStats;
  /** From the publication to the end of the run: the cut and the settling are in it. */
  usage: Record<string, ProcessFigures>;
  secondsFromPublication: {
    toFirstRequest: number;
    toLastRequest: number;
    /** Every recipient has an end in Postgres. */
    toEnd: number;
  };
}

export async function sendCampaign(
  stage: Stage,
  people: BenchPeople,
  sink: SinkProcess,
  timeoutMs: number,
): Promise<SentCampaign> {
  await sink.reset();
  await using ends = await hearEnds(stage.servers.natsUrl, people.workspaceId);
  const meter = new UsageMeter(stage);
  const publishedUs = monotonicUs();
  const campaignId = await publish(people, benchCampaign({ endpointUrl: sink.url }));
  await ends.endOf(campaignId, timeoutMs);
  const endedUs = monotonicUs();
  const usage = meter.read();
  const stats = await untilEnded(people, campaignId, timeoutMs); // announced a moment before it can be read
  const { firstUs, lastUs } = await sink.counts();
  const seconds = (toUs: number) => Math.round((toUs - publishedUs) / 10_000) / 100;
  return {
    stats,
    usage,
    secondsFromPublication: {
      toFirstRequest: seconds(firstUs),
      toLastRequest: seconds(lastUs),
      toEnd: seconds(endedUs),
    },
  };
}

/** The scale of the sink's times. */
const monotonicUs = (): number => Number(process.hrtime.bigint() / 1_000n);
