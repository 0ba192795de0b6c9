// From a card to the same campaign elsewhere: its whole id, as the command line and the API take it, and its thread.
import type { KnownBlock } from "@slack/types";
import type { Campaign } from "@sluice/schema";
import { context, escapeText } from "./text.ts";

/** @param apiUrl where the API listens, as people reach it; null: nobody said */
export function apiLink(campaignId: string, apiUrl: string | null): string {
  const path = `/v5/campaigns/${campaignId}`;
  if (apiUrl === null) return `\`PATCH ${path}\``;
  return `<${escapeText(new URL(path, apiUrl).href)}|${path}>`;
}

/** @param permalink of its thread; null: it has none */
export const linksBlock = (
  { id }: Pick<Campaign, "id">,
  apiUrl: string | null,
  permalink: string | null = null,
): KnownBlock =>
  context(
    [
      `\`${id}\``,
      `\`sluice campaign show ${id}\``,
      ...(apiUrl === null ? [] : [apiLink(id, apiUrl)]),
      ...(permalink === null ? [] : [`<${escapeText(permalink)}|its thread>`]),
    ].join(" · "),
  );
