// Who may be sent a test, and when: the same for everybody who asks for one, over the API and in Slack.
//
//   T1. Not while the workspace is stopped: a test is a message like any other.
//   T2. Where the policy names the users that tests may go to, they go to no one else.
import type { Problem, WorkspaceId } from "@sluice/schema";
import { policyOf } from "./approval-policy.ts";
import { CampaignError } from "./campaign-error.ts";
import type { CampaignPorts } from "./ports.ts";
import { assertNotStopped } from "./sending-allowed.ts";

export interface TestRecipients {
  workspaceId: WorkspaceId;
  /** Ids of users; for somebody who is no user, what they were named by. */
  userIds: readonly string[];
}

/** @throws CampaignError ALL_STOPPED (T1), or INVALID with everybody whom the policy does not name (T2) */
export async function assertMayTest(
  ports: CampaignPorts,
  { workspaceId, userIds }: TestRecipients,
): Promise<void> {
  const { test_users: allowed } = await ports.transaction(workspaceId, async (tx) => {
    await assertNotStopped(tx, workspaceId); // T1
    return policyOf(await tx.workspaceFeatures(workspaceId));
  });
  if (allowed === null) return;
  const named = new Set(allowed);
  const others = userIds.filter((userId) => !named.has(userId));
  if (others.length > 0) throw notAllowed(others);
}

const notAllowed = (userIds: readonly string[]): CampaignError =>
  new CampaignError(
    "INVALID",
    "Tests of this workspace go only to the users that its approval policy names (test_users). Name one of them, or have the policy changed.",
    {
      problems: userIds.map((userId): Problem => ({
        field: "recipients",
        issue: `${userId} is not named there`,
      })),
    },
  );
