// The whole way of one campaign on this machine: users in, campaign created, released, watched to its end.
//
//   S1. What was begun before and is not finished is finished first. When it is the very same sending, that is all there
//       is to do: nobody is sent the same campaign twice because a command was given twice.
import type { CampaignCreate, CampaignId, SendSummary as Summary } from "@sluice/schema";
import { SendSummary } from "@sluice/schema";
import { ApiClient } from "../api/api-client.ts";
import { type CampaignApi, campaignApi } from "../api/campaign-api.ts";
import { CliError, EXIT, interrupted } from "../cli-error.ts";
import type { DataFolder } from "../stack/data-folder.ts";
import type { RunningStack } from "../stack/running-stack.ts";
import { type RunProgress, runText } from "../terminal/progress-text.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { importFile } from "./import-file.ts";
import { forgetJourney, type Journey, rememberJourney, unfinishedJourneys } from "./journey-file.ts";
import { releaseCampaign } from "./release-campaign.ts";
import { watchRun } from "./watch-run.ts";

export interface SendJourney {
  stack: RunningStack;
  folder: DataFolder;
  campaign: CampaignCreate;
  users: { path: string; idColumn: string };
  /** Identifies this sending: see `sourceOf`. */
  source: string;
  reporter: Reporter;
  signal: AbortSignal;
}

/** @returns the figures of this sending's run. */
export async function sendJourney(journey: SendJourney): Promise<Summary> {
  const finished = await finishUnfinished(journey);
  const same = finished.get(journey.source);
  if (same !== undefined) return same; // S1
  const { stack, reporter } = journey;
  await importFile({
    ...journey.users,
    databaseUrl: stack.databaseUrl,
    workspaceId: stack.operators.workspace,
    reporter,
    signal: journey.signal,
  });
  journey.signal.throwIfAborted();
  const id = await operatorApi(stack, "author").create(journey.campaign);
  reporter.say(`Campaign ${id} created by ${stack.operators.author.actor}`);
  const begun: Journey = {
    v: 1,
    source: journey.source,
    campaign_id: id,
    campaign_name: journey.campaign.basic_details?.name ?? id,
    started_at: new Date().toISOString(),
  };
  await rememberJourney(journey.folder, begun);
  return followToEnd(journey, begun);
}

type Travel = Pick<SendJourney, "stack" | "folder" | "reporter" | "signal">;

/** @returns figures by source. */
export async function finishUnfinished(travel: Travel): Promise<Map<string, Summary>> {
  const finished = new Map<string, Summary>();
  for (const begun of await unfinishedJourneys(travel.folder)) {
    if (!(await isKnown(travel, begun.campaign_id))) {
      await forgetJourney(travel.folder, begun);
      continue;
    }
    travel.reporter.say(
      `Going on with "${begun.campaign_name}", begun ${begun.started_at} and not finished`,
      "yellow",
    );
    finished.set(begun.source, await followToEnd(travel, begun));
  }
  return finished;
}

/** False for a campaign of a database that is no longer there. */
async function isKnown({ stack }: Travel, id: CampaignId): Promise<boolean> {
  try {
    await operatorApi(stack, "author").get(id);
    return true;
  } catch (error) {
    if (error instanceof CliError && error.exitCode === EXIT.badInput) return false;
    throw error;
  }
}

async function followToEnd(travel: Travel, begun: Journey): Promise<Summary> {
  const { stack, reporter, signal } = travel;
  const { author, approver, workspace } = stack.operators;
  const asAuthor = operatorApi(stack, "author");
  const { runId } = await releaseCampaign({
    campaignId: begun.campaign_id,
    asAuthor,
    asApprover: operatorApi(stack, "approver"),
    author: author.actor,
    approver: approver.actor,
    say: (text) => reporter.say(text),
  });
  const stats = await watchRun({
    api: asAuthor,
    natsUrl: stack.natsUrl,
    workspaceId: workspace,
    campaignId: begun.campaign_id,
    runId,
    onProgress: showProgress(travel, begun),
    signal,
  }).catch((error: unknown) => {
    throw signal.aborted
      ? interrupted("Interrupted. Nothing is lost: give the same command again to go on.")
      : error;
  });
  reporter.settle();
  await forgetJourney(travel.folder, begun);
  return SendSummary.parse(
    Object.fromEntries(Object.keys(SendSummary.shape).map((key) => [key, Reflect.get(stats, key)])),
  );
}

/** A pause is said once each time, with the way out of it. */
function showProgress({ reporter, folder }: Travel, begun: Journey): (progress: RunProgress) => void {
  let wasPaused = false;
  return (progress) => {
    const isPaused = progress.status === "paused";
    const command = `sluice campaign resume ${begun.campaign_id} --data ${folder.path}`;
    if (isPaused && !wasPaused) reporter.say(`The sending is paused. Go on with: ${command}`, "yellow");
    wasPaused = isPaused;
    reporter.update(runText(progress));
  };
}

function operatorApi({ apiUrl, operators }: RunningStack, name: "author" | "approver"): CampaignApi {
  return campaignApi(
    new ApiClient({ url: apiUrl, workspace: operators.workspace, key: operators[name].key }),
  );
}
