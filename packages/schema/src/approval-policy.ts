// How many people have to approve, how long they have, and what else has to be true before a campaign goes out: by workspace.
import { z } from "zod";

const MAX_APPROVALS = 10;
const MAX_TIERS = 20;
const MAX_TEST_USERS = 1_000;
const MAX_HOURS = 8_760;

const Approvals = z.int().min(1).max(MAX_APPROVALS).describe("Distinct people who have to approve.");
const Hours = z.number().positive().max(MAX_HOURS);

/** More approvals where every condition that is given holds. */
export const ApprovalTier = z
  .strictObject({
    approvals: Approvals,
    audience_over: z.int().min(0).optional().describe("Holds for audiences of more users than this."),
    cost_over: z.number().min(0).optional().describe("Holds where audience × cost_per_request is more."),
    origin: z.string().max(2_048).optional().describe("Holds for connectors that send to this origin."),
    first_time_audience: z
      .literal(true)
      .optional()
      .describe("Holds where no campaign with the same segmentation was ever published."),
  })
  .refine(({ approvals: _, ...conditions }) => Object.values(conditions).some((one) => one !== undefined), {
    error: "a tier needs a condition: audience_over, cost_over, origin or first_time_audience",
  });
export type ApprovalTier = z.infer<typeof ApprovalTier>;

const WallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written "22:00"');

/** No run may start in it. `from` after `to`: over midnight. */
export const QuietHours = z.strictObject({ from: WallClock, to: WallClock, time_zone: z.string().max(64) });
export type QuietHours = z.infer<typeof QuietHours>;

export const ApprovalPolicy = z.strictObject({
  approvals: Approvals.default(1),
  tiers: z.array(ApprovalTier).max(MAX_TIERS).default([]),
  cost_per_request: z.number().min(0).default(0).describe("In whatever unit cost_over is in."),
  request_expires_after_hours: Hours.nullable().default(72).describe("null: never."),
  approval_expires_after_hours: Hours.nullable().default(null).describe("null: never."),
  test_send_over: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe(
      "Larger audiences need a test send of the same content before they are submitted. null: none does.",
    ),
  test_users: z
    .array(z.string().min(1).max(256))
    .max(MAX_TEST_USERS)
    .nullable()
    .default(null)
    .describe("Ids of the only users that test sends may go to. null: any."),
  quiet_hours: QuietHours.nullable().default(null),
});
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

/** Of a workspace that never set one: one other person, within three days. */
export const DEFAULT_APPROVAL_POLICY: ApprovalPolicy = ApprovalPolicy.parse({});
