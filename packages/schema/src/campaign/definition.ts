// What approval is bound to: channel, kind and components. Components may be missing while the campaign is a draft.
//
//   D1. Lenient: each component that is there is well-formed by itself. What a campaign needs to be published is asked in
//       `@sluice/campaigns`.
import { z } from "zod";
import { Advanced } from "./advanced.ts";
import { Approvers } from "./approvers.ts";
import { CampaignAudienceLimit } from "./audience-limit.ts";
import { ConnectorBasicDetails, EmailBasicDetails, PushBasicDetails } from "./basic-details.ts";
import type { Connector } from "./connector.ts";
import {
  ConnectorCampaignContent,
  EmailCampaignContent,
  PushCampaignContent,
} from "./content/campaign-content.ts";
import { ControlGroupDetails } from "./control-group.ts";
import {
  ConnectorDeliveryControls,
  EmailDeliveryControls,
  PushDeliveryControls,
} from "./delivery-controls.ts";
import { EmailConnector } from "./email-connector.ts";
import { SegmentationDetails } from "./filters.ts";
import { ConversionGoalDetails } from "./goals.ts";
import { type Channel, DELIVERY_TYPES } from "./names.ts";
import { SchedulingDetails } from "./scheduling.ts";
import { PushTriggerCondition, TriggerCondition } from "./trigger-condition.ts";
import { UtmParams } from "./utm.ts";

/** In the order in which people read them, and hear of what is wrong. */
const audience = {
  segmentation_details: SegmentationDetails.optional(),
  scheduling_details: SchedulingDetails.optional(),
};
const measure = {
  conversion_goal_details: ConversionGoalDetails.optional(),
  control_group_details: ControlGroupDetails.optional(),
  utm_params: UtmParams.optional(),
  campaign_audience_limit: CampaignAudienceLimit.optional(),
  approvers: Approvers.optional(),
};

export const PushComponents = z.strictObject({
  basic_details: PushBasicDetails.optional(),
  trigger_condition: PushTriggerCondition.optional(),
  campaign_content: PushCampaignContent.optional(),
  ...audience,
  delivery_controls: PushDeliveryControls.optional(),
  advanced: Advanced.optional(),
  ...measure,
});
export const EmailComponents = z.strictObject({
  basic_details: EmailBasicDetails.optional(),
  trigger_condition: TriggerCondition.optional(),
  campaign_content: EmailCampaignContent.optional(),
  connector: EmailConnector.optional(),
  ...audience,
  delivery_controls: EmailDeliveryControls.optional(),
  ...measure,
});
export const ConnectorComponents = z.strictObject({
  basic_details: ConnectorBasicDetails.optional(),
  trigger_condition: TriggerCondition.optional(),
  campaign_content: ConnectorCampaignContent.optional(),
  ...audience,
  delivery_controls: ConnectorDeliveryControls.optional(),
  ...measure,
});

const kind = <C extends Channel>(channel: C) => ({
  channel: z.literal(channel),
  campaign_delivery_type: DELIVERY_TYPES[channel],
});

export const PushDefinition = z.strictObject({ ...kind("PUSH"), ...PushComponents.shape });
export type PushDefinition = z.infer<typeof PushDefinition>;
export const EmailDefinition = z.strictObject({ ...kind("EMAIL"), ...EmailComponents.shape });
export type EmailDefinition = z.infer<typeof EmailDefinition>;
export const ConnectorDefinition = z.strictObject({ ...kind("CONNECTOR"), ...ConnectorComponents.shape });
export type ConnectorDefinition = z.infer<typeof ConnectorDefinition>;

export const CampaignDefinition = z.discriminatedUnion(
  "channel",
  [PushDefinition, EmailDefinition, ConnectorDefinition],
  { error: 'channel is "PUSH", "EMAIL" or "CONNECTOR"' },
);
export type CampaignDefinition = z.infer<typeof CampaignDefinition>;

export const COMPONENTS_OF = {
  PUSH: PushComponents,
  EMAIL: EmailComponents,
  CONNECTOR: ConnectorComponents,
} as const;

/** Of all channels together, in the order in which people read them. */
export const COMPONENT_NAMES = [
  "basic_details",
  "trigger_condition",
  "campaign_content",
  "connector",
  "segmentation_details",
  "scheduling_details",
  "delivery_controls",
  "advanced",
  "conversion_goal_details",
  "control_group_details",
  "utm_params",
  "campaign_audience_limit",
  "approvers",
] as const;
export type ComponentName = (typeof COMPONENT_NAMES)[number];

/** Of a campaign or a create: what approval is bound to, and nothing about who, when and which. */
export function definitionOf(record: CampaignDefinition): CampaignDefinition {
  const { channel, campaign_delivery_type } = record;
  // A channel's components are what its schema let in; the type cannot follow that.
  return { channel, campaign_delivery_type, ...componentsOf(record) } as CampaignDefinition;
}

/** The components that are given. */
export function componentsOf(record: object): Partial<Record<ComponentName, unknown>> {
  const given: Partial<Record<ComponentName, unknown>> = {};
  for (const name of COMPONENT_NAMES) {
    const component: unknown = Reflect.get(record, name);
    if (component !== undefined) given[name] = component;
  }
  return given;
}

/** The request of a connector campaign with one content for everybody; undefined for all others. */
export function connectorOf(definition: CampaignDefinition): Connector | undefined {
  if (definition.channel !== "CONNECTOR") return undefined;
  const content = definition.campaign_content?.content;
  return content !== undefined && isFlat(content) ? content.connector : undefined;
}

/** A locale is never named like a channel, so the key tells. */
const isFlat = (
  content: NonNullable<ConnectorCampaignContentValue>,
): content is Extract<typeof content, { connector: Connector }> => "connector" in content;

type ConnectorCampaignContentValue = NonNullable<ConnectorDefinition["campaign_content"]>["content"];
