// What ids on the command line must be, for commander.
import { CampaignId, RunId, WorkspaceId } from "@sluice/schema";
import { InvalidArgumentError, Option } from "commander";

export function campaignId(text: string): CampaignId {
  const parsed = CampaignId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("A campaign id is 24 hexadecimal digits.");
}

export const runOption = (): Option =>
  new Option("--run <id>", "of this run of the campaign; without it, of the last one").argParser(runId);

function runId(text: string): RunId {
  const parsed = RunId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("A run id is a UUID, as the campaign shows it.");
}

export function workspaceId(text: string): WorkspaceId {
  const parsed = WorkspaceId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("Use 1-64 of a-z, 0-9, _ and -, starting with a letter or digit.");
}
