// `sluice campaign diff`: what a reviewer has to look at, for people or as JSON.
import type { CampaignId } from "@sluice/schema";
import type { Command } from "commander";
import type { CampaignDiff, DiffRange } from "../api/campaign-api.ts";
import type { ActionContext } from "./campaign-command.ts";
import { campaignId } from "./campaign-id.ts";
import { wholeNumber } from "./command-context.ts";

const version = wholeNumber(1, 1_000_000);

export function defineDiff(command: Command, { api, print, printText }: ActionContext): void {
  command
    .argument("<id>", "id of the campaign", campaignId)
    .option("--from <version>", "default: the one that was approved last", version)
    .option("--to <version>", "default: the newest", version)
    .option("--json", "as JSON")
    .action(async (id: CampaignId, { json, ...range }: DiffRange & { json?: boolean }) => {
      const diff = await (await api()).diff(id, range);
      if (json === true) print(diff);
      else printText(diffText(diff));
    });
}

export function diffText({ from, to, changes, is_cut }: CampaignDiff): string {
  const before = from === null ? "nothing (never approved)" : `version ${from}`;
  const lines = changes.flatMap(({ path, before, after }) => [
    path,
    ...(before === null ? [] : [`  - ${JSON.stringify(before)}`]),
    ...(after === null ? [] : [`  + ${JSON.stringify(after)}`]),
  ]);
  const empty = changes.length === 0 ? ["no change"] : [];
  const more = is_cut ? ["… and more: compare the versions themselves"] : [];
  return [`${before} → version ${to}`, ...lines, ...empty, ...more].join("\n");
}
