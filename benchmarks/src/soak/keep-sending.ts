// Campaign after campaign, so that something is always sent, runs end, and what they leave behind is cleared away.
import type { RunStats } from "@sluice/schema";
import { setTimeout as sleep } from "node:timers/promises";
import { benchCampaign, type BenchPeople, publish, statsOf } from "../stage/bench-campaign.ts";

export interface Sending {
  people: BenchPeople;
  endpointUrl: string;
  retryPolicy: NonNullable<Parameters<typeof benchCampaign>[0]["retryPolicy"]>;
  /** The next campaign is published while so many recipients of those before are open. */
  openAtLeast: number;
  endTimeoutMs: number;
}

const LOOK_EVERY_MS = 2_000;

/** Publishes nothing more when `signal` aborts, then waits for the ends. @returns the stats of every run, in order. */
export async function keepSending(sending: Sending, signal: AbortSignal): Promise<RunStats[]> {
  const ids: string[] = [];
  const latest = new Map<string, RunStats>();
  let deadlineMs = Infinity;
  for (;;) {
    const open = await openRecipients(sending, ids, latest);
    if (signal.aborted && isAllOver(ids, latest)) return ids.flatMap((id) => latest.get(id) ?? []);
    if (signal.aborted) deadlineMs = Math.min(deadlineMs, performance.now() + sending.endTimeoutMs);
    if (performance.now() > deadlineMs) throw new Error(`${open} recipients are open for too long`);
    if (!signal.aborted && open < sending.openAtLeast) await publishNext(sending, ids);
    await sleep(LOOK_EVERY_MS);
  }
}

const isAllOver = (ids: readonly string[], latest: ReadonlyMap<string, RunStats>): boolean =>
  ids.every((id) => (latest.get(id)?.ended_at ?? null) !== null);

/** An API that is just being started again is asked again at the next look. */
async function openRecipients(
  { people }: Sending,
  ids: readonly string[],
  latest: Map<string, RunStats>,
): Promise<number> {
  for (const id of ids) {
    if ((latest.get(id)?.ended_at ?? null) !== null) continue;
    const stats = await statsOf(people, id).catch(() => undefined);
    if (stats !== undefined) latest.set(id, stats);
  }
  const isCounted = (id: string) => latest.get(id)?.audience_is_cut === true;
  // One that is not cut yet will have enough to send.
  if (ids.some((id) => !isCounted(id))) return Infinity;
  return ids.reduce((sum, id) => sum + (latest.get(id)?.open ?? 0), 0);
}

async function publishNext({ people, endpointUrl, retryPolicy }: Sending, ids: string[]): Promise<void> {
  const id = await publish(people, benchCampaign({ endpointUrl, retryPolicy })).catch(() => undefined);
  if (id !== undefined) ids.push(id);
}
