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

/** How much longer one request may take from permit to endpoint than another. */
const ENDPOINT_JITTER_MS = 200;

// A request of the slot that begins at t reaches the endpoint between t and t + 300 + 200 + 200 = t + 700 ms (plus what
// all of them take alike). A minute can therefore hold requests of the slots that begin in 60,000 + 700 ms:
// 60,700 / 100 + 1 = 608. Sharing a limit among 608 slots uses 600 / 608 = 98.7 % of it.
export const SLOTS_PER_WINDOW =
  Math.ceil((60_000 + PERMIT_LIFETIME_MS + MAX_GRANT_LATENESS_MS + ENDPOINT_JITTER_MS) / SLOT_MS) + 1;

/** Of a limit, what sending at full speed reaches: 98.7 %. */
export const USABLE_SHARE_OF_LIMIT = 60_000 / SLOT_MS / SLOTS_PER_WINDOW;

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
  /** Milliseconds since 1970 when the grant left, as Postgres has it. A limiter of an older version does not say. */
  now_ms: z.int().optional(),
  grants: z.array(z.strictObject({ run_id: RunId, permits: z.int().min(0) })),
});
export type PermitGrant = z.infer<typeof PermitGrant>;
