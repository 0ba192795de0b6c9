// Everything that is wrong with a campaign as somebody wrote it, shape and rules in one list: a component whose shape is
// wrong says so, and the rules are asked of all the others.
import {
  CampaignCreate,
  type CampaignDefinition,
  CampaignDeliveryType,
  Channel,
  COMPONENTS_OF,
  definitionOf,
  type Problem,
  toProblems,
} from "@sluice/schema";
import { type PublishContext, verdictOn } from "./publish-problems.ts";

export function inputProblems(input: unknown, context: PublishContext): Problem[] {
  const parsed = CampaignCreate.safeParse(input);
  if (parsed.success) return problemsOf(definitionOf(parsed.data), context);
  const ofShape = toProblems(parsed.error);
  if (typeof input !== "object" || input === null) return ofShape;
  const faulty = new Set(ofShape.map(({ field }) => componentOf(field)));
  const ofRules = problemsOf(soundPart(input), context).filter(
    ({ field }) => !faulty.has(componentOf(field)),
  );
  return [...ofShape, ...ofRules];
}

function problemsOf(definition: CampaignDefinition, context: PublishContext): Problem[] {
  const { errors, cannotBeSentYet } = verdictOn(definition, context);
  return [...errors, ...cannotBeSentYet];
}

const componentOf = (field: string): string => /^[^.[]*/.exec(field)?.[0] ?? "";

function soundPart(input: object): CampaignDefinition {
  const kind = CampaignDeliveryType.safeParse(Reflect.get(input, "campaign_delivery_type"));
  const channel = Channel.safeParse(Reflect.get(input, "channel")).data ?? "CONNECTOR";
  const sound: Record<string, unknown> = {
    channel,
    campaign_delivery_type: kind.success ? kind.data : "ONE_TIME",
  };
  for (const [name, schema] of Object.entries(COMPONENTS_OF[channel].shape)) {
    const parsed = schema.safeParse(Reflect.get(input, name));
    if (parsed.success && parsed.data !== undefined) sound[name] = parsed.data;
  }
  return sound as CampaignDefinition;
}
