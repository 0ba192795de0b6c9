// Writing a campaign in three steps: what is sent, to whom, when and how fast; then a look at the whole. Each step keeps the
// draft, so that closing a modal loses nothing.
import { type Campaign, connectorOf } from "@sluice/schema";
import { campaignCard } from "../blocks/campaign-card.ts";
import type { CampaignFacts } from "../blocks/card-facts.ts";
import { context, count, section } from "../blocks/text.ts";
import { type Modal, modal, selectInput, textInput, valueIn, type ViewState } from "./modal-fields.ts";

export const BASICS = "campaign_basics";
export const AUDIENCE = "campaign_audience";
export const SCHEDULE = "campaign_schedule";
export const REVIEW = "campaign_review";

const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"].map((method) => [method, method] as const);

export function basicsModal(campaign: Campaign | null): Modal {
  const connector = campaign === null ? undefined : connectorOf(campaign);
  const body = connector?.body;
  const json = body?.type === "JSON" ? JSON.stringify(body.json, null, 2) : undefined;
  return modal(
    BASICS,
    campaign === null ? "New campaign" : "Edit campaign",
    [
      textInput("name", "Name", { initial: campaign?.basic_details?.name, maxLength: 256 }),
      selectInput("method", "Method", METHODS, { initial: connector?.method ?? "POST" }),
      textInput("url", "URL", {
        initial: connector?.url,
        placeholder: "https://api.example.com/notify",
        hint: "Called once for each user.",
      }),
      textInput("body", "JSON body", {
        initial: json,
        multiline: true,
        optional: true,
        hint: 'For example {"id": "{{UserAttribute[\'user_id\']}}"}',
      }),
    ],
    { submit: "Next: to whom", metadata: campaign?.id ?? "" },
  );
}

export const BASICS_FIELDS = [
  ["basic_details", "name"],
  ["campaign_content.content.connector.url", "url"],
  ["campaign_content.content.connector.method", "method"],
  ["campaign_content", "body"],
] as const;

/** @throws SyntaxError when the body is no JSON */
export function basicsIn(state: ViewState): Record<string, unknown> {
  const body = valueIn(state, "body");
  return {
    basic_details: { name: valueIn(state, "name") },
    campaign_content: {
      content: {
        connector: {
          method: valueIn(state, "method") || "POST",
          url: valueIn(state, "url"),
          ...(body === "" ? {} : { body: { type: "JSON", json: JSON.parse(body) as unknown } }),
        },
      },
    },
  };
}

const OPERATORS = [
  ["is", "is"],
  ["in", "is one of (a, b, c)"],
  ["contains", "contains"],
  ["exists", "is there"],
] as const;

export const audienceModal = (campaign: Campaign, users: number | null): Modal =>
  modal(
    AUDIENCE,
    "To whom",
    [
      ...(users === null ? [] : [section(`Now it goes to *${count(users)}* users.`)]),
      selectInput(
        "who",
        "Who gets it",
        [
          ["all", "All users"],
          ["filter", "Users with an attribute"],
        ],
        { initial: campaign.segmentation_details?.included_filters === undefined ? "all" : "filter" },
      ),
      textInput("attribute", "Attribute", { optional: true, placeholder: "city", maxLength: 200 }),
      selectInput("operator", "How it compares", OPERATORS, { optional: true, initial: "is" }),
      textInput("value", "Value", { optional: true, placeholder: "Berlin" }),
      context("More filters, segments and exclusions: edit the campaign as a file, or over the API."),
    ],
    { submit: "Next: when", metadata: campaign.id },
  );

export const AUDIENCE_FIELDS = [
  ["segmentation_details.included_filters", "attribute"],
  ["segmentation_details", "who"],
] as const;

export function audienceIn(state: ViewState): Record<string, unknown> {
  const none = { included_filters: null, excluded_filters: null };
  if (valueIn(state, "who") !== "filter")
    return { segmentation_details: { ...none, is_all_user_campaign: true } };
  const operator = valueIn(state, "operator") || "is";
  const typed = valueIn(state, "value");
  const value = operator === "in" ? typed.split(",").map((part) => part.trim()) : typed;
  const filter = {
    filter_type: "user_attributes",
    name: valueIn(state, "attribute"),
    data_type: "string",
    operator,
    ...(operator === "exists" ? {} : { value }),
  };
  const included_filters = { filter_operator: "and", filters: [filter] };
  return { segmentation_details: { ...none, is_all_user_campaign: null, included_filters } };
}

export const scheduleModal = (campaign: Campaign): Modal =>
  modal(
    SCHEDULE,
    "When, how fast",
    [
      textInput("start", "Start", {
        optional: true,
        initial: campaign.scheduling_details?.start_time,
        placeholder: "2026-12-01T09:30",
        hint: "Left out: as soon as it is launched.",
        maxLength: 32,
      }),
      textInput("timezone", "Time zone", {
        optional: true,
        initial: campaign.scheduling_details?.timezone,
        placeholder: "Europe/Berlin",
        maxLength: 64,
      }),
      textInput("limit", "Requests a minute, at most", {
        optional: true,
        initial: campaign.delivery_controls?.campaign_throttle_rpm?.toString(),
        placeholder: "50000",
        hint: "Left out: only the workspace's cap holds.",
        maxLength: 7,
      }),
    ],
    { submit: "Next: look at it", metadata: campaign.id },
  );

export const SCHEDULE_FIELDS = [
  ["scheduling_details.timezone", "timezone"],
  ["scheduling_details", "start"],
  ["delivery_controls", "limit"],
] as const;

export function scheduleIn(state: ViewState): Record<string, unknown> {
  const start = valueIn(state, "start");
  const timezone = valueIn(state, "timezone");
  const limit = valueIn(state, "limit");
  return {
    scheduling_details:
      start === ""
        ? { delivery_type: "ASAP", start_time: null, timezone: null }
        : { delivery_type: "AT_FIXED_TIME", start_time: start, timezone: timezone === "" ? null : timezone },
    delivery_controls: { campaign_throttle_rpm: limit === "" ? null : Number(limit) },
  };
}

/** The card without its buttons: the modal has one of its own. */
export function reviewModal(facts: CampaignFacts): Modal {
  const blocks = campaignCard(facts).filter(({ type }) => type !== "actions");
  return modal(REVIEW, "Look at it", blocks, { submit: "Submit for approval", metadata: facts.campaign.id });
}
