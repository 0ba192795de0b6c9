import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startSinkProcess } from "../src/sink/sink-process.ts";
import { addUsers } from "../src/stage/bench-users.ts";
import { publish, statsOf } from "../src/stage/bench-campaign.ts";
import { recordsPath } from "../src/stage/judge-run.ts";
import { openStage } from "../src/stage/stage.ts";
import { waitUntil } from "../src/stage/wait-until.ts";
import { judgeSends } from "../src/triggered/judge-sends.ts";
import { postSends } from "../src/triggered/post-sends.ts";
import { triggeredCampaign } from "../src/triggered/triggered-campaign.ts";
import { readRecords } from "../src/verdict/read-evidence.ts";

test("whatever was answered 202 is sent once, though the API is killed again and again in the middle", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-triggered-"));
  await using sink = await startSinkProcess(["--record", recordsPath(folder)]);
  await using stage = await openStage({
    folder,
    deliveryProcesses: 1,
    threadsPerProcess: 1,
    connections: 64,
  });
  const people = await stage.openWorkspace("bench", 100_000);
  await addUsers(stage.store, "bench", 100);
  const campaignId = await publish(people, triggeredCampaign(sink.url));
  const { run_id: runId } = await statsOf(people, campaignId);
  const load = { campaignId, perSecond: 200, seconds: 2, users: 100, connections: 16 };

  const killing = setInterval(() => stage.api.kill(), 700);
  const posted = await postSends(people, load).finally(() => clearInterval(killing));
  const hasSettled = async () => {
    const { open } = await statsOf(people, campaignId);
    return open === 0 ? true : undefined;
  };
  await waitUntil(hasSettled, { timeoutMs: 60_000, what: "the end of the last send" });

  await sink.flush();
  const verdict = judgeSends(runId, posted.sends, await readRecords(recordsPath(folder)));
  expect(posted.sends.length).toBeGreaterThan(0);
  expect(verdict).toMatchObject({ lost: 0, doubled: 0 });
  await rm(folder, { recursive: true, force: true });
}, 120_000);
