// A server with two workspaces: bodies of settings go to the second, so that the limits they set do not end the run.
import { readFileSync } from "node:fs";
import { type Stage, startStage } from "../conformance/stage.ts";
import { CAMPAIGN_EXAMPLES } from "../../src/openapi/examples/all-examples.ts";
import { ensureWorkspace } from "@sluice/store";
import { fuzz, type FuzzReport } from "./fuzz-run.ts";
import { operationsWithBody } from "./operations-with-body.ts";

const SETTINGS_WORKSPACE = "settings";
/** Every request that a body may cause goes to a proxy that is not there: nothing leaves. */
const NO_PROXY = "http://127.0.0.1:9";
/** Small, so that what is kept shows: left alone, the heap grows for as long as there is memory, and tells nothing. */
const SMALL_HEAP = "--max-old-space-size=192";

export async function fuzzServer(options: { seed: number; requests: number }): Promise<FuzzReport> {
  await using stage = await startStage({ SLUICE_PROXY: NO_PROXY, NODE_OPTIONS: SMALL_HEAP });
  await ensureWorkspace(stage.store, { workspaceId: SETTINGS_WORKSPACE, name: "Settings" });
  const ana = await stage.person("ana@example.com");
  const settings = await stage.person("ben@example.com", { workspaceId: SETTINGS_WORKSPACE });
  const description: unknown = await (await fetch(`${stage.api.url}/openapi.json`)).json();
  const campaignIds: string[] = [];
  for (const { value } of Object.values(CAMPAIGN_EXAMPLES)) {
    const { body } = await ana.call("POST", "/v5/campaigns", { body: value });
    campaignIds.push(body.data.id);
  }
  const isSetting = (path: string): boolean => /\/(?:workspace|api-keys|signing-secrets)/.test(path);
  return await fuzz({
    ...options,
    url: stage.api.url,
    target: {
      operations: operationsWithBody(description, { seed: options.seed, count: bodiesFor(options.requests) }),
      campaignIds,
      authorizationOf: (path) => (isSetting(path) ? settings : ana).authorization,
    },
    residentBytes: residentBytesOf(stage),
  });
}

/** Drawing them takes time too: each is mutated several times. */
const bodiesFor = (requests: number): number => Math.min(1_000, Math.max(30, Math.ceil(requests / 100)));

/** Linux tells it in pages; elsewhere nothing is told, and memory is not judged. */
function residentBytesOf({ api }: Stage): () => number {
  const PAGE_BYTES = 4_096;
  return () => {
    try {
      return Number(readFileSync(`/proc/${api.pid}/statm`, "utf8").split(" ")[1]) * PAGE_BYTES;
    } catch {
      return 0;
    }
  };
}
