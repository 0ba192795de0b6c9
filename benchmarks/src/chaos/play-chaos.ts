// The play: the run under test, a steady neighbour, small campaigns that people meddle with, campaigns under a frequency cap and
// one to a forbidden address are sent while the faults of the plan are fired.
import type { RunStats } from "@sluice/schema";
import { seededRandom } from "../seeded-random.ts";
import { benchCampaign, publish, untilEnded } from "../stage/bench-campaign.ts";
import { addUsers } from "../stage/bench-users.ts";
import { CAPPED_USERS, type CappedCampaignsReport, keepCappedCampaigns, setCap } from "./capped-campaigns.ts";
import type { ChaosCast } from "./chaos-cast.ts";
import type { ChaosOptions } from "./chaos-options.ts";
import { CHAOS_KINDS, type ChaosKind, DISK_KINDS, planChaos } from "./chaos-plan.ts";
import { type FiredChaos, fireChaos } from "./fire-chaos.ts";
import { keepSmallCampaigns, type SmallCampaignsReport } from "./small-campaigns.ts";

export interface PlayedChaos {
  fired: readonly FiredChaos[];
  mainStats: RunStats;
  neighbourStats: RunStats;
  smallReport: SmallCampaignsReport;
  cappedReport: CappedCampaignsReport;
  /** Of the run under test. */
  recipients: number;
  /** By what they are. */
  secrets: Readonly<Record<string, string>>;
}

/** Of each small campaign. */
export const SMALL_USERS = 1_000;
const NEIGHBOUR_PER_MINUTE = 6_000;
/** So slow that a person can come between. */
const SMALL_PER_MINUTE = 30_000;
const CAPPED_PER_MINUTE = 30_000;
const CANARY_USERS = 200;
/** After the last fault: back-off, breakers and retries have come to rest by then. */
const END_TIMEOUT_MS = 420_000;
const RETRY_POLICY = { initial_delay_ms: 500, max_delay_ms: 5_000, max_attempts: 20 };

/** Until the plan is done and every run has ended. */
export async function playChaos(
  options: ChaosOptions,
  cast: ChaosCast,
  say: (text: string) => void,
): Promise<PlayedChaos> {
  const people = await openWorkspaces(options, cast);
  const { main, neighbour, small, capped, forbidden } = people;
  const mainId = await publish(main, campaignTo(cast.sink));
  const neighbourId = await publish(neighbour, campaignTo(cast.neighbourSink));
  // Refused at once, or ended with "address not allowed": either is right.
  await publish(forbidden, campaignTo(cast.canary)).catch(() => "refused");
  const isOver = new AbortController();
  const smallCampaigns = keepSmallCampaigns(small, cast.smallSink.url, isOver.signal);
  const cappedCampaigns = keepCappedCampaigns(
    { store: cast.stage.store, people: capped, campaign: campaignTo(cast.cappedSink) },
    seededRandom(options.seed),
    isOver.signal,
    END_TIMEOUT_MS,
  );
  const fired = await fireAll(options, cast, say);
  isOver.abort();
  say("faults are over; waiting for the ends");
  const [mainStats, neighbourStats, smallReport, cappedReport] = await Promise.all([
    untilEnded(main, mainId, END_TIMEOUT_MS),
    untilEnded(neighbour, neighbourId, END_TIMEOUT_MS),
    smallCampaigns,
    cappedCampaigns,
  ]);
  const recipients = recipientsOf(options);
  const secrets = secretsOf(people);
  return { fired, mainStats, neighbourStats, smallReport, cappedReport, recipients, secrets };
}

const campaignTo = (sink: { url: string }) =>
  benchCampaign({ endpointUrl: sink.url, retryPolicy: RETRY_POLICY });

const recipientsOf = ({ requestsPerMinute, minutes }: ChaosOptions): number => requestsPerMinute * minutes;

async function openWorkspaces(options: ChaosOptions, { stage }: ChaosCast) {
  const open = async (name: string, perMinute: number, users: number) => {
    const people = await stage.openWorkspace(name, perMinute);
    await addUsers(stage.store, name, users);
    return people;
  };
  const capped = await open("capped", CAPPED_PER_MINUTE, CAPPED_USERS);
  await setCap(stage.store, capped.workspaceId);
  return {
    capped,
    main: await open("bench", options.requestsPerMinute, recipientsOf(options)),
    neighbour: await open("neighbour", NEIGHBOUR_PER_MINUTE, NEIGHBOUR_PER_MINUTE * options.minutes),
    small: await open("small", SMALL_PER_MINUTE, SMALL_USERS),
    forbidden: await open("canary", SMALL_PER_MINUTE, CANARY_USERS),
  };
}

const possibleKinds = (cast: ChaosCast): readonly ChaosKind[] =>
  cast.disks === null ? CHAOS_KINDS.filter((kind) => !DISK_KINDS.includes(kind)) : CHAOS_KINDS;

async function fireAll(
  options: ChaosOptions,
  cast: ChaosCast,
  say: (text: string) => void,
): Promise<FiredChaos[]> {
  const totalMs = options.minutes * 60_000;
  const plan = planChaos(totalMs, options.atLeast, seededRandom(options.seed), possibleKinds(cast));
  return fireChaos(plan, { ...cast, say }, AbortSignal.timeout(totalMs * 2 + 60_000));
}

const secretsOf = (people: Awaited<ReturnType<typeof openWorkspaces>>): Record<string, string> =>
  Object.fromEntries(
    Object.values(people).flatMap(({ workspaceId, authorKey, approverKey }) => [
      [`the author's key of ${workspaceId}`, authorKey],
      [`the approver's key of ${workspaceId}`, approverKey],
    ]),
  );
