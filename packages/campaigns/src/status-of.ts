// The status that people see. Before publication it is the stored one; afterwards it is that of the run, computed on
// each read, so that the planner and the ledger never write a campaign and the two can never disagree.
import type { Campaign, CampaignStatus } from "@sluice/schema";
import type { RunState, StoredCampaign } from "./ports.ts";

export function currentCampaign(stored: StoredCampaign, nowMs: number): Campaign {
  return { ...stored.campaign, status: statusOf(stored.campaign.status, stored.run, nowMs) };
}

export function statusOf(stored: CampaignStatus, run: RunState | null, nowMs: number): CampaignStatus {
  if (run === null) return stored;
  switch (run.status) {
    case "planned":
      return Date.parse(run.starts_at) > nowMs ? "SCHEDULED" : "SENDING";
    case "sending":
      return "SENDING";
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
