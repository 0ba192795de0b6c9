// Our figures in the product's words. What is not known here (impressions, clicks, conversions) is 0.
import type { Channel, PlatformStats, RunStats, VariationStats } from "@sluice/schema";

/** Spelt as in the product. */
const REMOVED_BY: Readonly<Record<string, string>> = {
  campaign_control_group: "user_removed_due_to_campaing_control_group",
  global_control_group: "user_removed_due_to_global_control_group",
};

/** @param runs of one campaign; their figures are added up */
export function campaignStats(channel: Channel, runs: readonly RunStats[]): PlatformStats {
  const variations = {
    all_variations: variationStats(runs),
    campaign_control_group: variationStats([]),
    global_control_group: variationStats([]),
  };
  return { platforms: { [channel]: { locales: { all_locales: { variations } } } } };
}

function variationStats(runs: readonly RunStats[]): VariationStats {
  const sum = (figure: (run: RunStats) => number): number =>
    runs.reduce((total, run) => total + figure(run), 0);
  const sent = sum((run) => run.delivered);
  // Who was never tried (cancelled, still open) is neither attempted nor failed.
  const failed = sum((run) => run.dead_lettered + run.unknown + run.skipped + run.expired);
  const targeted = sum((run) => run.targeted);
  const recipients = sum((run) => run.recipients);
  return {
    performance_stats: {
      ...NOT_KNOWN_HERE,
      attempted: sent + failed,
      sent,
      failed,
      sent_rate: percentOf(sent, sent + failed),
      failure_rate: percentOf(failed, sent + failed),
    },
    conversion_goal_stats: {},
    delivery_funnel: {
      total_user_in_segment: targeted,
      reachable_users_in_segment: targeted,
      after_fc: recipients,
      users_after_dup: recipients,
      user_after_duplicate_removal: recipients,
      after_personalization_removal: recipients - sum((run) => run.skipped),
      sent,
    },
    failure_breakdown: breakdownOf(runs),
  };
}

const NOT_KNOWN_HERE = {
  bounced: 0,
  delivered: 0,
  impression: 0,
  click: 0,
  opened: 0,
  read: 0,
  ctr: 0,
  delivery_rate: 0,
};

function breakdownOf(runs: readonly RunStats[]): Record<string, number> {
  const counts = new Map<string, number>();
  const add = (reason: string, count: number): void =>
    void counts.set(reason, (counts.get(reason) ?? 0) + count);
  for (const { reasons, excluded } of runs) {
    for (const [reason, count] of Object.entries(excluded))
      add(REMOVED_BY[reason] ?? `user_removed_due_to_${reason}`, count);
    for (const [reason, count] of Object.entries(reasons)) add(reason, count);
  }
  return Object.fromEntries(counts);
}

const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
