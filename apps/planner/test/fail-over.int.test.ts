// The limiter's fail-over with real planner processes: how long nobody grants, and that two leaders together keep the limit.
import type { ChildProcess } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { MAX_GRANT_LATENESS_MS, type PermitGrant, type RunId, SLOTS_PER_WINDOW } from "@sluice/schema";
import { eventually, type ShiftedClock, shiftedClock } from "@sluice/testkit";
import { type GreedySender, greedySender, permitsIn } from "./greedy-sender.ts";
import {
  insertUsers,
  leaderOf,
  openStage,
  publishRun,
  type Stage,
  statusOf,
  stopPlanner,
  WORKSPACE,
} from "./stage.ts";

const PER_SLOT = 10;
const SLOW = { timeoutMs: 40_000, intervalMs: 20 };
vi.setConfig({ testTimeout: 150_000 });
const HOURS_MS = 3_600_000;

let stage: Stage;
let planners: ChildProcess[];
let clocks: ShiftedClock[];
let runId: RunId;
let sender: GreedySender;

beforeAll(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  clocks = [shiftedClock(), shiftedClock()];
  planners = await Promise.all(clocks.map((clock) => stage.startPlanner(clock.env)));
  runId = await publishRun(stage.store, { isSending: true, requestsPerMinute: PER_SLOT * SLOTS_PER_WINDOW });
  sender = greedySender(stage.bus, "s1", runId, WORKSPACE);
  await eventually(() => sender.grants.length >= 5, SLOW);
});
afterEach(async () => {
  sender[Symbol.dispose]();
  for (const planner of planners) planner.kill("SIGCONT");
  await stage.stopPlanners();
  for (const clock of clocks) clock[Symbol.dispose]();
  await stage.store.pool.query("truncate users, runs cascade");
  await stage.bus.jsm.streams.purge("BATCHES");
});
afterAll(() => stage[Symbol.asyncDispose]());

const epochs = (grants: readonly PermitGrant[]): number[] => [...new Set(grants.map(({ epoch }) => epoch))];

/** What a sender makes of them: it follows the newest leader, and drops what was longer on its way than the quickest. */
function accepted({ grants }: GreedySender): GreedySender["grants"] {
  const followed = grants.filter(({ epoch }, i) =>
    grants.slice(0, i).every((earlier) => earlier.epoch <= epoch),
  );
  return [...Map.groupBy(followed, ({ epoch }) => epoch).values()].flatMap(inTime);
}

function inTime(ofLeader: GreedySender["grants"]): GreedySender["grants"] {
  const wayMs = ({ arrivedAtMs, sent_at_monotonic_ms }: GreedySender["grants"][number]): number =>
    arrivedAtMs - sent_at_monotonic_ms;
  const quickestMs = Math.min(...ofLeader.map(wayMs));
  return ofLeader.filter((grant) => wayMs(grant) - quickestMs <= MAX_GRANT_LATENESS_MS);
}

function longestGapMs({ grants }: GreedySender): number {
  const gaps = grants.slice(1).map(({ arrivedAtMs }, i) => arrivedAtMs - grants[i]!.arrivedAtMs);
  return Math.max(...gaps);
}

/** Never more than its part of the limit in any second, the gap of the fail-over included. */
function mostInAnySecond(grants: GreedySender["grants"]): number {
  return Math.max(
    ...grants.map(({ arrivedAtMs: from }) =>
      grants
        .filter(({ arrivedAtMs }) => arrivedAtMs >= from && arrivedAtMs < from + 1_000)
        .reduce((sum, grant) => sum + permitsIn(grant), 0),
    ),
  );
}

/** A second, and what a grant may be late. */
const MOST_A_SECOND = PER_SLOT * (10 + 1 + 4);

test("the leader is killed: another grants within ten seconds, and both together keep the limit", async () => {
  const leader = await eventually(() => leaderOf(planners), SLOW);
  await stopPlanner(leader, "SIGKILL");
  await eventually(() => epochs(sender.grants).length === 2, SLOW);
  const before = sender.grants.length;
  await eventually(() => sender.grants.length > before + 10, SLOW);
  expect(longestGapMs(sender)).toBeLessThan(10_000);
  expect(mostInAnySecond(accepted(sender))).toBeLessThanOrEqual(MOST_A_SECOND);
});

test("the leader is stopped and comes back as a zombie: what it still grants counts for nobody", async () => {
  const leader = await eventually(() => leaderOf(planners), SLOW);
  leader.kill("SIGSTOP");
  await eventually(() => epochs(sender.grants).length === 2, SLOW);
  leader.kill("SIGCONT");
  const before = sender.grants.length;
  await eventually(() => sender.grants.length > before + 20, SLOW);
  expect(longestGapMs(sender)).toBeLessThan(10_000);
  const [, second] = epochs(sender.grants);
  expect(epochs(accepted(sender).slice(-20))).toEqual([second]);
  expect(mostInAnySecond(accepted(sender))).toBeLessThanOrEqual(MOST_A_SECOND);
});

test("clocks that jump two hours, forth and back, change no leader, start no schedule early, and start it once", async () => {
  await insertUsers(stage.store, 100);
  const startsAt = new Date(Date.now() + 4_000);
  const scheduled = await publishRun(stage.store, { startsAt });
  clocks[0]!.shiftTo(2 * HOURS_MS);
  clocks[1]!.shiftTo(-2 * HOURS_MS);
  const before = sender.grants.length;
  await eventually(() => sender.grants.length > before + 10, SLOW);
  clocks[0]!.shiftTo(-2 * HOURS_MS);
  clocks[1]!.shiftTo(2 * HOURS_MS);
  await eventually(async () => (await statusOf(stage.store, scheduled)).status === "sending", SLOW);
  const { rows } = await stage.store.pool.query<{ started_at: Date; targeted: number; batches: number }>(
    `select started_at, targeted, (select count(*)::int from run_batches b where b.run_id = r.run_id) as batches
     from runs r where run_id = $1`,
    [scheduled],
  );
  expect(rows[0]).toMatchObject({ targeted: 100, batches: 1 });
  const lateMs = rows[0]!.started_at.getTime() - startsAt.getTime();
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(10_000);
  expect(await noticesOf(scheduled, "run_started")).toBe(1);
  expect(epochs(sender.grants)).toHaveLength(1);
});

async function noticesOf(run: RunId, kind: string): Promise<number> {
  const { state } = await stage.bus.jsm.streams.info("NOTICES");
  let count = 0;
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const notice = (await stage.bus.jsm.streams.getMessage("NOTICES", { seq }))?.json<{
      kind: string;
      run_id: string;
    }>();
    if (notice?.run_id === run && notice.kind === kind) count += 1;
  }
  return count;
}
