// What one recipient is sent: the rendered request, and the headers that are ours. HOT: once per attempt.
import { type Batch, idempotencyKey } from "@sluice/schema";
import type { HttpRequest } from "./exchange.ts";
import { appendProof, type RequestProof } from "./request-proof.ts";
import type { RunTemplate } from "./run-template.ts";

export type RecipientRequest =
  | { kind: "request"; attempt: number; request: HttpRequest }
  /** Ends without a request. */
  | { kind: "skipped" | "dead_lettered"; reason: string };

/** What is the recipient's own in this attempt. */
export interface Sending {
  attempt: number;
  isPossibleDuplicate: boolean;
  /** null: requests go without. */
  proof: RequestProof | null;
  nowMs: number;
}

/** Never throws: whatever a row holds ends that recipient and no other. */
export function requestFor(
  batch: Batch,
  index: number,
  template: RunTemplate,
  sending: Sending,
): RecipientRequest {
  try {
    return render(batch, index, template, sending);
  } catch {
    return { kind: "dead_lettered", reason: "recipient cannot be rendered" };
  }
}

function render(
  batch: Batch,
  index: number,
  template: RunTemplate,
  { attempt, isPossibleDuplicate, proof, nowMs }: Sending,
): RecipientRequest {
  const row = batch.rows[index];
  if (row === undefined) throw new RangeError(`batch ${batch.batch_no} has no recipient ${index}`);
  const rendered = template.connector.render(row);
  if (rendered.kind !== "request")
    return { kind: rendered.kind === "skipped" ? "skipped" : "dead_lettered", reason: rendered.reason };
  const { method, path, body } = rendered;
  const key = idempotencyKey(batch.run_id, row[0]);
  const headers = [...rendered.headers, "idempotency-key", key, "x-attempt", `${attempt}`];
  if (isPossibleDuplicate) headers.push("x-maybe-duplicate", "1");
  if (proof !== null) appendProof(headers, proof, { recipientKey: key, body, nowMs });
  return { kind: "request", attempt, request: { method, path, headers, body } };
}

/**
 * HOT. The endpoint may have had a request of which nobody knows what became: one that a holder who died had made in an
 * earlier attempt, or one of the series before a replayed dead letter began its new one.
 */
export const mayHaveHadOne = (batch: Batch, index: number): boolean =>
  batch.possible_duplicates?.[index] === 1 || batch.attempts?.[index] === 0;

export const attemptsBefore = (batch: Batch, index: number): number => batch.attempts?.[index] ?? 0;
