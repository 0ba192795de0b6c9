import { expect, test } from "vitest";
import { StandWatch } from "./run-stand.ts";

const stats = (attempts: number) => ({ attempts, open: 100 - attempts, ended_at: null });

test("a pause is pausing while figures still move, then paused, and said to have halted once", () => {
  const watch = new StandWatch();
  expect(watch.look("SENDING", stats(10), 0)).toEqual({ stand: "going", hasHalted: false });
  expect(watch.look("PAUSED", stats(20), 1_000).stand).toBe("pausing");
  expect(watch.look("PAUSED", stats(25), 3_500).stand).toBe("pausing");
  expect(watch.look("PAUSED", stats(25), 6_499).stand).toBe("pausing");
  expect(watch.look("PAUSED", stats(25), 6_500)).toEqual({ stand: "paused", hasHalted: true });
  expect(watch.look("PAUSED", stats(25), 9_000)).toEqual({ stand: "paused", hasHalted: false });
  expect(watch.look("PAUSED", stats(26), 9_500).stand).toBe("pausing");
});

test("whoever begins to look at a run that is paused already hears nothing of a halt", () => {
  const watch = new StandWatch();
  watch.look("PAUSED", stats(25), 0);
  expect(watch.look("PAUSED", stats(25), 5_000)).toEqual({ stand: "paused", hasHalted: false });
});

test("a cancelled run is cancelling until it has ended", () => {
  const watch = new StandWatch();
  watch.look("SENDING", stats(10), 0);
  expect(watch.look("STOPPED", stats(12), 1_000).stand).toBe("cancelling");
  expect(watch.look("STOPPED", { ...stats(12), ended_at: "2026-01-01T00:00:00Z" }, 2_000).stand).toBe(
    "going",
  );
});
