import { expect, test } from "vitest";
import { Closers } from "./closers.ts";

test("what was opened last is closed first, and only once", async () => {
  const closed: string[] = [];
  const closers = new Closers();
  for (const name of ["bus", "sender"]) closers.add(name, async () => void closed.push(name));
  await closers.closeAll();
  await closers.closeAll();
  expect(closed).toEqual(["sender", "bus"]);
});

test("a failure to close does not keep the others open, and every failure is reported", async () => {
  const closed: string[] = [];
  const closers = new Closers();
  closers.add("store", async () => void closed.push("store"));
  closers.add("bus", () => Promise.reject(new Error("gone")));
  closers.add("server", () => {
    throw new Error("not running");
  });
  const failure: unknown = await closers.closeAll().catch((error: unknown) => error);
  expect(closed).toEqual(["store"]);
  expect(failure).toBeInstanceOf(AggregateError);
  expect(String(failure)).toMatch(/closing server: Error: not running; closing bus: Error: gone/);
});
