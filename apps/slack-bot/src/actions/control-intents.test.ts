import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { type ControlDeed, ControlIntents } from "./control-intents.ts";

let nowMs = 0;
const intents = new ControlIntents(() => nowMs);
let campaigns = 0;

/** What happens on a campaign of its own, in order. */
function scene() {
  const campaignId = `c${(campaigns += 1)}`;
  const done: string[] = [];
  const wants = (userId: string, deed: ControlDeed) =>
    intents.carryOut({ campaignId, deed, userId }, async () => {
      await turn();
      done.push(`${userId} ${deed}`);
    });
  return { done, wants };
}

test("of several that wait the strongest goes first: cancel, then pause, then resume", async () => {
  const { done, wants } = scene();
  await Promise.all([
    wants("ann", "pause"),
    wants("ann", "resume"),
    wants("ann", "pause"),
    wants("ann", "cancel"),
  ]);
  expect(done).toEqual(["ann pause", "ann cancel", "ann pause", "ann resume"]);
});

test("a resume gives way to a pause or a cancel of somebody else in the same moment, and names it", async () => {
  for (const stronger of ["pause", "cancel"] as const) {
    const { done, wants } = scene();
    const [, resumed] = await Promise.all([wants("ben", stronger), wants("ann", "resume")]);
    expect(done).toEqual([`ben ${stronger}`]);
    expect(resumed).toMatchObject({ wasCarriedOut: false, gaveWayTo: { userId: "ben", deed: stronger } });
  }
});

test("a pause after a resume stands, whoever was first", async () => {
  const { done, wants } = scene();
  await Promise.all([wants("ann", "resume"), wants("ben", "pause")]);
  expect(done).toEqual(["ann resume", "ben pause"]);
});

test("whoever paused may resume at once, and everybody may a moment later", async () => {
  const { done, wants } = scene();
  await wants("ann", "pause");
  await wants("ann", "resume");
  await wants("ben", "pause");
  nowMs += 2_001;
  await wants("ann", "resume");
  expect(done).toHaveLength(4);
});

test("what failed counts for nothing, and the next one has its turn", async () => {
  const failing = intents.carryOut({ campaignId: "c", deed: "cancel", userId: "ben" }, () =>
    Promise.reject(new Error("refused")),
  );
  await expect(failing).rejects.toThrow("refused");
  const next = await intents.carryOut(
    { campaignId: "c", deed: "resume", userId: "ann" },
    async () => "resumed",
  );
  expect(next).toEqual({ wasCarriedOut: true, result: "resumed" });
});
