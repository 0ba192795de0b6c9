// Frequency caps of a workspace, as they hold for one run at one moment.
//
//   F1. A message counts from the moment at which it was planned. It leaves a window when the day on which it was settled, or its
//       run ended, has left it: one that may still be sent counts as of today. So no window exceeds a cap at the receiver,
//       also when a run goes on over midnight.
//   F2. Only runs whose messages count are looked at (`runs.counted_as`), and of those only what rules ask about.
//   F3. A workspace without rules is asked nothing.
import type { CampaignDefinition, FrequencyCapping, FrequencyRule, RunId, WorkspaceId } from "@sluice/schema";
import type { Pool } from "pg";
import type { CountedAs } from "./json-shapes.ts";
import { startOfDayMs } from "./start-of-day.ts";

/** What the rules of a workspace are to the messages of one run. */
export interface RunCapping {
  timeZone: string;
  /** Those that hold for it; none: nobody is left out. */
  rules: readonly FrequencyRule[];
  /** Whether its messages count for whatever comes later. */
  isCounted: boolean;
}

/** The rules at one moment: whose messages count, and from when on. */
export interface CapsInForce {
  caps: ReadonlyArray<{ maxMessages: number; from: Date; runIds: readonly RunId[] }>;
  /** Of the shortest window: whatever was planned since is in all of them. */
  latestFrom: Date;
}

type Kind = Pick<
  CampaignDefinition,
  "channel" | "campaign_delivery_type" | "basic_details" | "delivery_controls"
>;

/** F3: null when the run has nothing to do with caps. */
export function cappingOf(definition: Kind, capping: FrequencyCapping | null): RunCapping | null {
  if (capping === null || capping.rules.length === 0) return null;
  const controls = definition.delivery_controls;
  const kind = kindOf(definition);
  const rules =
    controls?.ignore_frequency_capping === true ? [] : capping.rules.filter((rule) => isAbout(rule, kind));
  const isCounted = countedAsOf(definition) !== null;
  return rules.length === 0 && !isCounted ? null : { timeZone: capping.time_zone, rules, isCounted };
}

/** null: its messages count for nobody's cap. */
export const countedAsOf = (definition: Kind): CountedAs | null =>
  definition.delivery_controls?.count_for_frequency_capping === false ? null : kindOf(definition);

const kindOf = ({ channel, campaign_delivery_type, basic_details }: Kind): CountedAs => ({
  channel,
  delivery_type: campaign_delivery_type,
  tags: basic_details?.tags ?? [],
});

export function isAbout(rule: FrequencyRule, { channel, delivery_type, tags }: CountedAs): boolean {
  switch (rule.level) {
    case "cross_channel":
      return true;
    case "channel":
      return rule.channel === channel;
    case "delivery_type":
      return rule.delivery_type === delivery_type;
    case "tags":
      return rule.match === "all"
        ? rule.tags.every((tag) => tags.includes(tag))
        : rule.tags.some((tag) => tags.includes(tag));
    default:
      return rule satisfies never;
  }
}

interface CapsQuestion {
  workspaceId: WorkspaceId;
  capping: RunCapping;
  now: Date;
  /** A run that does not count for itself. */
  except: RunId | null;
}

/** @returns null when no rule has anything to count: then nobody is at a cap. */
export async function capsInForce(
  client: Pick<Pool, "query">,
  { workspaceId, capping, now, except }: CapsQuestion,
): Promise<CapsInForce | null> {
  if (capping.rules.length === 0) return null;
  const windows = capping.rules.map((rule) => ({
    rule,
    fromMs: startOfDayMs(now.getTime(), capping.timeZone, rule.days - 1),
  }));
  const runs = await countedRuns(
    client,
    workspaceId,
    Math.min(...windows.map(({ fromMs }) => fromMs)),
    except,
  );
  if (runs.length === 0) return null;
  return {
    caps: windows.map(({ rule, fromMs }) => ({
      maxMessages: rule.max_messages,
      from: new Date(fromMs),
      runIds: runs
        .filter(
          ({ endedAt, countedAs }) => (endedAt?.getTime() ?? Infinity) >= fromMs && isAbout(rule, countedAs),
        )
        .map(({ runId }) => runId),
    })),
    latestFrom: new Date(Math.max(...windows.map(({ fromMs }) => fromMs))),
  };
}

interface CountedRun {
  runId: RunId;
  countedAs: CountedAs;
  endedAt: Date | null;
}

/** F1, F2: of those that have ended since, or have not. */
async function countedRuns(
  client: Pick<Pool, "query">,
  workspaceId: WorkspaceId,
  fromMs: number,
  except: RunId | null,
): Promise<CountedRun[]> {
  const { rows } = await client.query<CountedRun>(
    `select run_id as "runId", counted_as as "countedAs", ended_at as "endedAt" from runs
     where workspace_id = $1 and counted_as is not null and (ended_at is null or ended_at >= $2)
       and run_id is distinct from $3::uuid`,
    [workspaceId, new Date(fromMs), except],
  );
  return rows;
}
