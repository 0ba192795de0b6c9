// Whether a campaign says something else by now than what a card was just made of: then that card is behind already.
import { isDeepStrictEqual } from "node:util";
import type { Campaign } from "@sluice/schema";
import type { CampaignDesk } from "../ports.ts";

export const hasChanged = async (desk: Pick<CampaignDesk, "get">, shown: Campaign): Promise<boolean> =>
  !isDeepStrictEqual(await desk.get(shown.id), shown);
