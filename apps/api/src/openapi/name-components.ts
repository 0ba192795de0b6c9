// Every exported schema of @sluice/schema is a component of the description, under its own name: the words are written once.
import * as words from "@sluice/schema";
import { z } from "zod";
import { CampaignPatch, PATCH_BODIES } from "./patch-body.ts";

/** Variants of a campaign by channel are components too, so that each can be read and named by itself. */
const BY_CHANNEL = {
  CampaignCreate: words.CampaignCreate,
  CampaignDefinition: words.CampaignDefinition,
  Campaign: words.Campaign,
};

const CHANNEL_NAMES: Readonly<Record<words.Channel, string>> = {
  PUSH: "Push",
  EMAIL: "Email",
  CONNECTOR: "Connector",
};

/** Call it before a route is described; a second call changes nothing. */
export function nameComponents(): void {
  for (const [channel, patch] of PATCH_BODIES) nameSchema(patch, `${CHANNEL_NAMES[channel]}CampaignPatch`);
  nameSchema(CampaignPatch, "CampaignPatch");
  for (const [name, union] of Object.entries(BY_CHANNEL)) nameVariants(union, name);
  for (const [name, value] of Object.entries(words)) if (value instanceof z.ZodType) nameSchema(value, name);
}

function nameVariants(union: { options: readonly z.ZodObject[] }, name: string): void {
  for (const option of union.options) {
    const { channel } = option.shape as { channel: z.ZodLiteral<words.Channel> };
    nameSchema(option, `${CHANNEL_NAMES[channel.value]}${name}`);
  }
}

function nameSchema(schema: z.ZodType, name: string): void {
  const known = z.globalRegistry.get(schema);
  if (known?.id === undefined) z.globalRegistry.add(schema, { ...known, id: name });
}
