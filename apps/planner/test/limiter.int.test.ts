import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bus, connectBus, ensureStreams, Lease } from "@sluice/bus";
import { type RunningNats, startTestNats } from "@sluice/embedded";
import { eventually } from "@sluice/testkit";
import { Limiter } from "../src/limiter.ts";
import { PlannerMetrics } from "../src/metrics.ts";
import { greedySender, permitsBySlot } from "./greedy-sender.ts";

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
};
const SLOW = { timeoutMs: 20_000 };

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
  const lease = await Lease.start(own, { key, holder });
  const limiter = new Limiter({ bus: own, lease, metrics: new PlannerMetrics(), nowMs: Date.now });
  limiter.setLimits([LIMIT]);
  const stop = async () => {
    limiter.stop();
    await lease.stop();
    await own.close();
  };
  return { lease, limiter, stop };
}

test("senders share a run's limit slot by slot, and no slot grants more than its part", async () => {
  const planner = await startPlanner("p1", "shared");
  using one = greedySender(bus, "s1", RUN);
  using other = greedySender(bus, "s2", RUN);
  const sharedSlots = () => {
    const half = ({ grants }: typeof one) =>
      grants.filter((grant) => grant.grants[0]?.permits === 5).map(({ slot }) => slot);
    const ofOther = new Set(half(other));
    return half(one).filter((slot) => ofOther.has(slot));
  };
  await eventually(() => sharedSlots().length >= 10, SLOW);
  await planner.stop();
  expect(Math.max(...permitsBySlot([...one.grants, ...other.grants]))).toBe(10);
  const sentAtMs = one.grants.map((grant) => grant.sent_at_monotonic_ms);
  const gapsMs = sentAtMs.slice(1).map((atMs, i) => atMs - sentAtMs[i]!);
  expect(gapsMs.every((gapMs) => gapMs > 0 && gapMs % 100 === 0)).toBe(true);
});

test("when the leader goes, another grants with a higher epoch; two never do at the same time", async () => {
  const first = await startPlanner("p1", "handed-over");
  const second = await startPlanner("p2", "handed-over");
  using sender = greedySender(bus, "s3", RUN);
  await eventually(() => sender.grants.length >= 5, SLOW);
  await first.stop();
  const firstEpoch = sender.grants[0]!.epoch;
  await eventually(() => sender.grants.some(({ epoch }) => epoch > firstEpoch), SLOW);
  await second.stop();
  const epochs = sender.grants.map(({ epoch }) => epoch);
  expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
  expect(Math.max(...permitsBySlot(sender.grants))).toBe(10);
});

test("a run that was expected in this reign gets its first permit at once; of another reign it is not believed", async () => {
  const { lease, limiter, stop } = await startPlanner("p1", "first-permit");
  const [believed, not] = [RUN.replace(/1$/, "2"), RUN.replace(/1$/, "3")];
  using one = greedySender(bus, "s4", believed);
  using other = greedySender(bus, "s5", not);
  using heard = greedySender(bus, "s6", RUN);
  await eventually(() => heard.grants.length > 0, SLOW); // it reigns
  limiter.expect([believed], lease.epoch);
  limiter.expect([not], lease.epoch - 1);
  limiter.setLimits([believed, not].map((runId) => ({ ...LIMIT, runId, requestsPerMinute: 1 })));
  await eventually(() => one.grants.length > 0, SLOW);
  await stop();
  expect(permitsBySlot(one.grants)).toEqual([1]);
  expect(other.grants).toEqual([]);
});
