import { startSinkProcess } from "../sink/sink-process.ts";
import { addUsers } from "./bench-users.ts";
import { sendCampaign } from "./send-campaign.ts";
import type { Stage } from "./stage.ts";

const RECIPIENTS = 60_000;
const NO_LIMIT_PER_MINUTE = 60_000_000;
const TIMEOUT_MS = 120_000;

/** As the bare loop has one of its own: a campaign, in a workspace and to a sink that nothing else uses. */
export async function warmUp(stage: Stage, recipients = RECIPIENTS): Promise<void> {
  await using sink = await startSinkProcess(["--no-keys"]);
  const people = await stage.openWorkspace("warm-up", NO_LIMIT_PER_MINUTE);
  await addUsers(stage.store, people.workspaceId, recipients);
  await sendCampaign(stage, people, sink, TIMEOUT_MS);
}
