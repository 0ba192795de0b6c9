// A campaign in a JSON file: read and checked in full before anything is started.
import { readFile } from "node:fs/promises";
import { segmentationProblems } from "@sluice/audience";
import { inputProblems, isTriggered } from "@sluice/campaigns";
import { CampaignCreate, newestForms, parseInput, type Problem } from "@sluice/schema";
import { badInput, type CliError } from "../cli-error.ts";

/** For a draft: shaped like a campaign, parts may be missing. @throws CliError 2 with every problem. */
export async function readCampaignFile(path: string): Promise<CampaignCreate> {
  const parsed = parseInput(CampaignCreate, newestForms(await readJson(path)));
  if (parsed.ok) return parsed.value;
  throw withProblems(path, parsed.problems);
}

/** The parts that an edit merges in; the API judges them against the stored campaign. @throws CliError 2: no JSON */
export async function readPatchFile(path: string): Promise<Record<string, unknown>> {
  const input = await readJson(path);
  const { created_by: _, ...parts } = Object(input);
  return parts;
}

/** For sending: publishable as it stands. @throws CliError 2 with every problem of shape and rules at once. */
export async function readPublishableFile(path: string): Promise<CampaignCreate> {
  const input = await readJson(path);
  const problems = inputProblems(input, {
    nowMs: Date.now(),
    requestsPerMinuteCap: Number.POSITIVE_INFINITY,
    segmentationProblems,
  });
  if (problems.length > 0) throw withProblems(path, problems);
  const campaign = CampaignCreate.parse(newestForms(input));
  if (isTriggered(campaign)) throw isSentByCalls(path);
  return campaign;
}

/** There is no audience to send to and no end to wait for. */
const isSentByCalls = (path: string): CliError =>
  badInput(
    `${path} is API-triggered: it is sent by calls, one user each. Start "sluice up", then use "sluice campaign create", ` +
      `submit, approve, publish and trigger.`,
  );

export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw badInput(`${path} cannot be read. Check the name of the file.`, { cause });
  });
  return parseJson(path, text);
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
