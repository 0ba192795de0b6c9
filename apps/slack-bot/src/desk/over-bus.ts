// What the desk asks of others over the bus.
import { askForTest, type Bus, publishNotice } from "@sluice/bus";
import type { AnsweredTest, AskedTest, Notice } from "@sluice/schema";

/** Longer than an API process takes for a test (its deadline is 25 s). */
const TEST_TIMEOUT_MS = 30_000;

export const overBus = (bus: Bus) => ({
  askForTest: (asked: AskedTest): Promise<AnsweredTest | null> => askForTest(bus, asked, TEST_TIMEOUT_MS),
  publishNotice: (notice: Notice): Promise<void> => publishNotice(bus, notice),
});
