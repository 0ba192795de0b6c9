// The demonstration: generated users and a local endpoint, otherwise exactly what `sluice send` does.
//
//   D1. What an interrupted demonstration had begun is finished first, and that is then the demonstration: the endpoint
//       takes its old port again, because the approved campaign names it.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { SendSummary } from "@sluice/schema";
import { request } from "undici";
import { z } from "zod";
import { type DataFolder, readOwnJson, writeOwnJson } from "../stack/data-folder.ts";
import { type SupervisedApp, superviseApp } from "../stack/supervised-app.ts";
import { demoCampaign } from "./demo-campaign.ts";
import { writeDemoUsers } from "./demo-users.ts";
import { DEFAULT_ID_COLUMN } from "./import-file.ts";
import { unfinishedJourneys } from "./journey-file.ts";
import { finishUnfinished, type SendJourney, sendJourney } from "./send-journey.ts";

/** Outlives the apps, which finish their requests when they are stopped. */
export async function withDemoEndpoint<T>(
  folder: DataFolder,
  use: (endpointUrl: string) => Promise<T>,
): Promise<T> {
  const isUnfinished = (await unfinishedJourneys(folder)).length > 0;
  const endpoint = await startDemoEndpoint(folder, isUnfinished);
  try {
    return await use(endpoint.url);
  } finally {
    await endpoint.stop();
  }
}

export interface DemoJourney extends Pick<SendJourney, "stack" | "folder" | "reporter" | "signal"> {
  endpointUrl: string;
  users: number;
  requestsPerMinute: number;
}

const EndpointAddress = z.strictObject({ v: z.literal(1), port: z.int() });

const EndpointCounts = z.object({
  requests: z.int(),
  answered_503: z.int(),
  answered_twice: z.int(),
  reached: z.int(),
});
export type EndpointCounts = z.infer<typeof EndpointCounts>;

export async function demoJourney(
  demo: DemoJourney,
): Promise<{ summary: SendSummary; counts: EndpointCounts }> {
  const summary = (await finishEarlier(demo)) ?? (await sendNew(demo));
  return { summary, counts: await readCounts(demo.endpointUrl) };
}

/** D1 */
async function finishEarlier(demo: DemoJourney): Promise<SendSummary | undefined> {
  const finished = await finishUnfinished(demo);
  return [...finished.values()].at(-1);
}

async function sendNew(demo: DemoJourney): Promise<SendSummary> {
  const { folder, reporter, endpointUrl, users, requestsPerMinute } = demo;
  const token = randomBytes(4).toString("hex");
  const path = join(folder.path, "users.csv");
  reporter.update("Writing the users");
  await writeDemoUsers(path, users, token);
  return sendJourney({
    ...demo,
    campaign: demoCampaign({ endpointUrl, users, requestsPerMinute, demo: token }),
    users: { path, idColumn: DEFAULT_ID_COLUMN },
    source: `demo-${token}`,
  });
}

async function startDemoEndpoint(folder: DataFolder, onOldPort: boolean): Promise<SupervisedApp> {
  const known = onOldPort ? await readOwnJson(folder.demo, EndpointAddress) : null;
  const endpoint = await superviseApp({
    name: "demo-endpoint",
    entry: join(import.meta.dirname, "../demo-endpoint.ts"),
    port: known?.port ?? 0,
    env: {},
    logsDir: folder.logs,
  });
  await writeOwnJson(folder.demo, { v: 1, port: Number(new URL(endpoint.url).port) });
  return endpoint;
}

async function readCounts(endpointUrl: string): Promise<EndpointCounts> {
  const { body } = await request(`${endpointUrl}/counts`);
  return EndpointCounts.parse(await body.json());
}
