import { expect, test } from "vitest";
import type { Office } from "./office.ts";
import { NotInstalled, Offices } from "./offices.ts";
import type { Place } from "./place.ts";

const place = (teamId: string, changes: Partial<Place> = {}): Place => ({
  teamId,
  botToken: `xoxb-${teamId}`,
  botId: "B1",
  botUserId: "U1",
  workspaceId: `ws-${teamId.toLowerCase()}`,
  channelId: "C1",
  approvers: null,
  ...changes,
});

function setUp(maxOffices = 10) {
  const known = new Map(["T1", "T2", "T3"].map((teamId) => [teamId, place(teamId)]));
  const seen = { opened: [] as string[], stopped: [] as string[], asked: 0, nowMs: 0 };
  const offices = new Offices({
    places: {
      of: async (teamId) => {
        seen.asked += 1;
        return known.get(teamId) ?? null;
      },
      teamIds: async () => [...known.keys()],
      remove: async (teamId) => known.delete(teamId),
    },
    open: (at) => {
      seen.opened.push(at.botToken);
      return { place: at, stop: async () => void seen.stopped.push(at.botToken) } as Office;
    },
    nowMs: () => seen.nowMs,
    maxOffices,
  });
  return { offices, known, seen };
}

test("many who come at once find one office, and the installation is read once", async () => {
  const { offices, seen } = setUp();
  const found = await Promise.all(Array.from({ length: 20 }, () => offices.at("T1")));
  expect(new Set(found).size).toBe(1);
  expect(seen).toMatchObject({ opened: ["xoxb-T1"], asked: 1 });
});

test("after a while the installation is read again; only another token, channel or group makes another office", async () => {
  const { offices, known, seen } = setUp();
  const first = await offices.at("T1");
  seen.nowMs = 61_000;
  expect(await offices.at("T1")).toBe(first);
  known.set("T1", place("T1", { botToken: "xoxb-new" }));
  seen.nowMs = 130_000;
  expect((await offices.at("T1")).place.botToken).toBe("xoxb-new");
  expect(seen.stopped).toEqual(["xoxb-T1"]);
});

test("a removed installation closes its office at once, and nobody gets in again", async () => {
  const { offices, seen } = setUp();
  await offices.at("T1");
  await offices.remove("T1", 0);
  expect(seen.stopped).toEqual(["xoxb-T1"]);
  await expect(offices.at("T1")).rejects.toThrow(NotInstalled);
});

test("beyond the bound the office closes that nobody came to for the longest time", async () => {
  const { offices, seen } = setUp(2);
  await offices.at("T1");
  await offices.at("T2");
  await offices.at("T1");
  await offices.at("T3");
  expect(seen.stopped).toEqual(["xoxb-T2"]);
  expect(offices.open.map(({ place: { teamId } }) => teamId)).toEqual(["T1", "T3"]);
});

test("an office whose link was taken away closes although nobody comes to it, and the others stay", async () => {
  const { offices, known, seen } = setUp();
  await offices.openAll(() => undefined);
  known.delete("T2");
  await offices.refresh();
  expect(seen.stopped).toEqual(["xoxb-T2"]);
  expect(offices.open.map(({ place: { teamId } }) => teamId)).toEqual(["T1", "T3"]);
});

test("what concerns a workspace reaches its offices alone", async () => {
  const { offices } = setUp();
  await offices.openAll(() => undefined);
  expect(offices.ofWorkspace("ws-t2").map(({ place: { teamId } }) => teamId)).toEqual(["T2"]);
});
