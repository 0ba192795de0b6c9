import { startSinkProcess } from "../sink/sink-process.ts";
import { addUsers } from "./bench-users.ts";
import { sendCampaign } from "./send-campaign.ts";
import type { Stage } from "./stage.ts";

const RECIPIENTS = 60_000;
const NO_LIMIT_PER_MINUTE = 60_000_000;
const TIMEOUT_MS = 120_000;

export interface WarmUp {
  recipients?: number;
  /** To the same users, one after the other: what is done once in a campaign has to be done some times to be compiled. */
  campaigns?: number;
}

/** As the bare loop has one of its own: campaigns, in a workspace and to a sink that nothing else uses. */
export async function warmUp(
  stage: Stage,
  { recipients = RECIPIENTS, campaigns = 1 }: WarmUp = {},
): Promise<void> {
  await using sink = await startSinkProcess(["--no-keys"]);
  const people = await stage.openWorkspace(`warm-up-${recipients}`, NO_LIMIT_PER_MINUTE);
  await addUsers(stage.store, people.workspaceId, recipients);
  for (let n = 0; n < campaigns; n++) await sendCampaign(stage, people, sink, TIMEOUT_MS);
}
