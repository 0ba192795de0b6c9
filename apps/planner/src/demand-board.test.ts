import { expect, test } from "vitest";
import { DemandBoard } from "./demand-board.ts";

const demand = (process: string, waiting: number) => ({
  v: 1 as const,
  process,
  demands: [{ workspace_id: "w", run_id: "r", waiting }],
});

test("the last demand of each sender counts", () => {
  const board = new DemandBoard();
  board.hear(demand("a", 5), 0);
  board.hear(demand("b", 7), 0);
  board.hear(demand("a", 2), 100);
  expect(board.requests(100)).toEqual([
    { sender: "a", runId: "r", waiting: 2 },
    { sender: "b", runId: "r", waiting: 7 },
  ]);
});

test("a sender that falls silent is forgotten", () => {
  const board = new DemandBoard();
  board.hear(demand("a", 5), 0);
  board.hear(demand("b", 5), 1_000);
  expect(board.requests(1_501).map((request) => request.sender)).toEqual(["b"]);
});

test("a sender whose name is no subject token is not heard", () => {
  const board = new DemandBoard();
  for (const name of ["*", ">", "a.b", "a b", ""]) board.hear(demand(name, 5), 0);
  expect(board.requests(0)).toEqual([]);
});
