// Triggered sends of a run that frequency caps are about: the same rules as for the recipients of a cut.
//
//   K1. One transaction for a group: who is at a cap is held out, the others are accepted and counted.
//   K2. Run before counted messages, as a cut locks them: nobody waits in a circle.
//   K3. A call that is made again is neither counted nor held out a second time: its request id is taken.
//   K4. Of several sends to one user in a group the first ones have the places that are left.
import { EXCLUDED_BY_FREQUENCY_CAPPING, type RunId, type WorkspaceId } from "@sluice/schema";
import type { PoolClient } from "pg";
import type { Store } from "./connect.ts";
import { lockCountedMessages } from "./counted-messages.ts";
import { countsOfUsers } from "./frequency-cap-statements.ts";
import { capsInForce, type RunCapping } from "./frequency-caps.ts";
import { holdOutSendsWith } from "./held-out-sends.ts";
import { inTransaction } from "./in-transaction.ts";
import { type AcceptedSends, acceptSendsWith, type SendGroup, type SendToAccept } from "./triggered-sends.ts";

export interface CappedSend extends SendToAccept {
  userId: string;
}

export interface CappedGroup extends Omit<SendGroup, "sends"> {
  workspaceId: WorkspaceId;
  sends: readonly CappedSend[];
  capping: RunCapping;
}

export interface CappedSends extends AcceptedSends {
  /** Of users at a cap, calls that were made again among them. */
  cappedIds: ReadonlySet<string>;
  /** Of these, the ones that are counted as excluded now. */
  heldOutIds: ReadonlySet<string>;
}

export async function acceptSendsWithinCaps(
  store: Store,
  { workspaceId, sends, capping, ...group }: CappedGroup,
): Promise<CappedSends> {
  return inTransaction(store.pool, async (client) => {
    const { runId, now } = group;
    await lockInOrder(client, workspaceId, runId);
    const beyond = await beyondCaps(client, { workspaceId, sends, capping, now });
    const within = sends.filter((send) => !beyond.has(send));
    const accepted = await acceptSendsWith(client, { ...group, sends: within });
    const counted = within.filter(({ sendId }) => capping.isCounted && accepted.acceptedIds.has(sendId));
    if (counted.length > 0) await countSends(client, { workspaceId, runId, now }, counted);
    const heldOutIds = accepted.isOpen
      ? await holdOut(client, { runId, now }, [...beyond])
      : new Set<string>();
    return { ...accepted, cappedIds: new Set([...beyond].map(({ sendId }) => sendId)), heldOutIds };
  });
}

/** K2 */
async function lockInOrder(client: PoolClient, workspaceId: WorkspaceId, runId: RunId): Promise<void> {
  await client.query("select from runs where run_id = $1 for no key update", [runId]);
  await lockCountedMessages(client, workspaceId);
}

type Asked = Pick<CappedGroup, "workspaceId" | "sends" | "capping" | "now">;

/** K4 */
async function beyondCaps(client: PoolClient, { sends, ...asked }: Asked): Promise<ReadonlySet<CappedSend>> {
  const { workspaceId, capping } = asked;
  const caps = await capsInForce(client, { ...asked, except: null });
  if (caps === null) return new Set();
  const { text, values } = countsOfUsers(caps, workspaceId, [...new Set(sends.map(({ userId }) => userId))]);
  const { rows } = await client.query<{ userId: string; counts: number[] }>(text, values);
  const countsOf = new Map(rows.map(({ userId, counts }) => [userId, counts]));
  return new Set(
    sends.filter(({ userId }) => {
      const counts = countsOf.get(userId) ?? caps.caps.map(() => 0);
      if (caps.caps.some(({ maxMessages }, index) => (counts[index] ?? 0) >= maxMessages)) return true;
      if (capping.isCounted)
        countsOf.set(
          userId,
          counts.map((count) => count + 1),
        );
      return false;
    }),
  );
}

async function countSends(
  client: PoolClient,
  { workspaceId, runId, now }: { workspaceId: WorkspaceId; runId: RunId; now: Date },
  sends: readonly CappedSend[],
): Promise<void> {
  await client.query(
    `insert into counted_messages (workspace_id, run_id, user_id, send_id, planned_at)
     select $1, $2, user_id, send_id, $5::timestamptz from unnest($3::text[], $4::uuid[]) as s (user_id, send_id)`,
    [workspaceId, runId, sends.map(({ userId }) => userId), sends.map(({ sendId }) => sendId), now],
  );
}

/** K3. @returns those who are counted as excluded now */
async function holdOut(
  client: PoolClient,
  of: { runId: RunId; now: Date },
  sends: readonly CappedSend[],
): Promise<ReadonlySet<string>> {
  if (sends.length === 0) return new Set();
  const { countedIds } = await holdOutSendsWith(client, {
    ...of,
    sends: sends.map(({ sendId, request }) => ({ sendId, request, reason: EXCLUDED_BY_FREQUENCY_CAPPING })),
  });
  return countedIds;
}
