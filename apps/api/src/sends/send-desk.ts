// Where calls of the send API arrive: checked against what the run reads, bounded, and handed to the campaign's queue.
//
//   D1. What waits in this process is bounded, and what is open of a run is bounded: beyond, a call is refused with 429.
//   D2. A refusal says what to do; nothing is dropped in silence.
import {
  type CampaignId,
  MAX_PERSONALIZED_BYTES,
  type TriggeredSend,
  type WorkspaceId,
} from "@sluice/schema";
import type { SendPorts, TriggeredRun } from "./send-ports.ts";
import type { MadeSend } from "./pending-send.ts";
import { SendQueue } from "./send-queue.ts";
import { takesSends } from "./known-run.ts";
import {
  assertRead,
  notTriggerable,
  tooLarge,
  tooManyOpen,
  tooManyRecipients,
  tooManyWaiting,
} from "./send-refusal.ts";
import { waitingSend } from "./send-row.ts";

export interface SendCall {
  workspaceId: WorkspaceId;
  campaignId: CampaignId;
  send: TriggeredSend;
  requestId: string | undefined;
}

/** 1.5 seconds of calls at 200,000 a minute. */
const MAX_WAITING = 5_000;
/** Five minutes of calls at 200,000 a minute; a row of a retry each. */
const MAX_OPEN = 1_000_000;
/** Campaigns that this process knows at a time; the ones that rest are forgotten first. */
const MAX_QUEUES = 1_000;

export class SendDesk {
  readonly #ports: SendPorts;
  readonly #queues = new Map<string, SendQueue>();
  readonly #chance: ChanceBlock;
  #waiting = 0;

  constructor(ports: SendPorts) {
    this.#ports = ports;
    this.#chance = new ChanceBlock(ports.randomBytes);
  }

  get waitingCount(): number {
    return this.#waiting;
  }

  /** @returns what became of it, once that is durable. @throws ApiError */
  async accept(call: SendCall): Promise<MadeSend> {
    if (this.#waiting >= MAX_WAITING) throw tooManyWaiting(); // D1
    this.#waiting += 1;
    try {
      return await this.#accept(call);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves when everything that was accepted is on the bus, or left to the planner. */
  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.settled()));
  }

  async #accept({ workspaceId, campaignId, send, requestId }: SendCall): Promise<MadeSend> {
    const [userId = "", ...others] = send.recipients;
    if (others.length > 0) throw tooManyRecipients(send.recipients.length);
    const queue = this.#queueOf(workspaceId, campaignId);
    let run = await queue.known.get();
    // A version that reads more may have gone live since this process asked.
    if (run !== null && !readsAll(send, run)) run = await queue.known.reload();
    if (run === null || !takesSends(run)) throw notTriggerable(run?.status ?? null);
    assertFits(send, run);
    if (queue.known.openSends >= MAX_OPEN) throw tooManyOpen(MAX_OPEN);
    const minting = { nowMs: this.#ports.nowMs(), random: this.#chance.take() };
    return queue.add(waitingSend(userId, send.personalized_attributes, requestId, minting));
  }

  #queueOf(workspaceId: WorkspaceId, campaignId: CampaignId): SendQueue {
    const name = `${workspaceId} ${campaignId}`;
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = new SendQueue(this.#ports, workspaceId, campaignId);
    if (this.#queues.size >= MAX_QUEUES) this.#forgetOne();
    this.#queues.set(name, queue);
    return queue;
  }

  #forgetOne(): void {
    for (const [name, queue] of this.#queues) {
      if (!queue.isIdle) continue;
      this.#queues.delete(name);
      return;
    }
  }
}

const CHANCE_BYTES = 10;
const CHANCES_A_BLOCK = 400;

/** A system call for 400 ids instead of one each: each costs more than storing a send. */
class ChanceBlock {
  readonly #randomBytes: SendPorts["randomBytes"];
  #block: Uint8Array = new Uint8Array();
  #used = 0;

  constructor(randomBytes: SendPorts["randomBytes"]) {
    this.#randomBytes = randomBytes;
  }

  take(): Uint8Array {
    if (this.#used === this.#block.length) {
      this.#block = this.#randomBytes(CHANCE_BYTES * CHANCES_A_BLOCK);
      this.#used = 0;
    }
    this.#used += CHANCE_BYTES;
    return this.#block.subarray(this.#used - CHANCE_BYTES, this.#used);
  }
}

const readsAll = ({ personalized_attributes: values }: TriggeredSend, run: TriggeredRun): boolean =>
  Object.keys(values).every((name) => run.eventAttributes.includes(name));

function assertFits({ personalized_attributes: values }: TriggeredSend, run: TriggeredRun): void {
  const names = Object.keys(values);
  assertRead(names, run);
  const isLarge = names.length > 0 && Buffer.byteLength(JSON.stringify(values)) > MAX_PERSONALIZED_BYTES;
  if (isLarge) throw tooLarge(MAX_PERSONALIZED_BYTES);
}
