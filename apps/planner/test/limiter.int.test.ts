import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bus, connectBus, ensureStreams, Lease, onGrants, publishDemand } from "@sluice/bus";
import { type RunningNats, startTestNats } from "@sluice/embedded";
import type { PermitGrant } from "@sluice/schema";
import { eventually } from "@sluice/testkit";
import { Limiter } from "../src/limiter.ts";
import { PlannerMetrics } from "../src/metrics.ts";

const RUN = "01890000-0000-7000-8000-000000000001";
/** 10 permits in each slot: a multiple of the slots in a window. */
const LIMIT = {
  workspaceId: "w",
  runId: RUN,
  requestsPerMinute: 6_080,
  workspaceRequestsPerMinute: 1_000_000,
  origin: null,
  originRequestsPerMinute: null,
  weight: 1,
  isTriggered: false,
  maySend: true,
};

let nats: RunningNats;
let bus: Bus;
beforeAll(async () => {
  nats = await startTestNats();
  bus = await connectBus({ natsUrl: nats.url, name: "test" });
  await ensureStreams(bus);
});
afterAll(async () => {
  await bus.close();
  await nats.stop();
});

async function startPlanner(holder: string, key: string) {
  const own = await connectBus({ natsUrl: nats.url, name: holder });
  const lease = await Lease.start(own, { key, holder, leaseMs: 500 });
  const limiter = new Limiter({ bus: own, lease, metrics: new PlannerMetrics() });
  limiter.setLimits([LIMIT], null);
  const stop = async () => {
    limiter.stop();
    await lease.stop();
    await own.close();
  };
  return { lease, stop };
}

/** A sender that asks for everything, and what it was granted. */
function greedySender(name: string) {
  const grants: PermitGrant[] = [];
  const listener = onGrants(bus, name, (grant) => grants.push(grant));
  const demands = [{ workspace_id: "w", run_id: RUN, waiting: 1_000 }];
  const timer = setInterval(() => publishDemand(bus, { v: 1, process: name, demands }), 50);
  const stop = () => {
    clearInterval(timer);
    listener.stop();
  };
  return { grants, stop };
}

const permitsBySlot = (grants: readonly PermitGrant[]): number[] => {
  const sums = new Map<string, number>();
  for (const { epoch, slot, grants: given } of grants) {
    const key = `${epoch} ${slot}`;
    sums.set(key, (sums.get(key) ?? 0) + given.reduce((sum, { permits }) => sum + permits, 0));
  }
  return [...sums.values()];
};

test("senders share a run's limit slot by slot, and no slot grants more than its part", async () => {
  const planner = await startPlanner("p1", "shared");
  const senders = [greedySender("s1"), greedySender("s2")];
  await eventually(() => senders.every(({ grants }) => grants.length >= 10));
  senders.forEach((sender) => sender.stop());
  await planner.stop();
  const [one = [], other = []] = senders.map(({ grants }) => grants);
  expect(Math.max(...permitsBySlot([...one, ...other]))).toBe(10);
  expect(one.at(-1)?.grants).toEqual([{ run_id: RUN, permits: 5 }]);
  const gapsMs = one.slice(1).map((grant, i) => grant.sent_at_monotonic_ms - one[i]!.sent_at_monotonic_ms);
  expect(gapsMs.every((gapMs) => gapMs > 0 && gapMs % 100 === 0)).toBe(true);
});

test("when the leader goes, another grants with a higher epoch; two never do at the same time", async () => {
  const first = await startPlanner("p1", "handed-over");
  const second = await startPlanner("p2", "handed-over");
  const sender = greedySender("s3");
  await eventually(() => sender.grants.length >= 5);
  expect(second.lease.isHeld()).toBe(false);
  await first.stop();
  const firstEpoch = sender.grants[0]!.epoch;
  await eventually(() => sender.grants.some(({ epoch }) => epoch > firstEpoch));
  sender.stop();
  await second.stop();
  const epochs = sender.grants.map(({ epoch }) => epoch);
  expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
  expect(Math.max(...permitsBySlot(sender.grants))).toBe(10);
});
