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
  values: TriggeredSend["personalized_attributes"];
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
  { nowMs, random }: SendMinting,
): WaitingSend {
  return {
    userId,
    sendId: mintUuidV7(nowMs, random),
    values,
    request: requestId === undefined ? null : { id: requestId, digest: digestOf(userId, values) },
  };
}

/** Of the call, not of the run that it is made with: a call that is repeated while a new version goes live is the same. */
function digestOf(userId: string, values: WaitingSend["values"]): Buffer {
  const given = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([userId, given]))
    .digest();
}

/** @param userValues JSON of the user's values, joined by commas; empty when the template reads none. */
export function rowOf(
  { userId, sendId, values }: WaitingSend,
  { eventAttributes }: Pick<TriggeredRun, "eventAttributes">,
  userValues: string,
): string {
  let eventValues = "";
  for (const name of eventAttributes) eventValues += `,${JSON.stringify(values[name] ?? null)}`;
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
