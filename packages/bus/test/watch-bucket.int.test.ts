// A watch over a bucket, and what it does when it is cut off from what it watches.
import { startTestNats } from "@sluice/embedded";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bus, connectBus, ensureStreams, RunControls } from "@sluice/bus";

const RUN = "01a20000-0000-7000-8000-00000000000";
const sending = { v: 1, state: "sending", requests_per_minute: null } as const;

let nats: Awaited<ReturnType<typeof startTestNats>>;
let bus: Bus;
let controls: RunControls;
const silent: string[] = [];

beforeAll(async () => {
  nats = await startTestNats();
  bus = await connectBus({ natsUrl: nats.url, name: "test", onSilent: (bucket) => void silent.push(bucket) });
  await ensureStreams(bus);
  controls = await RunControls.open(bus);
});

afterAll(async () => {
  await bus.close();
  await nats.stop();
});

function watchAll(): { seen: Map<string, string>; openings: () => number; stop: () => void } {
  const seen = new Map<string, string>();
  const over = new AbortController();
  let openings = 0;
  const follow = async (): Promise<void> => {
    while (!over.signal.aborted) {
      openings += 1;
      for await (const { runId, control } of controls.watch(over.signal))
        seen.set(runId, control?.state ?? "over");
    }
  };
  void follow();
  return { seen, openings: () => openings, stop: () => over.abort() };
}

test("a watch whose consumer is lost is told of and ended, and the next one tells what it missed", async () => {
  const watched = watchAll();
  await controls.put("local", `${RUN}1`, sending);
  await eventually(() => watched.seen.get(`${RUN}1`) === "sending");
  for await (const { name } of bus.jsm.consumers.list("KV_control"))
    await bus.jsm.consumers.delete("KV_control", name);
  await controls.put("local", `${RUN}1`, { ...sending, state: "paused" });
  await eventually(() => watched.seen.get(`${RUN}1`) === "paused");
  expect(watched.openings()).toBe(2);
  expect(silent).toEqual(["control"]);
  watched.stop();
});

test("what is no control is passed over, and hides nothing that comes after it", async () => {
  bus.nc.publish(`$KV.control.local.${RUN}2`, "garbage");
  await bus.nc.flush();
  await controls.put("local", `${RUN}3`, sending);
  const watched = watchAll();
  await eventually(() => watched.seen.get(`${RUN}3`) === "sending");
  expect(watched.seen.has(`${RUN}2`)).toBe(false);
  await controls.put("local", `${RUN}3`, { ...sending, state: "stopped" });
  await eventually(() => watched.seen.get(`${RUN}3`) === "stopped");
  expect(watched.openings()).toBe(1);
  watched.stop();
});

test("a watch that hears everything there is stays open, although the newest entry is gone", async () => {
  await controls.put("local", `${RUN}4`, sending);
  await bus.jsm.streams.purge("KV_control");
  const watched = watchAll();
  await new Promise((resolve) => setTimeout(resolve, 2_500)); // two looks of the guard
  expect(watched.openings()).toBe(1);
  watched.stop();
});
