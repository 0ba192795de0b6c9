// Campaigns by what they are called, what kind they are, who made them and where they stand; newest first.
//
//   S1. The page is found in one index, without reading definitions; then only its own campaigns are read.
//   S2. A status is that of the run, as people see it: only where one is asked for, runs are looked at.
import type { CampaignDeliveryType, CampaignStatus, Channel, WorkspaceId } from "@sluice/schema";
import { campaignRows, type StoredCampaign, toStoredCampaign } from "./campaign-row.ts";
import { creatorOf } from "./campaigns.ts";
import { areAllLive, needsRun, STATUS_WITHOUT_RUN_SQL, statusSql } from "./campaign-status.ts";
import type { Store } from "./connect.ts";
import { PLANNED_FOR_ITS_VALUES } from "./preparing-client.ts";

/** All that are given must be met; of a list, any value. */
export interface CampaignFilter {
  workspaceId: WorkspaceId;
  ids?: readonly string[] | undefined;
  channels?: readonly Channel[] | undefined;
  deliveryTypes?: readonly CampaignDeliveryType[] | undefined;
  createdBy?: readonly string[] | undefined;
  createdFrom?: Date | undefined;
  /** Not included. */
  createdBefore?: Date | undefined;
  /** Part of the name, in any case. */
  name?: string | undefined;
  /** Absent: all but drafts. */
  statuses?: readonly CampaignStatus[] | undefined;
  tags?: readonly string[] | undefined;
  version?: number | undefined;
  includesArchived: boolean;
  now: Date;
}

export interface CampaignSearchPage extends CampaignFilter {
  limit: number;
  /** The first is 1. */
  page: number;
}

export async function searchCampaigns(store: Store, search: CampaignSearchPage): Promise<StoredCampaign[]> {
  const { text, values } = searchStatement(search);
  const { rows } = await store.pool.query<{ campaign_id: string }>({
    ...PLANNED_FOR_ITS_VALUES,
    text,
    values,
  });
  if (rows.length === 0) return [];
  const found = await campaignRows(store.db, search.workspaceId)
    .where(
      "campaigns.campaign_id",
      "in",
      rows.map(({ campaign_id }) => campaign_id),
    )
    .orderBy("campaigns.campaign_id", "desc")
    .execute();
  return found.map(toStoredCampaign);
}

/** S1 */
export function searchStatement(search: CampaignSearchPage): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    `c.workspace_id = ${bind(search.workspaceId)}`,
    ...statusConditions(search, bind),
    ...fieldConditions(search, bind),
  ];
  return {
    text: `
      select c.campaign_id from campaigns c
      ${joinOf(search)}
      where ${conditions.join(" and ")}
      order by c.campaign_id desc
      limit ${bind(search.limit)} offset ${bind((search.page - 1) * search.limit)}`,
    values,
  };
}

function joinOf({ statuses }: CampaignFilter): string {
  if (statuses === undefined || !needsRun(statuses)) return "";
  if (areAllLive(statuses)) return "join runs r on r.run_id = c.run_id and r.ended_at is null";
  return "left join runs r on r.run_id = c.run_id";
}

type Bind = (value: unknown) => string;

/** S2 */
function statusConditions({ statuses, includesArchived, now }: CampaignFilter, bind: Bind): string[] {
  const archived = includesArchived ? [] : ["c.archived_at is null"];
  if (statuses === undefined)
    return [...archived, "(c.run_id is not null or c.archived_at is not null or c.status <> 'DRAFT')"];
  const status = needsRun(statuses) ? statusSql(bind(now)) : STATUS_WITHOUT_RUN_SQL;
  return [...archived, `${status} = any(${bind(statuses)})`];
}

function fieldConditions(filter: CampaignFilter, bind: Bind): string[] {
  const { ids, channels, deliveryTypes, createdBy, createdFrom, createdBefore, name, tags, version } = filter;
  const when = <T>(value: T | undefined, condition: (value: T) => string): string[] =>
    value === undefined ? [] : [condition(value)];
  return [
    ...when(ids, (all) => `c.campaign_id = any(${bind(all)})`),
    ...when(channels, (all) => `c.channel = any(${bind(all)})`),
    ...when(deliveryTypes, (all) => `c.campaign_delivery_type = any(${bind(all)})`),
    ...when(createdBy, (all) => `c.creator = any(${bind(all.map(creatorOf))})`),
    ...when(createdFrom, (from) => `c.created_at >= ${bind(from)}`),
    ...when(createdBefore, (before) => `c.created_at < ${bind(before)}`),
    ...when(name, (part) => `strpos(lower(c.name), lower(${bind(part)})) > 0`),
    ...when(tags, (all) => `c.tags ?| ${bind(all)}::text[]`),
    ...when(version, (number) => `c.version = ${bind(number)}`),
  ];
}
