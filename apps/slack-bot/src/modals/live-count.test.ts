// The size of an audience, while it is chosen: never one that was counted for something else.
import { expect, test } from "vitest";
import type { AudienceSize } from "../writing-ports.ts";
import { type Choosing, LiveCounts } from "./live-count.ts";

/** A view as Slack has it: an update that names an older hash is refused. */
function openView() {
  let hash = "h0";
  const shown: string[] = [];
  return {
    shown,
    get hash() {
      return hash;
    },
    show: async (size: string, named: string | undefined) => {
      if (named !== undefined && named !== hash) return null;
      shown.push(size);
      hash = `h${shown.length}`;
      return hash;
    },
  };
}

/** Counts that end when the test says so. */
function heldCounts() {
  const held: Array<(size: AudienceSize) => void> = [];
  return { held, count: () => new Promise<AudienceSize>((resolve) => held.push(resolve)) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const users = (count: number): AudienceSize => ({ users: count, isEstimate: false });

test("a count for an older choice is not shown, and only the newest of those asked for meanwhile is counted", async () => {
  const counts = new LiveCounts();
  const view = openView();
  const { held, count } = heldCounts();
  const choosing: Choosing = { count, show: view.show, hash: view.hash };
  const all = [1, 2, 3].map(() => counts.choose("v", choosing));
  await settle();
  expect(held).toHaveLength(1);
  held[0]!(users(1));
  await settle();
  expect(held).toHaveLength(2);
  held[1]!(users(142_310));
  await Promise.all(all);
  expect(view.shown).toEqual(["It reaches *142,310* users."]);
});

test("somebody who chooses before they have seen our last update is answered with its hash", async () => {
  const counts = new LiveCounts();
  const view = openView();
  const choosing = (count: number): Choosing => ({
    count: async () => users(count),
    show: view.show,
    hash: "h0",
  });
  await counts.choose("v", choosing(1));
  await counts.choose("v", choosing(2));
  expect(view.shown).toEqual(["It reaches *1* users.", "It reaches *2* users."]);
});

test("a view that has become another is left alone", async () => {
  const counts = new LiveCounts();
  const view = openView();
  await counts.choose("v", { count: async () => users(1), show: view.show, hash: "another" });
  expect(view.shown).toEqual([]);
});

test("an estimate says that it is one, and what cannot be counted says that", async () => {
  const counts = new LiveCounts();
  const view = openView();
  const sizes = [{ users: 142_310, isEstimate: true }, null];
  for (const size of sizes)
    await counts.choose("v", { count: async () => size, show: view.show, hash: view.hash });
  expect(view.shown).toEqual([
    "It reaches about *142,310* users.",
    "How many users it reaches cannot be said now.",
  ]);
});

test("two count at once at most, and a count that fails holds nobody up", async () => {
  const counts = new LiveCounts();
  const { held, count } = heldCounts();
  const view = openView();
  const failing: Choosing = {
    count: () => Promise.reject(new Error("no")),
    show: view.show,
    hash: undefined,
  };
  await expect(counts.choose("broken", failing)).rejects.toThrow("no");
  const all = ["a", "b", "c"].map((name) => counts.choose(name, { count, show: view.show, hash: undefined }));
  await settle();
  expect(held).toHaveLength(2);
  held[0]!(users(1));
  await settle();
  expect(held).toHaveLength(3);
  held[1]!(users(2));
  held[2]!(users(3));
  await Promise.all(all);
  expect(view.shown).toHaveLength(4);
  expect(view.shown[0]).toBe("How many users it reaches cannot be said now.");
});
