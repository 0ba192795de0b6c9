// The first step: what the campaign is called, of which kind it is, and who decides on it.
import type { KnownBlock } from "@slack/types";
import { type Campaign, type CampaignCreate, Channel, DELIVERY_TYPES, type Problem } from "@sluice/schema";
import { context } from "../blocks/text.ts";
import { type FormField, listField, textField } from "./form-field.ts";
import { hiddenFields, shownBlocks, valuesIn } from "./form.ts";
import { type Modal, modal, selectInput, valueIn, type ViewState } from "./modal-fields.ts";
import { writeMetadata } from "./step-metadata.ts";

export const BASICS = "campaign_basics";

export const BASICS_FIELDS: readonly FormField[] = [
  textField("basic_details.name", "Name", { optional: false, placeholder: "Winter sale" }),
  listField("basic_details.tags", "Tags", { placeholder: "sale, winter" }),
  listField("approvers", "Approvers", { placeholder: "ben@example.com, cleo@example.com" }),
];

/** Channel and kind are one choice: not every channel has every kind. Dotted path of what is chosen last. */
const KIND = "campaign_delivery_type";
const FIRST_KIND = "CONNECTOR ONE_TIME";

const kindInWords = (channel: string, kind: string): string =>
  `${channel.toLowerCase()}: ${kind.toLowerCase().replaceAll("_", " ")}`;

const KINDS = Channel.options
  .toReversed()
  .flatMap((channel) =>
    DELIVERY_TYPES[channel].options.map(
      (kind) => [`${channel} ${kind}`, kindInWords(channel, kind)] as const,
    ),
  );

export function basicsModal(campaign: Campaign | null): Modal {
  const stored = campaign ?? {};
  const blocks: KnownBlock[] = [
    ...(campaign === null
      ? [selectInput(KIND, "Kind", KINDS, { initial: FIRST_KIND, hint: "It stays what it is." })]
      : []),
    ...shownBlocks(BASICS_FIELDS, stored),
    ...hiddenFields(BASICS_FIELDS, stored),
    context("Each step is kept when it is done. `/campaign show` and the home tab lead back to it."),
  ];
  const title = campaign === null ? "New campaign" : "Edit campaign";
  const metadata = writeMetadata({ campaignId: campaign?.id ?? "" });
  return modal(BASICS, title, blocks, { submit: "Next: to whom", metadata, isKept: true });
}

/** For a campaign that is not there yet. */
export function newDraftIn(state: ViewState, patch: Record<string, unknown>): Record<string, unknown> {
  const [channel, kind] = (valueIn(state, KIND) || FIRST_KIND).split(" ");
  return { channel, campaign_delivery_type: kind, ...patch };
}

export const basicsValues = (state: ViewState, problems: Problem[]) =>
  valuesIn(BASICS_FIELDS, state, problems);

/** The form leads on through audience and request; all others are written on as a file, or over the API. */
export const isWrittenInForm = ({
  channel,
  campaign_delivery_type: kind,
}: Pick<CampaignCreate, "channel" | "campaign_delivery_type">): boolean =>
  `${channel} ${kind}` === FIRST_KIND;
