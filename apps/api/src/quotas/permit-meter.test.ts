import { type QuotaSettings } from "@sluice/schema";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Admission, PermitMeter } from "./permit-meter.ts";
import type { Meter, QuotaPorts } from "./quota-ports.ts";
import type { Taken } from "./rolling-windows.ts";
import { takePermits } from "./take-permits.ts";

const meter: Meter = { workspaceId: "acme", operation: "read", name: "read" };

/** What several processes share, reached after a while; time goes on when it is told to. */
function sharedQuota(limits: QuotaSettings["limits"]) {
  const settings: QuotaSettings = { preset: "off", limits };
  const due: Array<{ atMs: number; run: () => void }> = [];
  let nowMs = 1_000_000;
  let taken: Taken | null = null;
  let takes = 0;
  /** The moment of the last take, for the calls that waited for it. */
  let grantedAtMs = 0;
  const after = (delayMs: number, run: () => void): void => void due.push({ atMs: nowMs + delayMs, run });
  const ports = (latencyMs: number): Pick<QuotaPorts, "take" | "monotonicMs"> => ({
    monotonicMs: () => nowMs,
    take: (of, wanted) => {
      takes += 1;
      const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<QuotaPorts["take"]>>>();
      after(latencyMs / 2, () => {
        const moment = takePermits({ taken, settings, nowMs }, of, wanted);
        taken = moment.taken ?? taken;
        const atMs = nowMs;
        after(latencyMs / 2, () => {
          grantedAtMs = atMs;
          resolve(moment.result);
        });
      });
      return promise;
    },
  });
  async function pass(ms: number): Promise<void> {
    for (const endMs = nowMs + ms; nowMs < endMs;) {
      nowMs += 1;
      const ready = due.filter(({ atMs }) => atMs <= nowMs);
      for (const entry of ready) due.splice(due.indexOf(entry), 1);
      for (const { run } of ready) {
        run();
        for (let turn = 0; turn < 8; turn++) await Promise.resolve();
      }
    }
  }
  return { ports, pass, now: () => nowMs, grantedAt: () => grantedAtMs, takes: () => takes };
}

function mostIn(usesMs: readonly number[], windowMs: number): number {
  const sorted = usesMs.toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((from) => sorted.filter((use) => use >= from && use < from + windowMs).length),
  );
}

test("a large limit is used without asking for each call", async () => {
  const quota = sharedQuota({ read: { per_minute: 60_000 } });
  const process = new PermitMeter(meter, quota.ports(4));
  let admitted = 0;
  for (let call = 0; call < 3_000; call++) {
    const admission = process.admit(1);
    if (admission instanceof Promise) void admission.then(() => (admitted += 1));
    else admitted += 1;
    await quota.pass(1);
  }
  await quota.pass(10);
  expect(admitted).toBe(3_000);
  expect(quota.takes()).toBeLessThan(30);
});

test("who is refused is refused without asking until permits could be there again", async () => {
  const quota = sharedQuota({ read: { per_second: 5 } });
  const process = new PermitMeter(meter, quota.ports(2));
  const calls = Array.from({ length: 8 }, () => process.admit(1));
  await quota.pass(5);
  const first = await Promise.all(calls.map((call) => Promise.resolve(call)));
  expect(first.filter(({ isAdmitted }) => isAdmitted)).toHaveLength(5);
  const asked = quota.takes();
  const again = process.admit(1) as Admission;
  expect(again).toMatchObject({ isAdmitted: false, tightest: { limit: 5, remaining: 0 } });
  expect(again.waitMs).toBeGreaterThan(900);
  expect(quota.takes()).toBe(asked);
  await quota.pass(1_000);
  const later = process.admit(1);
  await quota.pass(5);
  expect((await later).isAdmitted).toBe(true);
});

test("a call that costs more than is left is refused; one that costs less is not", async () => {
  const quota = sharedQuota({ read: { per_minute: 30 } });
  const process = new PermitMeter(meter, quota.ports(2));
  const ask = async (cost: number) => {
    const admission = process.admit(cost);
    await quota.pass(5);
    return (await admission).isAdmitted;
  };
  expect([await ask(20), await ask(20), await ask(10), await ask(1)]).toEqual([true, false, true, false]);
});

test("several processes together never use more than the limit in any rolling window", async () => {
  const limits = fc.record({
    per_second: fc.integer({ min: 1, max: 300 }),
    per_minute: fc.integer({ min: 20, max: 600 }),
  });
  const load = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 30 }), fc.nat(60)), {
    minLength: 20,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(
      limits,
      fc.tuple(fc.nat(30), fc.nat(30), fc.nat(400)),
      load,
      async (limit, latencies, bursts) => {
        const quota = sharedQuota({ read: limit });
        const processes = latencies.map((latencyMs) => new PermitMeter(meter, quota.ports(latencyMs)));
        const usesMs: number[] = [];
        for (const [number, calls, pauseMs] of bursts) {
          for (let call = 0; call < calls; call++) {
            const admission = processes[number]!.admit(1);
            if (admission instanceof Promise)
              void admission.then(({ isAdmitted }) => isAdmitted && usesMs.push(quota.grantedAt()));
            else if (admission.isAdmitted) usesMs.push(quota.now());
          }
          await quota.pass(pauseMs);
        }
        await quota.pass(1_000);
        expect(mostIn(usesMs, 1_000)).toBeLessThanOrEqual(limit.per_second);
        expect(mostIn(usesMs, 60_000)).toBeLessThanOrEqual(limit.per_minute);
        expect(usesMs.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});
