// Messages that no frequency cap can hold against anybody any more leave by age.
import { removeOldCountedMessages } from "@sluice/store";
import { removeOldRows } from "./remove-old-rows.ts";
import type { Settling } from "./settling.ts";

export const clearCountedMessages = ({ store, nowMs }: Pick<Settling, "store" | "nowMs">): Promise<void> =>
  removeOldRows((limit) => removeOldCountedMessages(store, nowMs(), limit));
