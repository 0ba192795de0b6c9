// A whole definition → the patch that makes a stored campaign say exactly that: what it leaves out is taken away.
import { type CampaignDefinition, COMPONENT_NAMES } from "@sluice/schema";
import { patchOfComponent } from "../modals/form-patch.ts";

export function replacementPatch(
  stored: CampaignDefinition,
  wanted: CampaignDefinition,
): Record<string, unknown> {
  const components = COMPONENT_NAMES.map(
    (name) => [name, patchOfComponent(Reflect.get(stored, name), Reflect.get(wanted, name))] as const,
  );
  return {
    channel: wanted.channel,
    campaign_delivery_type: wanted.campaign_delivery_type,
    ...Object.fromEntries(components.filter(([, patch]) => patch !== undefined)),
  };
}
