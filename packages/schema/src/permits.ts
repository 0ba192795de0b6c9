// Permits: who asks (a sender thread), who grants (the limiter), and what travels between them every 100 ms.
import { z } from "zod";
import { RunId, WorkspaceId } from "./ids.ts";

/** Length of a slot, the unit in which the limiter hands out permits. */
export const SLOT_MS = 100;

// The limiter's slot arithmetic counts on what senders keep to, hence both stand here.
/** A sender may use a permit this long after it arrived. */
export const PERMIT_LIFETIME_MS = 300;
/** A grant that arrives later than this after its slot's beginning is not used at all: the limiter's timer and the bus together. */
export const MAX_GRANT_LATENESS_MS = 200;

/** On `demands.<process>`: how many requests each run could send now. */
export const PermitDemand = z.strictObject({
  v: z.literal(1),
  process: z.string(),
  demands: z.array(z.strictObject({ workspace_id: WorkspaceId, run_id: RunId, waiting: z.int().min(0) })),
});
export type PermitDemand = z.infer<typeof PermitDemand>;

/** On `permits.<process>`: usable for PERMIT_LIFETIME_MS from arrival; what is not used by then is lost. */
export const PermitGrant = z.strictObject({
  v: z.literal(1),
  /** Revision of the limiter's lease: a grant of an older leader is ignored. */
  epoch: z.int(),
  slot: z.int(),
  /** When the slot begins, on the limiter's monotonic clock: a receiver compares offsets and drops what arrives late. */
  sent_at_monotonic_ms: z.number(),
  grants: z.array(z.strictObject({ run_id: RunId, permits: z.int().min(0) })),
});
export type PermitGrant = z.infer<typeof PermitGrant>;
