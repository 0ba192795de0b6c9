import { expect, test } from "vitest";
import { heldBy, streamsFinding } from "./streams-finding.ts";

test.each([
  [3, 3, [], "ok", "held by 3 servers"],
  [1, 1, [], "ok", "there"],
  [1, 3, [], "note", "held by one of 3 servers"],
  [3, 3, ["nats-2"], "note", "nats-2 is away or lags"],
] as const)("streams of %i replicas on %i servers, away %j: %s", (replicas, servers, away, state, words) => {
  expect(heldBy(replicas, servers, away)).toMatchObject({ state, detail: expect.stringContaining(words) });
});

test("of a server that does not answer nothing is known", async () => {
  expect(await streamsFinding("nats://127.0.0.1:1")).toMatchObject({ state: "note" });
});
