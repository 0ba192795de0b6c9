// A campaign's parts in a few words each: what cards, lists and diffs say of them.
import type {
  Campaign,
  CampaignDefinition,
  CampaignStatus,
  FilterGroup,
  SchedulingDetails,
} from "@sluice/schema";
import { connectorOf } from "@sluice/schema";
import { count, quoted } from "./text.ts";

const SIGN: Readonly<Record<CampaignStatus, string>> = {
  DRAFT: ":memo: draft",
  UNDER_REVIEW: ":eyes: waiting for approval",
  APPROVED: ":white_check_mark: approved",
  REJECTED: ":no_entry: rejected",
  SCHEDULED: ":calendar: scheduled",
  ACTIVE: ":satellite_antenna: active",
  SENDING: ":arrow_forward: sending",
  PAUSED: ":double_vertical_bar: paused",
  SENT: ":checkered_flag: sent",
  STOPPED: ":octagonal_sign: stopped",
  EXPIRED: ":hourglass: expired",
  NOT_SENT: ":zero: nobody to send to",
  ARCHIVED: ":file_cabinet: archived",
};

/** A sign and its word. */
export const statusInWords = (status: CampaignStatus): string => SIGN[status];

/** Of its newest version: while an older one is live, the newest is reviewed and published beside it. */
export const stageOf = ({
  status,
  pending_status,
}: Pick<Campaign, "status" | "pending_status">): CampaignStatus => pending_status ?? status;

export const nameOf = ({ basic_details }: Pick<Campaign, "basic_details">): string =>
  basic_details?.name ?? "(no name yet)";

/** One line for notifications and screen readers: what a message says where its blocks are not shown. */
export const textOf = (campaign: Campaign): string =>
  `${quoted(nameOf(campaign))} v${campaign.version}: ${statusInWords(campaign.status).replace(/^:[a-z_]+: /, "")}`;

export function requestInWords(definition: CampaignDefinition): string {
  const connector = connectorOf(definition);
  if (connector !== undefined) return `\`${connector.method}\` ${quoted(connector.url, 300)}`;
  return definition.channel === "CONNECTOR"
    ? "(no request yet)"
    : `${definition.channel.toLowerCase()} message`;
}

export function scheduleInWords(schedule: SchedulingDetails | undefined): string {
  if (schedule?.delivery_type === undefined) return "(no schedule yet)";
  if (schedule.delivery_type === "ASAP") return "as soon as it is launched";
  const { start_time: start = "?", timezone = "UTC" } = schedule;
  return `${quoted(start)} (${quoted(timezone)})`;
}

export function limitInWords(definition: CampaignDefinition): string {
  const limit = definition.delivery_controls?.campaign_throttle_rpm;
  return limit === undefined ? "only the workspace's cap" : `${count(limit)} requests a minute`;
}

export function audienceInWords({
  segmentation_details: audience,
  campaign_delivery_type,
}: CampaignDefinition): string {
  if (campaign_delivery_type === "API_TRIGGERED") return "whom the send API is called for";
  if (audience?.is_all_user_campaign === true) return "all users";
  if (audience?.included_filters === undefined) return "(no audience yet)";
  const included = filtersInWords(audience.included_filters);
  const excluded = audience.excluded_filters;
  return excluded === undefined ? included : `${included}, without ${filtersInWords(excluded)}`;
}

const MAX_FILTERS_SHOWN = 4;

/** `city is Berlin and age between 18 and 30` */
export function filtersInWords({ filter_operator: operator, filters }: FilterGroup): string {
  const parts = filters.slice(0, MAX_FILTERS_SHOWN).map((filter) => {
    if ("filters" in filter) return `(${filtersInWords(filter)})`;
    if (filter.filter_type === "custom_segments")
      return `in segment ${quoted(filter.name ?? filter.id ?? "?", 60)}`;
    if (filter.filter_type === "actions") return `did ${quoted(filter.action_name, 60)}`;
    const { name, negate, operator: how, value, value1 } = filter;
    const values = [value, value1].filter((one) => one !== undefined).map((one) => quoted(String(one), 60));
    return `${quoted(name, 60)} ${negate ? "not " : ""}${inWords(how)} ${values.join(" and ")}`.trim();
  });
  const more = filters.length - parts.length;
  return parts.join(` ${operator} `) + (more > 0 ? ` ${operator} ${more} more` : "");
}

/** `lessThan` → `less than` */
const inWords = (operator: string): string =>
  operator.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
