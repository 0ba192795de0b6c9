import type { OriginState } from "@sluice/schema";
import { expect, test } from "vitest";
import type { ProcessOrigin } from "./merge-origins.ts";
import { OriginTeller } from "./tell-origins.ts";

function openTeller() {
  let nowMs = 0;
  let isBusAway = false;
  const told: string[] = [];
  const tell = (what: string): Promise<void> => {
    if (isBusAway) return Promise.reject(new Error("away"));
    told.push(what);
    return Promise.resolve();
  };
  const states = {
    put: ({ state, process }: OriginState) => tell(`${process} ${state}`),
    remove: ({ process }: { process: string }) => tell(`${process} removed`),
  };
  const teller = new OriginTeller(states, "d1", () => nowMs);
  return {
    teller,
    told,
    wait: (ms: number) => void (nowMs += ms),
    setBusAway: (isAway: boolean) => void (isBusAway = isAway),
  };
}

const origin = (state: ProcessOrigin["state"]): ProcessOrigin => ({
  workspace_id: "acme",
  origin: "https://example.com",
  state,
  since_ms_ago: 0,
  concurrency: 1,
  in_flight: 0,
  failures: 0,
});

test("a state is told when it changes, again before it would end, and removed when nothing is sent there", async () => {
  const { teller, told, wait } = openTeller();
  await teller.tell([origin("closed")]);
  await teller.tell([origin("closed")]);
  await teller.tell([origin("open")]);
  wait(5_000);
  await teller.tell([origin("open")]);
  await teller.tell([]);
  await teller.tell([]);
  expect(told).toEqual(["d1 closed", "d1 open", "d1 open", "d1 removed"]);
});

test("what the bus did not take is told with the next look", async () => {
  const { teller, told, setBusAway } = openTeller();
  setBusAway(true);
  await teller.tell([origin("open")]);
  setBusAway(false);
  await teller.tell([origin("open")]);
  setBusAway(true);
  await teller.tell([]);
  setBusAway(false);
  await teller.tell([]);
  expect(told).toEqual(["d1 open", "d1 removed"]);
});
