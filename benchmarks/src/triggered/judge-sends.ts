// What the API accepted against what the sink recorded, send by send: lost, doubled, and how long each took.
import { idempotencyKey, mintedAtMs, recipientKey } from "@sluice/schema";
import { hashKey, joinHash } from "../sink/key-hash.ts";
import type { RequestRecord } from "../sink/record-format.ts";
import type { PostedSend } from "./post-sends.ts";

export interface Percentiles {
  p50: number;
  p99: number;
  max: number;
}

export interface SendVerdict {
  accepted: number;
  /** Answered 202, and never at the endpoint. */
  lost: number;
  /** Further requests of a send that was at the endpoint before. */
  doubled: number;
  /** At the endpoint, and not known from any answer. */
  unknown: number;
  latencyMs: {
    /** The call was made. */
    fromCall: Percentiles;
    /** The API had the call: the time in the send id. */
    fromApi: Percentiles;
    /** The client had read the 202; below 0 when the send was faster than its answer. */
    fromAccepted: Percentiles;
  };
}

export function judgeSends(
  runId: string,
  sends: readonly PostedSend[],
  records: readonly RequestRecord[],
): SendVerdict {
  const byKey = new Map(sends.map((send) => [keyOf(runId, send), send]));
  const arrivedMs = new Map<bigint, number>();
  let doubled = 0;
  let unknown = 0;
  for (const { keyHigh, keyLow, arrivedWallMs } of records) {
    const key = joinHash({ high: keyHigh, low: keyLow });
    if (!byKey.has(key)) unknown += 1;
    else if (arrivedMs.has(key)) doubled += 1;
    else arrivedMs.set(key, arrivedWallMs);
  }
  const made = [...arrivedMs].map(([key, arrivedAtMs]) => ({
    ...(byKey.get(key) as PostedSend),
    arrivedAtMs,
  }));
  return {
    accepted: sends.length,
    lost: byKey.size - arrivedMs.size,
    doubled,
    unknown,
    latencyMs: {
      fromCall: percentiles(made.map(({ arrivedAtMs, postedAtMs }) => arrivedAtMs - postedAtMs)),
      fromApi: percentiles(made.map(({ arrivedAtMs, sendId }) => arrivedAtMs - mintedAtMs(sendId))),
      fromAccepted: percentiles(made.map(({ arrivedAtMs, acceptedAtMs }) => arrivedAtMs - acceptedAtMs)),
    },
  };
}

const keyOf = (runId: string, { userId, sendId }: PostedSend): bigint =>
  joinHash(hashKey(idempotencyKey(runId, recipientKey(userId, sendId))));

function percentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
