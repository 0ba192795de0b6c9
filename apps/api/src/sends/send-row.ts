// A send as the row of its batch: recipient key, user id, the user's values, the event's values. HOT: once per send.
import { createHash } from "node:crypto";
import {
  type Batch,
  MAX_BATCH_BYTES,
  mintUuidV7,
  recipientKey,
  SEND_LIFETIME_MS,
  type SendId,
  type TriggeredSend,
  type WorkspaceId,
} from "@sluice/schema";
import type { SendGroup, TriggeredRun } from "./send-ports.ts";

/** A send on its way from the call to its batch. */
export interface WaitingSend {
  userId: string;
  sendId: SendId;
  /** JSON of the event's values in the order of the run, a comma before each. */
  eventValues: string;
  request: { id: string; digest: Buffer } | null;
}

export interface SendMinting {
  nowMs: number;
  /** 10 bytes. */
  random: Uint8Array;
}

export function waitingSend(
  userId: string,
  values: TriggeredSend["personalized_attributes"],
  requestId: string | undefined,
  { eventAttributes }: Pick<TriggeredRun, "eventAttributes">,
  { nowMs, random }: SendMinting,
): WaitingSend {
  let eventValues = "";
  for (const name of eventAttributes) eventValues += `,${JSON.stringify(values[name] ?? null)}`;
  return {
    userId,
    sendId: mintUuidV7(nowMs, random),
    eventValues,
    request: requestId === undefined ? null : { id: requestId, digest: digestOf(userId, eventValues) },
  };
}

const digestOf = (userId: string, eventValues: string): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([userId, eventValues]))
    .digest();

/** @param userValues JSON of the user's values, joined by commas; empty when the template reads none. */
export function rowOf({ userId, sendId, eventValues }: WaitingSend, userValues: string): string {
  const user = JSON.stringify(userId);
  const key = JSON.stringify(recipientKey(userId, sendId));
  return `[${key},${user}${userValues === "" ? "" : `,${userValues}`}${eventValues}]`;
}

/** The JSON of a `Batch`, cut open where its number and its rows belong. */
export function envelopeOf(
  workspaceId: WorkspaceId,
  run: TriggeredRun,
  nowMs: number,
): SendGroup["envelope"] {
  const batch: Omit<Batch, "batch_no" | "rows"> = {
    v: 1,
    workspace_id: workspaceId,
    run_id: run.runId,
    approval_id: run.approvalId,
    content_hash: run.contentHash,
    expires_at_ms: Math.round(nowMs) + SEND_LIFETIME_MS,
    attributes: [...run.attributes],
    event_attributes: [...run.eventAttributes],
  };
  const beforeBatchNo = `${JSON.stringify(batch).slice(0, -1)},"batch_no":`;
  return { beforeBatchNo, beforeRows: `,"rows":[`, afterRows: "]}" };
}

/** Left for everything but the rows: ids and names of attributes. */
const ENVELOPE_BYTES = 16 * 1024;
export const MAX_ROWS_BYTES = MAX_BATCH_BYTES - ENVELOPE_BYTES;
