import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { onShutdown } from "./on-shutdown.ts";

function shutdownOf(close: (reason: string) => Promise<void>, graceMs = 60_000) {
  const source = new EventEmitter();
  const exits: number[] = [];
  const onError = vi.fn<(error: unknown) => void>();
  const off = onShutdown(close, { source, exit: (code) => void exits.push(code), graceMs, onError });
  return { source, exits, onError, off };
}

test("the first signal closes, then the process ends with 0", async () => {
  const reasons: string[] = [];
  const { source, exits } = shutdownOf(async (reason) => void reasons.push(reason));
  source.emit("SIGTERM");
  await vi.waitFor(() => expect(exits).toEqual([0]));
  expect(reasons).toEqual(["SIGTERM"]);
});

test("a second signal ends the process without waiting", () => {
  const { source, exits } = shutdownOf(() => new Promise(() => "never"));
  source.emit("SIGINT");
  source.emit("SIGINT");
  expect(exits).toEqual([1]);
});

test("a failed closing is reported and ends the process with 1", async () => {
  const { source, exits, onError } = shutdownOf(() => Promise.reject(new Error("stuck")));
  source.emit("disconnect");
  await vi.waitFor(() => expect(exits).toEqual([1]));
  expect(onError).toHaveBeenCalledOnce();
});

test("closing longer than the grace ends the process with 1", async () => {
  const { source, exits } = shutdownOf(() => new Promise(() => "never"), 5);
  source.emit("SIGTERM");
  await vi.waitFor(() => expect(exits).toEqual([1]));
});

test("once taken off, signals do nothing here", () => {
  const { source, off } = shutdownOf(() => Promise.reject(new Error("not to be called")));
  off();
  expect(source.listenerCount("SIGTERM") + source.listenerCount("disconnect")).toBe(0);
});
