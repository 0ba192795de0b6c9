// A campaign in a JSON file: read and checked in full before anything is started.
import { readFile } from "node:fs/promises";
import { segmentationProblems } from "@sluice/audience";
import { publishProblems } from "@sluice/campaigns";
import { CampaignCreate, parseInput, type Problem } from "@sluice/schema";
import { badInput, type CliError } from "../cli-error.ts";

/** @throws CliError 2 when it is not JSON or not shaped like a campaign, with every problem. */
export async function readCampaignFile(path: string): Promise<CampaignCreate> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw badInput(`${path} cannot be read. Check the name of the campaign file.`, { cause });
  });
  const parsed = parseInput(CampaignCreate, parseJson(path, text));
  if (parsed.ok) return parsed.value;
  throw withProblems(path, parsed.problems);
}

/** @throws CliError 2 when the campaign could not be published as it stands. */
export function assertPublishable(
  path: string,
  { request_id: _, created_by: __, ...definition }: CampaignCreate,
): void {
  const problems = publishProblems(definition, {
    nowMs: Date.now(),
    requestsPerMinuteCap: Number.POSITIVE_INFINITY,
    segmentationProblems,
  });
  if (problems.length > 0) throw withProblems(path, problems);
}

function withProblems(path: string, problems: readonly Problem[]): CliError {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return badInput(`${path} has ${count}; nothing was sent.`, { problems });
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badInput(`${path} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
