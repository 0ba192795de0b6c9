// Frequency caps against a model that keeps every message in memory and counts by the names of days.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FrequencyRule, RunId } from "@sluice/schema";
import type { Store } from "@sluice/store";
import { type CappedRun, endAt, sendCapped, setRules, settle } from "./capped-run-fixture.ts";
import { openTestStore } from "./ledger-fixture.ts";
import { insertUsers } from "./planned-run-fixture.ts";

const USERS = 25;
const STEPS = 70;
const ZONE = "America/New_York";
const HOUR_MS = 3_600_000;

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
  await insertUsers(store, USERS);
});
afterAll(() => store.close());

const RULES: FrequencyRule[] = [
  { level: "cross_channel", max_messages: 4, days: 5 },
  { level: "channel", channel: "EMAIL", max_messages: 1, days: 1 },
  { level: "tags", match: "all", tags: ["a", "b"], max_messages: 1, days: 3 },
  { level: "tags", match: "any", tags: ["c"], max_messages: 2, days: 2 },
  { level: "delivery_type", delivery_type: "PERIODIC", max_messages: 2, days: 4 },
];

interface Message {
  user: string;
  runId: RunId;
  kind: CappedRun;
  /** null: it may still be sent. */
  settledDay: number | null;
}

/** Days since 1970, by the zone's calendar. */
const dayOf = (atMs: number): number =>
  Date.parse(`${new Date(atMs).toLocaleDateString("sv-SE", { timeZone: ZONE })}T00:00:00Z`) / (24 * HOUR_MS);

function holdsFor(
  rule: FrequencyRule,
  { channel = "CONNECTOR", type = "ONE_TIME", tags = [] }: CappedRun,
): boolean {
  if (rule.level === "channel") return rule.channel === channel;
  if (rule.level === "delivery_type") return rule.delivery_type === type;
  if (rule.level !== "tags") return true;
  const has = rule.tags.filter((tag) => tags.includes(tag)).length;
  return rule.match === "all" ? has === rule.tags.length : has > 0;
}

test.each([1, 2, 3])(
  "whatever was sent and settled before, a cut takes whom the model takes (seed %i)",
  async (seed) => {
    await store.pool.query("truncate runs, deliveries, counted_messages cascade");
    await setRules(store, RULES, ZONE);
    const random = seeded(seed);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    const messages: Message[] = [];
    let nowMs = Date.parse("2026-10-30T12:00:00Z"); // the clocks change on November 1
    for (let step = 0; step < STEPS; step++) {
      nowMs += Math.floor(random() * 9 * HOUR_MS);
      const kind: CappedRun = {
        channel: pick(["CONNECTOR", "EMAIL"]),
        type: pick(["ONE_TIME", "PERIODIC"]),
        tags: ["a", "b", "c"].filter(() => random() < 0.5),
        ignores: random() < 0.15,
        counts: random() < 0.85,
      };
      const upTo = 1 + Math.floor(random() * USERS);
      const isAtCap = (user: string): boolean =>
        kind.ignores !== true &&
        RULES.some((rule) => {
          const from = dayOf(nowMs) - rule.days + 1;
          const inWindow = messages.filter(
            (message) =>
              message.user === user &&
              holdsFor(rule, message.kind) &&
              (message.settledDay ?? Infinity) >= from,
          );
          return holdsFor(rule, kind) && inWindow.length >= rule.max_messages;
        });
      const targeted = Array.from({ length: upTo }, (_, i) => userIdOf(i + 1));
      const { runId, users, excluded } = await sendCapped(store, kind, { now: new Date(nowMs), upTo });
      expect(users.toSorted(), `step ${step}`).toEqual(targeted.filter((user) => !isAtCap(user)).toSorted());
      expect(excluded["frequency_capping"] ?? 0).toBe(upTo - users.length);
      if (kind.counts) messages.push(...users.map((user) => ({ user, runId, kind, settledDay: null })));
      nowMs += Math.floor(random() * 3 * HOUR_MS);
      await settleSome(
        runId,
        users.filter(() => random() < 0.7),
      );
      if (random() < 0.3) await endOne(pick([...new Set(messages.map((message) => message.runId))]));
    }
    expect(messages.length).toBeGreaterThan(100);

    async function settleSome(runId: RunId, users: string[]): Promise<void> {
      await settle(store, runId, new Date(nowMs), { users });
      for (const message of messages)
        if (message.runId === runId && users.includes(message.user)) message.settledDay ??= dayOf(nowMs);
    }

    async function endOne(runId: RunId | undefined): Promise<void> {
      if (runId === undefined) return;
      await settleSome(
        runId,
        messages.filter((message) => message.runId === runId).map(({ user }) => user),
      );
      await endAt(store, runId, new Date(nowMs));
    }
  },
);

/** As insertUsers names them. */
const userIdOf = (number: number): string => `${["u", "U", "ü"][number % 3]}${number}`;

function seeded(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}
