import { CampaignId } from "@sluice/schema";
import { InvalidArgumentError } from "commander";

/** For commander: what an `<id>` on the command line must be. */
export function campaignId(text: string): CampaignId {
  const parsed = CampaignId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("A campaign id is 24 hexadecimal digits.");
}
