// Sends of one campaign on their way into Postgres: while one group is being stored the next one gathers.
//
//   Q1. A send is answered after the commit of its group, and with the outcome of its own.
//   Q2. One group at a time: all of them lock the same run, and the wait for it makes groups larger when there is more to do.
//   Q3. Postgres has the truth before the bus has the batch. A batch that the bus did not take goes back to the planner; one
//       that is older than MAX_PUBLISH_DELAY_MS, because this process was stopped, is left to the reconciliation: it may have
//       been sent and forgotten by now.
//   Q4. A run that was replaced while a group gathered has a follower: the group goes into that one, and nobody hears of it.
import { type CampaignId, MAX_BATCH_RECIPIENTS, type WorkspaceId } from "@sluice/schema";
import { KnownRun, takesSends } from "./known-run.ts";
import type { AcceptedSends, SendPorts, TriggeredRun } from "./send-ports.ts";
import { assertRead, notTriggerable, otherRequest, tooLarge, unknownRecipient } from "./send-refusal.ts";
import { envelopeOf, MAX_ROWS_BYTES, rowOf, type WaitingSend } from "./send-row.ts";

/** Gathers some 30 sends at 3,334 a second; storing them takes about as long. */
const LINGER_MS = 10;
/** Of one run, beyond them the planner feeds and paces: about three seconds of work at 200,000 a minute. */
const MAX_OPEN_TO_PUBLISH = 10_000;
const MAX_PUBLISHING = 16;
const MAX_PUBLISH_DELAY_MS = 30_000;

interface Pending {
  send: WaitingSend;
  resolve: (sendId: string) => void;
  reject: (error: unknown) => void;
}

type Row = Pending & { row: string };

export class SendQueue {
  readonly known: KnownRun;
  readonly #ports: SendPorts;
  readonly #workspaceId: WorkspaceId;
  #waiting: Pending[] = [];
  #storing: Promise<void> | null = null;
  readonly #publishing = new Set<Promise<void>>();

  constructor(ports: SendPorts, workspaceId: WorkspaceId, campaignId: CampaignId) {
    this.#ports = ports;
    this.#workspaceId = workspaceId;
    this.known = new KnownRun(ports, workspaceId, campaignId);
  }

  get isIdle(): boolean {
    return this.#storing === null && this.#publishing.size === 0;
  }

  /** Resolves with the id of the send that the call has made, now or the first time, once it is durable. */
  add(send: WaitingSend): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting.push({ send, resolve, reject });
    this.#storing ??= this.#storeAll();
    return promise;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#storing;
    await Promise.all(this.#publishing);
  }

  async #storeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < MAX_BATCH_RECIPIENTS)
        await new Promise((done) => setTimeout(done, LINGER_MS));
      const group = this.#waiting.splice(0, MAX_BATCH_RECIPIENTS);
      await this.#store(group).catch((error: unknown) => refuseAll(group, error)); // Q1
    }
    this.#storing = null; // in one step with the look at what waits: nobody comes in between
  }

  async #store(group: readonly Pending[]): Promise<void> {
    const run = await this.known.get();
    if (run === null) return refuseAll(group, notTriggerable(null));
    const refused = await this.#storeIn(run, group);
    if (refused.length === 0) return;
    const follower = await this.known.reload();
    const isReplaced = follower !== null && follower.runId !== run.runId && takesSends(follower); // Q4
    const left = isReplaced
      ? await this.#storeIn(
          follower,
          refused.filter((send) => fits(send, follower)),
        )
      : refused;
    refuseAll(left, notTriggerable(follower?.status ?? null));
  }

  /** @returns what the run did not take in. */
  async #storeIn(run: TriggeredRun, group: readonly Pending[]): Promise<Pending[]> {
    const refused: Pending[] = [];
    for (const rows of splitBySize(await this.#rowsOf(run, group)))
      if (!(await this.#storeBatch(run, rows))) refused.push(...rows);
    return refused;
  }

  async #rowsOf(run: TriggeredRun, group: readonly Pending[]): Promise<Row[]> {
    const [, ...attributes] = run.attributes; // the first is the user id itself
    if (attributes.length === 0)
      return group.map((pending) => ({ ...pending, row: rowOf(pending.send, run, "") }));
    const userIds = [...new Set(group.map(({ send }) => send.userId))];
    const values = await this.#ports.attributeValues(this.#workspaceId, userIds, attributes);
    return group.flatMap((pending) => {
      const userValues = values.get(pending.send.userId);
      if (userValues !== undefined) return { ...pending, row: rowOf(pending.send, run, userValues) };
      pending.reject(unknownRecipient());
      return [];
    });
  }

  /** @returns false when the run takes nothing in any more. */
  async #storeBatch(run: TriggeredRun, rows: readonly Row[]): Promise<boolean> {
    const { nowMs, monotonicMs } = this.#ports;
    const startedMs = monotonicMs();
    const accepted = await this.#ports.acceptSends(this.#workspaceId, {
      runId: run.runId,
      sends: rows.map(({ send, row }) => ({ sendId: send.sendId, row, request: send.request })),
      envelope: envelopeOf(this.#workspaceId, run, nowMs()),
      isPublishedAtOnce: this.#mayPublish(),
      now: new Date(nowMs()),
    });
    if (!accepted.isOpen) return false;
    this.known.accepted(accepted.acceptedIds.size);
    if (accepted.batch?.isFed === true) this.#publish(run, accepted.batch, startedMs);
    await this.#answer(run, rows, accepted);
    return true;
  }

  #mayPublish(): boolean {
    return this.known.openSends < MAX_OPEN_TO_PUBLISH && this.#publishing.size < MAX_PUBLISHING;
  }

  async #answer(run: TriggeredRun, rows: readonly Row[], { acceptedIds }: AcceptedSends): Promise<void> {
    const repeated: Row[] = [];
    for (const row of rows) {
      if (acceptedIds.has(row.send.sendId)) row.resolve(row.send.sendId);
      else repeated.push(row);
    }
    if (repeated.length > 0) await this.#answerRepeated(run, repeated);
  }

  async #answerRepeated({ runId }: TriggeredRun, repeated: readonly Row[]): Promise<void> {
    const requestIds = repeated.flatMap(({ send }) => send.request?.id ?? []);
    const first = await this.#ports.sendsOfRequests(this.#workspaceId, runId, requestIds);
    for (const { send, resolve, reject } of repeated) {
      const made = first.get(send.request?.id ?? "");
      const isSame = send.request !== null && made?.digest.equals(send.request.digest) === true;
      if (made !== undefined && isSame) resolve(made.sendId);
      else reject(otherRequest());
    }
  }

  /** Not waited for: what is accepted is answered, and the next group gathers. */
  #publish({ runId }: TriggeredRun, batch: { batchNo: number; payload: string }, startedMs: number): void {
    const publishing = this.#publishOnce(runId, batch, startedMs)
      .catch((error: unknown) => this.#ports.onNotPublished(error))
      .finally(() => void this.#publishing.delete(publishing));
    this.#publishing.add(publishing);
  }

  /** Q3 */
  async #publishOnce(
    runId: string,
    { batchNo, payload }: { batchNo: number; payload: string },
    startedMs: number,
  ): Promise<void> {
    if (this.#ports.monotonicMs() - startedMs > MAX_PUBLISH_DELAY_MS) return;
    const ref = { workspaceId: this.#workspaceId, runId, batchNo };
    try {
      if ((await this.#ports.publishBatch(ref, payload)) !== "stream_full") return;
    } catch (error) {
      this.#ports.onNotPublished(error);
    }
    await this.#ports.leaveToPlanner(this.#workspaceId, runId, batchNo);
  }
}

/** Refuses what the template of this run does not read. */
function fits({ send, reject }: Pending, run: TriggeredRun): boolean {
  try {
    assertRead(Object.keys(send.values), run);
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

function refuseAll(group: readonly Pending[], error: unknown): void {
  for (const { reject } of group) reject(error);
}

function splitBySize(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const rowBytes = Buffer.byteLength(row.row) + 1;
    if (rowBytes > MAX_ROWS_BYTES) {
      row.reject(tooLarge(MAX_ROWS_BYTES));
      continue;
    }
    bytes += rowBytes;
    const current = batches.at(-1);
    if (current !== undefined && bytes <= MAX_ROWS_BYTES) {
      current.push(row);
    } else {
      batches.push([row]);
      bytes = rowBytes;
    }
  }
  return batches;
}
