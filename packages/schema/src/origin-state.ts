// What a delivery process knows of an origin that it sends to: in its snapshots, and in the key-value bucket `origins`.
import { z } from "zod";
import { WorkspaceId } from "./ids.ts";

const Count = z.int().min(0);

export const OriginStatus = z.strictObject({
  /** Scheme, host and port. */
  origin: z.string(),
  /** Worst of the process's threads. `held`: it asked us to wait. `gone`: 410, until a person resumes a run. */
  state: z.enum(["closed", "held", "half_open", "open", "gone"]),
  /** How long it has been so; open and half-open count as one. */
  since_ms_ago: Count,
  /** How many requests may be in flight. */
  concurrency: Count,
  in_flight: Count,
  /** Failed requests of the last ten seconds. */
  failures: Count,
});
export type OriginStatus = z.infer<typeof OriginStatus>;

/** As of the writing of the entry; it is written again every few seconds. */
export const OriginState = OriginStatus.extend({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  process: z.string(),
});
export type OriginState = z.infer<typeof OriginState>;
