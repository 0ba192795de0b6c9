// A campaign from its creation to its end, over the HTTP API, by two people: one writes, the other approves.
import type { CampaignCreate, RunStats } from "@sluice/schema";
import { BENCH_BODY } from "./bench-users.ts";
import { waitUntil } from "./wait-until.ts";

/** Who calls the API. Keys are per workspace. */
export interface BenchPeople {
  apiUrl: string;
  workspaceId: string;
  authorKey: string;
  approverKey: string;
}

export interface BenchCampaign {
  endpointUrl: string;
  retryPolicy?: NonNullable<CampaignCreate["delivery_controls"]>["retry_policy"];
}

/** Looking costs CPU that is measured. */
const LOOK_EVERY_MS = 500;

/** To all users of the workspace, without a request limit of its own: the workspace's holds. */
export function benchCampaign({ endpointUrl, retryPolicy }: BenchCampaign): object {
  return {
    channel: "CONNECTOR",
    campaign_delivery_type: "ONE_TIME",
    basic_details: { name: "Benchmark" },
    campaign_content: {
      content: {
        connector: { method: "POST", url: `${endpointUrl}/notify`, body: { type: "JSON", json: BENCH_BODY } },
      },
    },
    segmentation_details: { is_all_user_campaign: true },
    scheduling_details: { delivery_type: "ASAP" },
    delivery_controls: retryPolicy === undefined ? {} : { retry_policy: retryPolicy },
  };
}

/** Created, submitted, approved, published. @returns the campaign's id. */
export async function publish(people: BenchPeople, campaign: object): Promise<string> {
  const { id } = (await callApi(people, "author", "POST", "/v5/campaigns", campaign)) as { id: string };
  await callApi(people, "author", "POST", `/v5/campaigns/${id}/submit`, {});
  await callApi(people, "approver", "POST", `/v5/campaigns/${id}/approve`, {});
  await callApi(people, "author", "PATCH", `/v5/campaigns/${id}/status`, { action: "PUBLISH" });
  return id;
}

export async function statsOf(people: BenchPeople, campaignId: string): Promise<RunStats> {
  return (await callApi(people, "author", "GET", `/v5/campaigns/${campaignId}/stats`)) as RunStats;
}

/** @throws Error with the last figures when the run has not ended by then. */
export async function untilEnded(
  people: BenchPeople,
  campaignId: string,
  timeoutMs: number,
): Promise<RunStats> {
  let last: RunStats | undefined;
  const look = async () => {
    last = await statsOf(people, campaignId);
    return last.ended_at === null ? undefined : last;
  };
  try {
    return await waitUntil(look, { timeoutMs, what: "the end of the run", everyMs: LOOK_EVERY_MS });
  } catch (cause) {
    throw new Error(`the run does not end; its last figures: ${JSON.stringify(last)}`, { cause });
  }
}

/** @throws Error with status and error of the API when it refuses. */
export async function callApi(
  { apiUrl, workspaceId, authorKey, approverKey }: BenchPeople,
  who: "author" | "approver",
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const credentials = `${workspaceId}:${who === "author" ? authorKey : approverKey}`;
  const response = await fetch(apiUrl + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const answer = (await response.json()) as { data?: unknown; error?: object };
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer.error)}`);
  return answer.data;
}
