import { expect, test } from "vitest";
import { createRegistry, SilentReadings } from "./index.ts";

test("each reading that fell silent is counted by its name, and told in the log", async () => {
  const lines: unknown[] = [];
  const silent = new SilentReadings({ warn: (...line: unknown[]) => void lines.push(line) });
  const registry = createRegistry("ledger");
  registry.registerMetric(silent.counter);
  for (const reading of ["LEDGER", "EVENTS", "LEDGER"]) silent.tell(reading);
  expect(await registry.metrics()).toContain('sluice_silent_readings_total{reading="LEDGER",app="ledger"} 2');
  expect(lines).toContainEqual([{ reading: "EVENTS" }, "reading.silent"]);
});
