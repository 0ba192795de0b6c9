// What approval is bound to: also how answers are judged, what is tried again, and what becomes of a recipient in doubt.
import { expect, test } from "vitest";
import {
  approveCampaign,
  createCampaign,
  editCampaign,
  publishCampaign,
  submitCampaign,
} from "../src/index.ts";
import { ana, ben, publishable, WORKSPACE } from "./campaign-factory.ts";
import { inMemoryPorts } from "./in-memory-ports.ts";

const connector = (success: object) => ({
  campaign_content: { content: { connector: { url: "https://api.example.com/notify", success } } },
});
const retries = (retry_policy: object) => ({ delivery_controls: { retry_policy } });

test.each<[string, object]>([
  ["the statuses of the success rule", connector({ statuses: ["200"] })],
  ["what an answer must show", connector({ statuses: ["2xx"], and: { body_contains: "ok" } })],
  [
    "what follows when it does not",
    connector({ statuses: ["2xx"], and: { body_contains: "ok" }, otherwise: "retry" }),
  ],
  [
    "a header that an answer must have",
    connector({ statuses: ["2xx"], and: { header: "x-result", equals: "ok" } }),
  ],
  [
    "a field that an answer must have",
    connector({ statuses: ["2xx"], and: { body_path: "result.ok", equals: true } }),
  ],
  ["the number of attempts", retries({ max_attempts: 2 })],
  ["the wait before the next attempt", retries({ initial_delay_ms: 1_000 })],
  ["the longest wait", retries({ max_delay_ms: 60_000 })],
  ["the request limit", { delivery_controls: { campaign_throttle_rpm: 77 } }],
  ["the weight", { delivery_controls: { throttle_weight: 7 } }],
  ["the four-hour rule", { delivery_controls: { four_hour_rule: "keep" } }],
  ["the statuses that are tried again", retries({ statuses: ["429"] })],
  ["what follows no answer", retries({ after_no_answer: false })],
  ["the in-doubt policy", { delivery_controls: { in_doubt_policy: "at_most_once" } }],
])("a change of %s is another content hash, and voids the approval", async (_, change) => {
  const ports = inMemoryPorts();
  const created = await createCampaign(ports, {
    workspaceId: WORKSPACE,
    actor: ana,
    definition: publishable(),
  });
  const by = (actor: typeof ana) => ({ workspaceId: WORKSPACE, campaignId: created.id, actor });
  await submitCampaign(ports, by(ana));
  await approveCampaign(ports, by(ben));

  const edited = await editCampaign(ports, { ...by(ana), patch: change });

  expect(edited.content_hash).not.toBe(created.content_hash);
  expect(ports.tables().approvals[0]?.voided_at).not.toBeNull();
  await expect(publishCampaign(ports, by(ana))).rejects.toMatchObject({ code: "WRONG_STATUS" });
});
