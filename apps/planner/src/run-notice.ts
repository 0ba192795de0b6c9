// What people are told of one run, put together from sentences.
import type { Notice } from "@sluice/schema";
import type { LiveRun } from "@sluice/store";

export function noticeOfRun(
  kind: Notice["kind"],
  { workspaceId, campaignId, runId }: Pick<LiveRun, "workspaceId" | "campaignId" | "runId">,
  nowMs: number,
  sentences: readonly string[],
): Notice {
  const ids = { workspace_id: workspaceId, campaign_id: campaignId, run_id: runId };
  return { v: 1, kind, ...ids, at: new Date(nowMs).toISOString(), text: sentences.join(" ") };
}
