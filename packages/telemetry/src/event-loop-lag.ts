// How late the event loop runs its timers: the first sign that a thread has more work than it can do.
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Each sample wakes the thread: at 10 ms that alone is 3 ms of CPU in a second, on a thread that does nothing. */
const RESOLUTION_MS = 40;
const NANOSECONDS_PER_MS = 1_000_000;

export interface EventLoopLag {
  /** 99th percentile since the call before, in ms; starts a new window. 0 until there is a sample. */
  takeP99Ms(): number;
  /** Samples from now on; a thread that has nothing to do need not be woken for it. */
  start(): void;
  stop(): void;
}

/** Not started yet. The sampled delay includes the sampling interval itself, which is taken off: an idle loop reads close to 0. */
export function monitorEventLoopLag(): EventLoopLag {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  return {
    takeP99Ms() {
      const p99Ms = delays.count === 0 ? 0 : delays.percentile(99) / NANOSECONDS_PER_MS - RESOLUTION_MS;
      delays.reset();
      return Math.max(0, p99Ms);
    },
    start: () => void delays.enable(),
    stop: () => void delays.disable(),
  };
}
