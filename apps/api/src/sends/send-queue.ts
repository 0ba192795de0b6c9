// Sends of one campaign on their way into Postgres: while one group is being stored the next one gathers.
//
//   Q1. A send is answered after the commit of its group, and with the outcome of its own.
//   Q2. One group at a time: all of them lock the same run, and the wait for it makes groups larger when there is more to do.
//   Q3. Postgres has the truth before the bus has the batch. A batch that the bus did not take goes back to the planner; one
//       that is older than MAX_PUBLISH_DELAY_MS, because this process was stopped, is left to the reconciliation: it may have
//       been sent and forgotten by now.
//   Q4. A run that was replaced while a group gathered has a follower: the group goes into that one, and nobody hears of it.
import {
  type CampaignId,
  EXCLUDED_BY_FREQUENCY_CAPPING as CAPPED,
  MAX_BATCH_RECIPIENTS,
  type WorkspaceId,
} from "@sluice/schema";
import { answerSends } from "./answer-sends.ts";
import { heldOutReasons } from "./held-out.ts";
import { fits, type MadeSend, type Pending, refuseAll, type Row, splitBySize } from "./pending-send.ts";
import { KnownRun, takesSends } from "./known-run.ts";
import type { CappedGroup, CappedSends, SendGroup, SendPorts, TriggeredRun } from "./send-ports.ts";
import { notTriggerable, unknownRecipient } from "./send-refusal.ts";
import { envelopeOf, rowOf, type WaitingSend } from "./send-row.ts";

/** Gathers some 30 sends at 3,334 a second; storing them takes about as long. */
const LINGER_MS = 10;
/** Of one run, beyond them the planner feeds and paces: about three seconds of work at 200,000 a minute. */
const MAX_OPEN_TO_PUBLISH = 10_000;
const MAX_PUBLISHING = 16;
const MAX_PUBLISH_DELAY_MS = 30_000;
const NONE: ReadonlySet<string> = new Set();

export class SendQueue {
  readonly known: KnownRun;
  readonly #ports: SendPorts;
  readonly #workspaceId: WorkspaceId;
  readonly #campaignId: CampaignId;
  #waiting: Pending[] = [];
  #storing: Promise<void> | null = null;
  readonly #publishing = new Set<Promise<void>>();

  constructor(ports: SendPorts, workspaceId: WorkspaceId, campaignId: CampaignId) {
    this.#ports = ports;
    this.#workspaceId = workspaceId;
    this.#campaignId = campaignId;
    this.known = new KnownRun(ports, workspaceId, campaignId);
  }

  get isIdle(): boolean {
    return this.#storing === null && this.#publishing.size === 0;
  }

  /** Resolves with what the call has made, now or the first time, once it is durable. */
  add(send: WaitingSend): Promise<MadeSend> {
    const { promise, resolve, reject } = Promise.withResolvers<MadeSend>();
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
    const { toSend, refused } = await this.#holdOut(run, group);
    for (const rows of splitBySize(await this.#rowsOf(run, toSend)))
      if (!(await this.#storeBatch(run, rows))) refused.push(...rows);
    return refused;
  }

  /** Whom a control group holds out is answered here. */
  async #holdOut(
    run: TriggeredRun,
    group: readonly Pending[],
  ): Promise<{ toSend: readonly Pending[]; refused: Pending[] }> {
    if (run.controlGroups === null) return { toSend: group, refused: [] };
    const campaign = { workspaceId: this.#workspaceId, campaignId: this.#campaignId };
    const userIds = [...new Set(group.map(({ send }) => send.userId))];
    const reasons = await heldOutReasons(this.#ports, campaign, run.controlGroups, userIds);
    const toSend = group.filter(({ send }) => !reasons.has(send.userId));
    const held = group.flatMap((pending) => {
      const heldOutBy = reasons.get(pending.send.userId);
      return heldOutBy === undefined ? [] : [{ ...pending, heldOutBy }];
    });
    if (held.length === 0) return { toSend, refused: [] };
    const { isOpen, countedIds } = await this.#ports.holdOutSends(this.#workspaceId, {
      runId: run.runId,
      sends: held.map(({ send, heldOutBy }) => ({
        sendId: send.sendId,
        reason: heldOutBy,
        request: send.request,
      })),
      now: new Date(this.#ports.nowMs()),
    });
    if (isOpen) await answerSends(this.#ports, { ...run, workspaceId: this.#workspaceId }, held, countedIds);
    return { toSend, refused: isOpen ? [] : held };
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
    const accepted = await this.#accept(run, {
      runId: run.runId,
      sends: rows.map(({ send: { userId, sendId, request }, row }) => ({ userId, sendId, request, row })),
      envelope: envelopeOf(this.#workspaceId, run, nowMs()),
      isPublishedAtOnce: this.#mayPublish(),
      now: new Date(nowMs()),
    });
    if (!accepted.isOpen) return false;
    this.known.accepted(accepted.acceptedIds.size);
    if (accepted.batch?.isFed === true) this.#publish(run, accepted.batch, startedMs);
    const { acceptedIds, heldOutIds, cappedIds } = accepted;
    const isAnybodyCapped = cappedIds.size > 0;
    const newIds = isAnybodyCapped ? acceptedIds.union(heldOutIds) : acceptedIds;
    const made = isAnybodyCapped
      ? rows.map((row) => (cappedIds.has(row.send.sendId) ? { ...row, heldOutBy: CAPPED } : row))
      : rows;
    await answerSends(this.#ports, { ...run, workspaceId: this.#workspaceId }, made, newIds);
    return true;
  }

  /** A run that caps have nothing to do with pays nothing for them. */
  async #accept(
    { capping }: TriggeredRun,
    group: Omit<SendGroup, "sends"> & Pick<CappedGroup, "sends">,
  ): Promise<CappedSends> {
    const workspaceId = this.#workspaceId;
    if (capping !== null) return this.#ports.acceptSendsWithinCaps({ ...group, workspaceId, capping });
    return { ...(await this.#ports.acceptSends(workspaceId, group)), cappedIds: NONE, heldOutIds: NONE };
  }

  #mayPublish(): boolean {
    return this.known.openSends < MAX_OPEN_TO_PUBLISH && this.#publishing.size < MAX_PUBLISHING;
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
