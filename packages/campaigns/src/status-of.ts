// The status that people see. Before publication it is the stored one; afterwards it is that of the run, computed on
// each read, so that the planner and the ledger never write a campaign and the two can never disagree.
//
//   S1. The content that is shown is that of the newest version. While an older one is live, the newest is pending: the stored
//       status is then its own.
import type { Campaign, CampaignRecord, CampaignStatus } from "@sluice/schema";
import type { RunState, StoredCampaign } from "./ports.ts";

export function currentCampaign({ campaign, run }: StoredCampaign, nowMs: number): Campaign {
  const status = campaign.archived_at === null ? statusOf(campaign.status, run, nowMs) : "ARCHIVED";
  const liveVersion = run !== null && isLive(status) ? run.version : null;
  const isPending = liveVersion !== null && campaign.version > liveVersion; // S1
  return {
    ...campaign,
    status,
    campaign_id: campaign.id,
    version_number: campaign.version,
    sent_time: run?.ended_at ?? null,
    rejection_comment: rejectionOf(campaign),
    live_version: liveVersion,
    pending_version: isPending ? campaign.version : null,
    pending_status: isPending ? reviewStatusOf(campaign) : null,
  };
}

export function statusOf(stored: CampaignStatus, run: RunState | null, nowMs: number): CampaignStatus {
  if (run === null) return stored;
  switch (run.status) {
    case "planned":
      return Date.parse(run.starts_at) > nowMs ? "SCHEDULED" : goingStatus(run);
    case "sending":
      return goingStatus(run);
    case "paused":
      return "PAUSED";
    case "sent":
      return "SENT";
    case "stopped":
      return "STOPPED";
    case "expired":
      return "EXPIRED";
    case "not_sent":
      return "NOT_SENT";
    default:
      return run.status satisfies never;
  }
}

const goingStatus = ({ is_triggered }: RunState): CampaignStatus => (is_triggered ? "ACTIVE" : "SENDING");

const LIVE: readonly CampaignStatus[] = ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"];
export const isLive = (status: CampaignStatus): boolean => LIVE.includes(status);

function reviewStatusOf({ status }: CampaignRecord): Campaign["pending_status"] {
  return status === "UNDER_REVIEW" || status === "APPROVED" || status === "REJECTED" ? status : "DRAFT";
}

const rejectionOf = ({ status, approval }: CampaignRecord): string | null =>
  status === "REJECTED" && approval?.decision === "rejected" ? approval.comment : null;
