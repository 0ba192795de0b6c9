// How often a workspace may call: limits over rolling windows for each operation, and how many campaigns it may create.
//
//   Q1. "product" holds the numbers that clients of the V5 API were written for; "open" bounds mistakes and nothing else;
//       "off" bounds nothing and costs nothing.
//   Q2. A value of the workspace's own stands in place of the preset's; null takes it away.
import { z } from "zod";

export const QUOTA_WINDOWS_MS = {
  per_second: 1_000,
  per_minute: 60_000,
  per_hour: 3_600_000,
  per_day: 86_400_000,
} as const;
export type QuotaWindow = keyof typeof QUOTA_WINDOWS_MS;

/** What is counted, each for itself. */
export const QUOTA_OPERATIONS = [
  "create",
  /** Campaigns that were created: calls that failed do not count. */
  "created",
  "read",
  "update",
  "validate",
  "status",
  "search",
  "meta",
  "test",
  "send",
  "preview",
  "users",
  "events",
  "devices",
  "bulk_users",
  "bulk_events",
  "export_users",
  "merge_users",
  "delete_users",
  /** Filter segments that are made, changed or archived. */
  "segments",
  /** File segments that are made or changed. */
  "file_segments",
  /** Each route that has no name of its own here, for itself. */
  "other",
] as const;
export type QuotaOperation = (typeof QUOTA_OPERATIONS)[number];

const MAX_LIMIT = 1_000_000_000;
const Limit = z.int().min(1).max(MAX_LIMIT).nullable();

export const OperationLimits = z
  .strictObject({
    per_second: Limit.optional(),
    per_minute: Limit.optional(),
    per_hour: Limit.optional(),
    per_day: Limit.optional(),
  })
  .describe("At most so many in any such window, however it lies. null: no limit.");
export type OperationLimits = z.infer<typeof OperationLimits>;

export const QuotaPreset = z.enum(["product", "open", "off"]);
export type QuotaPreset = z.infer<typeof QuotaPreset>;

export const QuotaSettings = z.strictObject({
  preset: QuotaPreset.describe(
    "product: the documented limits of the V5 API. open: generous ones. off: none, and no x-ratelimit headers.",
  ),
  limits: z
    .partialRecord(z.enum(QUOTA_OPERATIONS), OperationLimits)
    .default({})
    .describe("In place of the preset's, by operation."),
});
export type QuotaSettings = z.infer<typeof QuotaSettings>;

export const DEFAULT_QUOTA_SETTINGS: QuotaSettings = { preset: "open", limits: {} };

type Preset = Readonly<Partial<Record<QuotaOperation, OperationLimits>>>;

const CALLS: OperationLimits = { per_second: 10, per_minute: 100, per_hour: 6_000 };
const OPEN_CALLS: OperationLimits = { per_minute: 200_000, per_hour: 6_000_000 };

const ofEach = (limits: OperationLimits): Preset =>
  Object.fromEntries(QUOTA_OPERATIONS.map((operation) => [operation, limits]));

const PRESETS: Readonly<Record<QuotaPreset, Preset>> = {
  product: {
    ...ofEach(CALLS),
    create: { per_second: 5, per_minute: 25, per_hour: 100 },
    created: { per_minute: 5, per_hour: 25, per_day: 100 },
    send: { per_minute: 5_000 },
    preview: { per_minute: 10_000 },
    users: { per_minute: 10_000 },
    events: { per_minute: 30_000 },
    devices: { per_minute: 10_000 },
    segments: { per_minute: 50, per_hour: 200, per_day: 1_000 },
    file_segments: { per_hour: 10 },
    bulk_users: { per_minute: 60_000 },
    bulk_events: { per_minute: 60_000 },
    export_users: { per_minute: 1_000 },
    merge_users: { per_minute: 1_000 },
    delete_users: { per_minute: 5_000 },
  },
  open: {
    ...ofEach(OPEN_CALLS),
    created: { per_minute: 60_000, per_hour: 1_000_000, per_day: 5_000_000 },
    send: { per_minute: 2_000_000 },
    bulk_users: { per_minute: 2_000_000 },
    bulk_events: { per_minute: 2_000_000 },
  },
  off: {},
};

/** What holds for each operation; an operation that is missing has no limit. */
export function effectiveQuotas({ preset, limits }: QuotaSettings): Map<QuotaOperation, OperationLimits> {
  const effective = new Map<QuotaOperation, OperationLimits>();
  for (const operation of QUOTA_OPERATIONS) {
    const merged = { ...PRESETS[preset][operation], ...limits[operation] }; // Q2
    const set = Object.entries(merged).filter(([, limit]) => limit !== null);
    if (set.length > 0) effective.set(operation, Object.fromEntries(set));
  }
  return effective;
}
