// A sending that is not finished, remembered in the data folder so that the next start goes on with it instead of sending
// a second time.
//
//   J1. The file is written once the campaign exists and before anything is submitted, and removed when its run has ended.
//   J2. A sending is known by the bytes of its campaign and of its users: the same command finds its own again.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CampaignId } from "@sluice/schema";
import { z } from "zod";
import { type DataFolder, readOwnJson, removeFile, writeOwnJson } from "../stack/data-folder.ts";

const Journey = z.strictObject({
  v: z.literal(1),
  source: z.string(),
  campaign_id: CampaignId,
  campaign_name: z.string(),
  started_at: z.iso.datetime(),
});
export type Journey = z.infer<typeof Journey>;

export const rememberJourney = (folder: DataFolder, journey: Journey): Promise<void> =>
  writeOwnJson(pathOf(folder, journey.source), journey);

export const forgetJourney = (folder: DataFolder, { source }: Journey): Promise<void> =>
  removeFile(pathOf(folder, source));

/** Oldest first. */
export async function unfinishedJourneys(folder: DataFolder): Promise<Journey[]> {
  const names = await readdir(folder.journeys).catch(() => []);
  const paths = names.filter((name) => name.endsWith(".json")).map((name) => join(folder.journeys, name));
  const journeys = await Promise.all(paths.map((path) => readOwnJson(path, Journey)));
  return journeys
    .filter((journey) => journey !== null)
    .sort((a, b) => a.started_at.localeCompare(b.started_at));
}

/** J2. @returns hexadecimal. */
export async function sourceOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    hash.update("\0");
  }
  return hash.digest("hex");
}

const pathOf = (folder: DataFolder, source: string): string =>
  join(folder.journeys, `${source.slice(0, 32)}.json`);
