import type { SeenOrigin } from "@sluice/sender";
import { expect, test } from "vitest";
import { mergeOrigins } from "./merge-origins.ts";

const seen = (state: SeenOrigin["state"], forMs: number, rest: Partial<SeenOrigin> = {}): SeenOrigin => ({
  workspaceId: "acme",
  origin: "https://example.com",
  state,
  forMs,
  concurrency: 10,
  inFlight: 2,
  failures: 1,
  ...rest,
});

test("counts of the same origin add up, and it is in the worst state of its threads", () => {
  expect(mergeOrigins([seen("closed", 900), seen("open", 5, { concurrency: 0 })])).toEqual([
    {
      workspace_id: "acme",
      origin: "https://example.com",
      state: "open",
      since_ms_ago: 5,
      concurrency: 10,
      in_flight: 4,
      failures: 2,
    },
  ]);
});

test("open in one thread and half-open in another is one failure, as old as the older", () => {
  expect(mergeOrigins([seen("open", 5), seen("half_open", 70)])).toMatchObject([
    { state: "open", since_ms_ago: 70 },
  ]);
});

test("the same origin in two workspaces is two", () => {
  expect(mergeOrigins([seen("open", 5), seen("closed", 5, { workspaceId: "other" })]).length).toBe(2);
});
