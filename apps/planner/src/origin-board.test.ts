import type { OriginState } from "@sluice/schema";
import { expect, test } from "vitest";
import { OriginBoard } from "./origin-board.ts";

const ORIGIN = "https://example.com";

function openBoard() {
  let nowMs = 0;
  const board = new OriginBoard(15_000, () => nowMs);
  const say = (process: string, state: OriginState["state"], sinceMsAgo = 0): void =>
    board.hear(process, {
      v: 1,
      workspace_id: "acme",
      process,
      origin: ORIGIN,
      state,
      since_ms_ago: sinceMsAgo,
      concurrency: 0,
      in_flight: 0,
      failures: 0,
    });
  return { board, say, wait: (ms: number) => void (nowMs += ms) };
}

test("an origin fails when all who send to it say so, for as long as the first of them has seen it", () => {
  const { board, say, wait } = openBoard();
  say("a", "open", 60_000);
  wait(1_000);
  say("b", "half_open", 5_000);
  expect(board.failing()).toEqual([{ workspaceId: "acme", origin: ORIGIN, isGone: false, forMs: 61_000 }]);
  say("b", "closed");
  expect([board.failing(), board.verdict("acme", ORIGIN)]).toEqual([[], "well"]);
});

test("a 410 that one process has seen holds for all", () => {
  const { board, say } = openBoard();
  say("a", "closed");
  say("b", "gone", 10);
  expect(board.failing()).toMatchObject([{ isGone: true, forMs: 10 }]);
});

test("an origin that asked us to wait does not fail, and another workspace knows nothing of it", () => {
  const { board, say } = openBoard();
  say("a", "held");
  expect([board.failing(), board.verdict("acme", ORIGIN), board.verdict("other", ORIGIN)]).toEqual([
    [],
    "deferred",
    "unknown",
  ]);
});

test("what is not renewed, or removed, is forgotten", () => {
  const { board, say, wait } = openBoard();
  say("a", "open");
  say("b", "open");
  board.hear("b", null);
  wait(15_001);
  expect([board.failing(), board.verdict("acme", ORIGIN)]).toEqual([[], "unknown"]);
});
