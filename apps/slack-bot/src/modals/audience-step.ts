// The second step: to whom. What is chosen is counted while it is chosen.
import type { KnownBlock } from "@slack/types";
import { AttributeDataType as DataTypes, type Campaign, type Problem } from "@sluice/schema";
import { audienceInWords } from "../blocks/campaign-words.ts";
import { context, section } from "../blocks/text.ts";
import { type AudienceForm, formOf, MAX_ROWS, type SegmentNames } from "./audience-form.ts";
import { AUDIENCE_CHANGED, operatorBlock, rowBlock, rowBlocks, rowIn, rowNumbers } from "./audience-rows.ts";
import {
  chosenIn,
  type Modal,
  modal,
  searchInput,
  selectInput,
  valueIn,
  type ViewState,
} from "./modal-fields.ts";
import { type StepMetadata, writeMetadata } from "./step-metadata.ts";

export const AUDIENCE = "campaign_audience";
/** Action ids: a segment is looked for; room for another filter is wanted. */
export const SEGMENT_SEARCH = "audience_segments";
export const ADD_FILTER = "audience_add_filter";

const ROOT = "segmentation_details";
export const WHO = `${ROOT}.is_all_user_campaign`;
const JOINED_BY = `${ROOT}.included_filters.filter_operator`;
const SEGMENTS = `${ROOT}.included_filters`;
const EXCLUDED = `${ROOT}.excluded_filters`;
export const SIZE = "audience_size";

export interface AudienceStep {
  campaign: Campaign;
  names: SegmentNames;
  metadata?: Partial<StepMetadata>;
  /** What is known of its size. */
  size: string;
  externalId?: string | undefined;
}

export function audienceModal({ campaign, names, metadata = {}, size, externalId }: AudienceStep): Modal {
  const stored = formOf(campaign.segmentation_details);
  const rows = Math.max(metadata.rows ?? 1, stored?.rows.length ?? 1);
  const form = stored ?? { isForAll: true, joinedBy: "and", rows: [], segmentIds: [], excludedIds: [] };
  const kept = { campaignId: campaign.id, rows: Math.min(rows, MAX_ROWS) };
  return modal(
    AUDIENCE,
    "To whom",
    [
      sizeBlock(size),
      whoBlock(stored, campaign),
      ...filterBlocks(form, kept.rows, names),
      context("Other filters: edit the campaign as a file, or over the API."),
    ],
    { submit: "Next: what and when", close: "Back", metadata: writeMetadata(kept), isKept: true, externalId },
  );
}

export const sizeBlock = (size: string): KnownBlock => ({ ...section(size), block_id: SIZE });

const whoBlock = (stored: AudienceForm | null, campaign: Campaign): KnownBlock =>
  selectInput(
    WHO,
    "Who gets it",
    [
      ["all", "All users"],
      ["some", "Users with these attributes, or in these segments"],
      ...(stored === null ? ([["kept", "As it is: more than this form holds"]] as const) : []),
    ],
    {
      onChange: AUDIENCE_CHANGED,
      initial: stored === null ? "kept" : stored.isForAll ? "all" : "some",
      ...(stored === null ? { hint: audienceInWords(campaign) } : {}),
    },
  );

function filterBlocks(form: AudienceForm, rows: number, names: SegmentNames): KnownBlock[] {
  const choices = (ids: readonly string[]) => ids.map((id) => [id, names.get(id) ?? id] as const);
  const search = { actionId: SEGMENT_SEARCH, optional: true, changes: true };
  return [
    ...Array.from({ length: rows }, (_, row) => rowBlocks(row, form.rows[row])).flat(),
    ...(rows < MAX_ROWS ? [addFilterBlock] : []),
    searchInput(SEGMENTS, "Custom segments", { ...search, initial: choices(form.segmentIds) }),
    selectInput(
      JOINED_BY,
      "Filters and segments",
      [
        ["and", "All of them must hold"],
        ["or", "One of them is enough"],
      ],
      { initial: form.joinedBy, onChange: AUDIENCE_CHANGED },
    ),
    searchInput(EXCLUDED, "Without the segments", { ...search, initial: choices(form.excludedIds) }),
  ];
}

const addFilterBlock: KnownBlock = {
  type: "actions",
  block_id: "add_filter",
  elements: [
    {
      type: "button",
      action_id: ADD_FILTER,
      text: { type: "plain_text", text: "Another filter" },
      value: "add",
    },
  ],
};

/** What the view says now; null: it stays as it is. */
export function audienceIn(state: ViewState): AudienceForm | null {
  const who = valueIn(state, WHO);
  if (who === "kept") return null;
  const rows = rowNumbers(state).map((row) => rowIn(state, row));
  return {
    isForAll: who !== "some",
    joinedBy: valueIn(state, JOINED_BY) === "or" ? "or" : "and",
    rows: who === "some" ? rows : [],
    segmentIds: who === "some" ? chosenIn(state, SEGMENTS) : [],
    excludedIds: chosenIn(state, EXCLUDED),
  };
}

/** The view with the blocks of the types that were chosen, and room for so many filters. */
export function audienceAgain(step: AudienceStep, state: ViewState, rows: number): Modal {
  const view = audienceModal({ ...step, metadata: { ...step.metadata, rows } });
  const blocks = view.blocks.map((block) => {
    const [, row, type] = /filters\[(\d+)\]\.operator\.(\w+)$/.exec(block.block_id ?? "") ?? [];
    if (row === undefined || type === undefined) return block;
    const dataType = DataTypes.catch("string").parse(
      valueIn(state, rowBlock(Number(row), "data_type")) || type,
    );
    return dataType === type ? block : operatorBlock(Number(row), dataType, undefined);
  });
  return { ...view, blocks };
}

/** Filters are counted without the rows that are empty; the block is that of the row. */
export function audienceBlockOf(state: ViewState): (field: string) => string {
  const rows = rowNumbers(state);
  return (field) => {
    const [, index, rest = ""] =
      /^segmentation_details\.included_filters\.filters\[(\d+)\](.*)$/.exec(field) ?? [];
    if (index === undefined) return field === ROOT ? WHO : field;
    const row = rows[Number(index)];
    if (row === undefined) return SEGMENTS;
    const name = rest
      .replace(/^\./, "")
      .replace(/^value1$/, "value")
      .replace(/^negate$/, "operator");
    if (name !== "operator") return rowBlock(row, name === "" ? "name" : name);
    return `${rowBlock(row, name)}.${rowIn(state, row).dataType}`;
  };
}

export const nobody: Problem = { field: SEGMENTS, issue: "choose a segment, or write an attribute" };
