// The status that people see, as SQL over a campaign and its run. It says what `currentCampaign` of @sluice/campaigns says;
// a test of the API compares the two for every status.
import type { CampaignStatus } from "@sluice/schema";

/** Statuses that a campaign without a run can have: the stored ones. */
const WITHOUT_RUN: readonly CampaignStatus[] = ["DRAFT", "UNDER_REVIEW", "APPROVED", "REJECTED"];

/** Whether a run has to be looked at to tell these statuses from others. */
export const needsRun = (statuses: readonly CampaignStatus[]): boolean =>
  statuses.some((status) => !WITHOUT_RUN.includes(status) && status !== "ARCHIVED");

const LIVE: readonly CampaignStatus[] = ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"];

/** Whether runs that are over have none of these statuses: those that are not are few. */
export const areAllLive = (statuses: readonly CampaignStatus[]): boolean =>
  statuses.every((status) => LIVE.includes(status));

/** @param now placeholder of the present. Reads `c`, the campaign, and `r`, its run. */
export const statusSql = (now: string): string => `
  case
    when c.archived_at is not null then 'ARCHIVED'
    when r.run_id is null then c.status
    when r.status = 'planned' and r.starts_at > ${now} then 'SCHEDULED'
    when r.status in ('planned', 'sending') then case when r.is_triggered then 'ACTIVE' else 'SENDING' end
    else upper(r.status)
  end`;

/** Of campaigns whose run nobody needs to look at. */
export const STATUS_WITHOUT_RUN_SQL = `
  case when c.archived_at is not null then 'ARCHIVED' when c.run_id is null then c.status end`;
