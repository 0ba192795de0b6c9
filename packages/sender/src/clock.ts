// Time as an argument: decisions read the monotonic clock, people read the wall clock.
export interface Clock {
  /** Wall clock, milliseconds since 1970. Jumps when somebody sets it. */
  nowMs(): number;
  /** Never goes back, whatever happens to the wall clock. */
  monotonicMs(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
