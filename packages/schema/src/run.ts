// A run: one sending of a campaign. `RunPlan` is what delivery needs of it, kept in the key-value bucket `runs`.
import { z } from "zod";
import { ContentHash } from "./campaign/campaign.ts";
import { CampaignDefinition } from "./campaign/definition.ts";
import { CampaignId, RunId, WorkspaceId } from "./ids.ts";

/** planned → sending ⇄ paused → sent, or stopped, expired, not_sent (no one to send to). `ended_at` is set when all is settled. */
export const RunStatus = z.enum(["planned", "sending", "paused", "sent", "stopped", "expired", "not_sent"]);
export type RunStatus = z.infer<typeof RunStatus>;

export const RunPlan = z.strictObject({
  v: z.literal(1),
  workspace_id: WorkspaceId,
  run_id: RunId,
  campaign_id: CampaignId,
  approval_id: z.string(),
  content_hash: ContentHash,
  /** The approved definition whole: delivery hashes it, compares with the batch's hash, then renders from it. */
  definition: CampaignDefinition,
});
export type RunPlan = z.infer<typeof RunPlan>;

/** Bucket `control`, key `<ws>.<run>`: what a sender obeys before each send. */
export const RunControl = z.strictObject({
  v: z.literal(1),
  state: z.enum(["sending", "paused", "stopped"]),
  /** null: only the workspace's cap holds. */
  requests_per_minute: z.int().min(1).nullable(),
});
export type RunControl = z.infer<typeof RunControl>;
