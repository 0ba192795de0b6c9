// A request for approval: asked when a version is submitted, decided by as many people as the policy wanted at that moment.
import { z } from "zod";

/** One of the approvals that a review has so far; the whole of it is in the history. */
export const GivenApproval = z.strictObject({
  approval_id: z.string(),
  decided_by: z.string(),
  decided_at: z.iso.datetime(),
});
export type GivenApproval = z.infer<typeof GivenApproval>;

export const Review = z.strictObject({
  requested_by: z.string(),
  requested_at: z.iso.datetime(),
  /** From then on nobody can decide on it: it has to be submitted again. null: never. */
  expires_at: z.iso.datetime().nullable(),
  /** From then on the approval is no longer enough to publish. null: always is. Set by the last approval. */
  approval_expires_at: z.iso.datetime().nullable(),
  /** Distinct people. */
  approvals_required: z.int().min(1),
  /** Why so many, in words; empty where the policy's least was enough. */
  reasons: z.array(z.string()),
  /** Users, when it was submitted. null: nothing in the policy depends on it, or there is no audience. */
  audience: z.int().nullable(),
  /** By different people, oldest first. */
  approvals: z.array(GivenApproval),
  /** When those who may decide were reminded. null: not yet. */
  reminded_at: z.iso.datetime().nullable(),
});
export type Review = z.infer<typeof Review>;
