// Everything that is wrong with a campaign as somebody wrote it, shape and rules in one list: a component whose shape is
// wrong says so, and the rules are asked of all the others.
import {
  CampaignCreate,
  type CampaignDefinition,
  CampaignDeliveryType,
  Channel,
  COMPONENTS_OF,
  definitionOf,
  newestForms,
  type Problem,
  toProblems,
} from "@sluice/schema";
import { type PublishContext, type Verdict, verdictOn } from "./publish-problems.ts";

export function inputProblems(written: unknown, context: PublishContext): Problem[] {
  const input = newestForms(written);
  const parsed = CampaignCreate.safeParse(input);
  const verdict = parsed.success
    ? verdictOn(definitionOf(parsed.data), context)
    : faultyInputVerdict(input, parsed.error, context);
  return [...verdict.errors, ...verdict.cannotBeSentYet];
}

/** @param error of the shape */
export function faultyInputVerdict(
  input: unknown,
  error: Parameters<typeof toProblems>[0],
  context: PublishContext,
): Verdict {
  const ofShape = toProblems(error);
  if (typeof input !== "object" || input === null) return { errors: ofShape, cannotBeSentYet: [] };
  const faulty = new Set(ofShape.map(({ field }) => componentOf(field)));
  const isSound = ({ field }: Problem): boolean => !faulty.has(componentOf(field));
  const { errors, cannotBeSentYet } = verdictOn(soundPart(input), context);
  return {
    errors: [...ofShape, ...errors.filter(isSound)],
    cannotBeSentYet: cannotBeSentYet.filter(isSound),
  };
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
