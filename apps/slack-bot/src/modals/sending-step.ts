// The third step: which request, when, and how fast. What most campaigns leave as it is comes on demand.
import type { KnownBlock } from "@slack/types";
import { type Campaign, connectorOf, type Problem } from "@sluice/schema";
import { plain } from "../blocks/text.ts";
import { ANSWER, answerBlocks, answerIn } from "./answer-field.ts";
import { BODY, bodyBlocks, bodyIn } from "./body-field.ts";
import { hiddenFields, shownBlocks, valuesIn } from "./form.ts";
import type { FormField } from "./form-field.ts";
import { chosenIn, type Modal, modal, searchInput, type ViewState } from "./modal-fields.ts";
import {
  AUTHORIZATION,
  AUTHORIZATION_ID,
  CERTIFICATE_ID,
  FURTHER_FIELDS,
  OF_AUTHORIZATION,
  REQUEST_FIELDS,
  WHEN_FIELDS,
} from "./sending-fields.ts";
import { type StepMetadata, writeMetadata } from "./step-metadata.ts";

export const SENDING = "campaign_sending";
/** Action ids: everything is wanted; a configuration, or a client certificate, is looked for. */
export const SHOW_ALL = "sending_show_all";
export const AUTHORIZATION_SEARCH = "sending_authorizations";
export const CERTIFICATE_SEARCH = "sending_certificates";

/** Of authorization configurations, by id. */
export type ConfigurationNames = ReadonlyMap<string, string>;

export interface SendingStep {
  campaign: Campaign;
  names: ConfigurationNames;
  metadata?: Partial<StepMetadata>;
}

export function sendingModal({ campaign, names, metadata = {} }: SendingStep): Modal {
  const isWhole = metadata.isWhole === true;
  const fields = fieldsOf(campaign, isWhole);
  const blocks: KnownBlock[] = [
    ...(isKeyed(campaign) ? [] : requestBlocks(campaign, names, isWhole)),
    ...shownBlocks(WHEN_FIELDS, campaign),
    ...(isWhole ? furtherBlocks(campaign) : [showAllBlock]),
    ...hiddenFields(fields, campaign),
  ];
  return modal(SENDING, "What and when", blocks, {
    submit: "Next: look at it",
    close: "Back",
    metadata: writeMetadata({ campaignId: campaign.id, isWhole }),
    isKept: true,
  });
}

/** Content for each locale or variation: no form holds that. */
const isKeyed = (campaign: Campaign): boolean =>
  campaign.campaign_content?.content !== undefined && connectorOf(campaign) === undefined;

function fieldsOf(campaign: Campaign, isWhole: boolean): readonly FormField[] {
  const further = isKeyed(campaign) ? FURTHER_FIELDS.filter(isOfControls) : FURTHER_FIELDS;
  return [...(isKeyed(campaign) ? [] : REQUEST_FIELDS), ...WHEN_FIELDS, ...(isWhole ? further : [])];
}

const isOfControls = ({ path }: FormField): boolean => path.startsWith("delivery_controls.");

function requestBlocks(campaign: Campaign, names: ConfigurationNames, isWhole: boolean): KnownBlock[] {
  const connector = connectorOf(campaign);
  const chosen = (id: string | undefined) => (id === undefined ? [] : [[id, names.get(id) ?? id] as const]);
  return [
    ...shownBlocks(REQUEST_FIELDS, campaign),
    ...bodyBlocks(connector?.body, connector === undefined),
    searchInput(AUTHORIZATION_ID, "Authorization", {
      actionId: AUTHORIZATION_SEARCH,
      initial: chosen(connector?.authorization?.configuration_id),
      optional: true,
      hint: "One of the workspace's configurations. Secrets are written with `sluice authorization`, never here.",
    }),
    ...(isWhole
      ? [
          searchInput(CERTIFICATE_ID, "Client certificate", {
            actionId: CERTIFICATE_SEARCH,
            initial: chosen(connector?.client_certificate_id),
            optional: true,
          }),
        ]
      : []),
  ];
}

function furtherBlocks(campaign: Campaign): KnownBlock[] {
  if (isKeyed(campaign)) return shownBlocks(FURTHER_FIELDS.filter(isOfControls), campaign);
  return [...shownBlocks(FURTHER_FIELDS, campaign), ...answerBlocks(connectorOf(campaign)?.success.and)];
}

const showAllBlock: KnownBlock = {
  type: "actions",
  block_id: "show_all",
  elements: [
    {
      type: "button",
      action_id: SHOW_ALL,
      text: plain("More: success, retries, certificates"),
      value: "all",
    },
  ],
};

export function sendingValues(state: ViewState, problems: Problem[]): Map<string, unknown> {
  const values = valuesIn([...REQUEST_FIELDS, ...WHEN_FIELDS, ...FURTHER_FIELDS], state, problems);
  bodyIn(state, values, problems);
  answerIn(state, values, problems);
  oneOf(CERTIFICATE_ID, state, values, problems);
  oneOf(AUTHORIZATION_ID, state, values, problems);
  withoutEmptyAuthorization(values);
  return values;
}

function oneOf(path: string, state: ViewState, values: Map<string, unknown>, problems: Problem[]): void {
  if (!(path in state)) return;
  const chosen = chosenIn(state, path);
  if (chosen.length > 1) problems.push({ field: path, issue: "choose one" });
  else values.set(path, chosen[0]);
}

/** A prefix alone authorizes nothing. */
function withoutEmptyAuthorization(values: Map<string, unknown>): void {
  if (!values.has(AUTHORIZATION_ID) || values.get(AUTHORIZATION_ID) !== undefined) return;
  for (const path of OF_AUTHORIZATION) values.delete(path);
  values.set(AUTHORIZATION, undefined);
}

/** A problem within a body or a predicate stands at its text. */
export function sendingBlockOf(field: string): string {
  for (const path of [ANSWER, BODY]) if (field === path || field.startsWith(`${path}.`)) return path;
  return field;
}
