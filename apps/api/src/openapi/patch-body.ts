// Body of PATCH /v5/campaigns/{id}, as documented. The route itself takes it loosely: the stored campaign's channel says which of
// these it must be, and null takes a component, or one of its fields, away before anything is judged.
import { CAMPAIGN_PATCH, type Channel, COMPONENT_NAMES } from "@sluice/schema";
import { z } from "zod";

export const PATCH_BODIES: ReadonlyArray<readonly [Channel, z.ZodObject]> = (
  Object.entries(CAMPAIGN_PATCH) as Array<[Channel, z.ZodObject]>
).map(([channel, patch]) => [channel, withRemovableParts(patch)] as const);

export const CampaignPatch = z.union(PATCH_BODIES.map(([, patch]) => patch));

function withRemovableParts(patch: z.ZodObject): z.ZodObject {
  const parts = Object.entries(patch.shape as Record<string, z.ZodType>).map(([name, part]) => {
    const isComponent = (COMPONENT_NAMES as readonly string[]).includes(name);
    return [name, isComponent ? removable(part) : part] as const;
  });
  return z.strictObject(Object.fromEntries(parts));
}

function removable(part: z.ZodType): z.ZodType {
  const component = part instanceof z.ZodOptional ? (part.unwrap() as z.ZodType) : part;
  return withRemovableFields(component).nullish();
}

function withRemovableFields(component: z.ZodType): z.ZodType {
  if (!(component instanceof z.ZodObject)) return component;
  const fields = Object.entries<z.ZodType>(component.shape);
  return z.strictObject(Object.fromEntries(fields.map(([name, field]) => [name, field.nullish()])));
}
