// What the API remembers of calls, so that they can be made again, leaves when it no longer counts: answers kept under their
// Idempotency-Key after a day, request ids when they are free again.
import { IDEMPOTENCY_KEPT_MS, removeFreeRequestIds, removeOldKeys } from "@sluice/store";
import { removeOldRows } from "./remove-old-rows.ts";
import type { Settling } from "./settling.ts";

export async function clearRepeatedCalls({ store, nowMs }: Pick<Settling, "store" | "nowMs">): Promise<void> {
  const now = nowMs();
  await removeOldRows((limit) => removeOldKeys(store, now - IDEMPOTENCY_KEPT_MS, limit));
  await removeOldRows((limit) => removeFreeRequestIds(store, now, limit));
}
