// The body of a search, as clients write it, as the filter that the store knows.
import type { CampaignFields, CampaignSearch, Channel, WorkspaceId } from "@sluice/schema";
import { Channel as Channels } from "@sluice/schema";
import type { CampaignFilter } from "./search-ports.ts";

const DAY_MS = 86_400_000;

export function campaignFilter(
  workspaceId: WorkspaceId,
  search: CampaignSearch,
  nowMs: number,
): CampaignFilter {
  const fields = search.campaign_fields ?? {};
  return {
    workspaceId,
    ids: listOf(fields.ids ?? fields.id),
    channels: listOf(fields.channels)?.flatMap(channelsOf),
    deliveryTypes: listOf(fields.campaign_delivery_type ?? fields.delivery_type),
    createdBy: listOf(fields.created_by),
    ...createdWithin(fields.created_date),
    name: fields.name === "" ? undefined : fields.name,
    statuses: listOf(fields.status),
    tags: listOf(fields.tags),
    version: fields.version_number,
    includesArchived: search.include_archive_campaigns,
    now: new Date(nowMs),
    limit: search.limit,
    page: search.page,
  };
}

/** An empty list asks for nothing in particular. */
function listOf<T>(values: T | T[] | undefined): T[] | undefined {
  const list = values === undefined ? [] : ([values].flat() as T[]);
  return list.length === 0 ? undefined : list;
}

/** Of a channel that is not ours there are no campaigns. */
function channelsOf(name: string): Channel[] {
  const parsed = Channels.safeParse(name === "CONNECTORS" ? "CONNECTOR" : name);
  return parsed.success ? [parsed.data] : [];
}

type Created = Pick<CampaignFilter, "createdFrom" | "createdBefore">;

/** Both ends are included: of a date its whole day, of a time its whole millisecond. */
function createdWithin(created: CampaignFields["created_date"]): Created {
  const { from_date, to_date } = created ?? {};
  return {
    createdFrom: from_date === undefined ? undefined : new Date(instantMs(from_date)),
    createdBefore: to_date === undefined ? undefined : new Date(instantMs(to_date) + lengthMs(to_date)),
  };
}

const isDate = (moment: string): boolean => !moment.includes("T");
const lengthMs = (moment: string): number => (isDate(moment) ? DAY_MS : 1);

/** A time without a zone is UTC. */
const instantMs = (moment: string): number =>
  Date.parse(isDate(moment) || /(?:Z|[+-]\d\d:?\d\d)$/i.test(moment) ? moment : `${moment}Z`);
