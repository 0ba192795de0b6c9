// The answers of a group that was stored: whose request id was taken hears what the first call has made.
import type { RunId, WorkspaceId } from "@sluice/schema";
import { HeldOutReason } from "./held-out.ts";
import type { MadeSend, Pending } from "./pending-send.ts";
import type { SendPorts } from "./send-ports.ts";
import { otherRequest } from "./send-refusal.ts";

type RememberedSends = Pick<SendPorts, "sendsOfRequests">;
interface RunOf {
  workspaceId: WorkspaceId;
  runId: RunId;
}

/** @param newIds of the others the request ids were taken. */
export async function answerSends(
  ports: RememberedSends,
  run: RunOf,
  group: ReadonlyArray<Pending & Partial<MadeSend>>,
  newIds: ReadonlySet<string>,
): Promise<void> {
  const repeated: Pending[] = [];
  for (const pending of group) {
    const { sendId } = pending.send;
    if (newIds.has(sendId)) pending.resolve({ sendId, heldOutBy: pending.heldOutBy ?? null });
    else repeated.push(pending);
  }
  if (repeated.length > 0) await answerRepeated(ports, run, repeated);
}

async function answerRepeated(
  ports: RememberedSends,
  { workspaceId, runId }: RunOf,
  repeated: readonly Pending[],
): Promise<void> {
  const requestIds = repeated.flatMap(({ send }) => send.request?.id ?? []);
  const first = await ports.sendsOfRequests(workspaceId, runId, requestIds);
  for (const { send, resolve, reject } of repeated) {
    const made = first.get(send.request?.id ?? "");
    const isSame = send.request !== null && made?.digest.equals(send.request.digest) === true;
    if (made !== undefined && isSame)
      resolve({ sendId: made.sendId, heldOutBy: HeldOutReason.safeParse(made.excluded).data ?? null });
    else reject(otherRequest());
  }
}
