// Everything that is wrong with a campaign as somebody wrote it, shape and rules in one list: a component whose shape is
// wrong says so, and the rules are asked of all the others.
import {
  CampaignCreate,
  CampaignDefinition,
  CampaignDeliveryType,
  type Problem,
  toProblems,
} from "@sluice/schema";
import { definitionOf } from "./definition-of.ts";
import { type PublishContext, publishProblems } from "./publish-problems.ts";

const COMPONENTS = [
  "basic_details",
  "campaign_content",
  "segmentation_details",
  "scheduling_details",
  "delivery_controls",
] as const;

export function inputProblems(input: unknown, context: PublishContext): Problem[] {
  const parsed = CampaignCreate.safeParse(input);
  if (parsed.success) return publishProblems(definitionOf(parsed.data), context);
  const ofShape = toProblems(parsed.error);
  if (typeof input !== "object" || input === null) return ofShape;
  const faulty = new Set(ofShape.map(({ field }) => componentOf(field)));
  const ofRules = publishProblems(soundPart(input), context).filter(
    ({ field }) => !faulty.has(componentOf(field)),
  );
  return [...ofShape, ...ofRules];
}

const componentOf = (field: string): string => /^[^.[]*/.exec(field)?.[0] ?? "";

function soundPart(input: object): CampaignDefinition {
  const type = CampaignDeliveryType.safeParse(Reflect.get(input, "campaign_delivery_type"));
  const definition: Record<string, unknown> = {
    channel: "CONNECTOR",
    campaign_delivery_type: type.success ? type.data : "ONE_TIME",
  };
  for (const component of COMPONENTS) {
    const parsed = CampaignDefinition.shape[component].safeParse(Reflect.get(input, component));
    if (parsed.success && parsed.data !== undefined) definition[component] = parsed.data;
  }
  return CampaignDefinition.parse(definition);
}
