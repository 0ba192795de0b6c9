// The arithmetic of limits over rolling windows, shared by processes that take permits now and use them a little later.
//
//   W1. A permit may be used until its take's `untilMs`, and counts against a window of W until untilMs + W. So whichever W
//       milliseconds are looked at, no more than the limit were used in them: of two uses in the same W, the later permit was
//       taken when the earlier one still counted.
//   W2. What is merged to save room moves to the latest moment of what it is made of: it counts longer, never shorter.
//   W3. Time does not go back: a clock that does is held at the latest moment that was seen.

export interface RollingWindow {
  windowMs: number;
  limit: number;
}

/** Latest moment of use, and how many permits. */
type Take = [untilMs: number, count: number];

/** What was taken, by the length of the window; as it is stored. */
export interface Taken {
  atMs: number;
  byWindow: Record<string, Take[]>;
}

export const NOTHING_TAKEN: Taken = { atMs: 0, byWindow: {} };

export interface TakeRequest {
  nowMs: number;
  /** As many as there are, at most so many; */
  wanted: number;
  /** or none at all, when there are fewer. */
  least: number;
  /** They may be used for so long. 0: now or never. */
  usableMs: number;
}

/** The window that is closest to its limit. */
export interface Tightest extends RollingWindow {
  remaining: number;
  /** Until the first of what counts now no longer does. */
  resetMs: number;
}

export interface TakeResult {
  taken: Taken;
  granted: number;
  untilMs: number;
  tightest: Tightest;
  /** When `granted` is 0: until `least` could be granted. Infinity: never, it is more than the limit. */
  waitMs: number;
}

/** A window's takes are summed up beyond this, a hundredth of the window together. */
const MAX_TAKES = 200;
const GRAINS = 100;

/** @param windows at least one */
export function take(before: Taken, windows: readonly RollingWindow[], request: TakeRequest): TakeResult {
  const nowMs = Math.max(request.nowMs, before.atMs); // W3
  const counted = windows.map((window) => ({ window, takes: stillCounted(before, window, nowMs) }));
  const free = Math.min(...counted.map(({ window, takes }) => window.limit - sumOf(takes)));
  const granted = free >= request.least ? Math.min(free, request.wanted) : 0;
  const untilMs = nowMs + request.usableMs;
  const byWindow: Taken["byWindow"] = {};
  for (const { window, takes } of counted) {
    const after = granted === 0 ? takes : [...takes, [untilMs, granted] satisfies Take];
    byWindow[window.windowMs] = compact(after, window);
  }
  return {
    taken: { atMs: nowMs, byWindow },
    granted,
    untilMs,
    tightest: tightestOf(windows, byWindow, nowMs),
    waitMs: Math.max(...counted.map(({ window, takes }) => waitMs(window, takes, request.least, nowMs))),
  };
}

/**
 * Of permits taken to be used until `untilMs`, one was used at `usedAtMs`, or never (null). When they have been merged with
 * others meanwhile, it goes on to count as it does.
 */
export function settle(before: Taken, untilMs: number, usedAtMs: number | null): Taken {
  const byWindow: Taken["byWindow"] = {};
  for (const [windowMs, takes] of Object.entries(before.byWindow)) {
    const isThere = takes.some(([until]) => until === untilMs);
    const others = takes.flatMap(([until, count]): Take[] => {
      const left = until === untilMs ? count - 1 : count;
      return left > 0 ? [[until, left]] : [];
    });
    byWindow[windowMs] = isThere && usedAtMs !== null ? [...others, [usedAtMs, 1]] : others;
  }
  return { ...before, byWindow };
}

/** Of a window that is new among the limits, the nearest other one tells what was taken. */
function stillCounted({ byWindow }: Taken, { windowMs }: RollingWindow, nowMs: number): Take[] {
  const takes = byWindow[windowMs] ?? nearest(byWindow, windowMs);
  return takes.filter(([untilMs]) => untilMs + windowMs > nowMs); // W1
}

function nearest(byWindow: Taken["byWindow"], windowMs: number): Take[] {
  const known = Object.keys(byWindow)
    .map(Number)
    .toSorted((a, b) => a - b);
  const best = known.find((other) => other > windowMs) ?? known.at(-1);
  return best === undefined ? [] : (byWindow[best] ?? []);
}

function compact(takes: Take[], { windowMs }: RollingWindow): Take[] {
  if (takes.length <= MAX_TAKES) return takes;
  const grainMs = windowMs / GRAINS;
  const grains = new Map<number, Take>();
  for (const [untilMs, count] of takes) {
    const grain = Math.floor(untilMs / grainMs);
    const [latestMs, sum] = grains.get(grain) ?? [0, 0];
    grains.set(grain, [Math.max(latestMs, untilMs), sum + count]); // W2
  }
  return [...grains.values()];
}

function waitMs(
  { windowMs, limit }: RollingWindow,
  takes: readonly Take[],
  least: number,
  nowMs: number,
): number {
  if (least > limit) return Infinity;
  let counted = sumOf(takes);
  if (counted + least <= limit) return 0;
  for (const [untilMs, count] of takes.toSorted(([a], [b]) => a - b)) {
    counted -= count;
    if (counted + least <= limit) return untilMs + windowMs - nowMs;
  }
  return windowMs;
}

function tightestOf(windows: readonly RollingWindow[], byWindow: Taken["byWindow"], nowMs: number): Tightest {
  const all = windows.map((window): Tightest => {
    const takes = byWindow[window.windowMs] ?? [];
    const firstMs = Math.min(...takes.map(([untilMs]) => untilMs));
    const resetMs = takes.length === 0 ? 0 : Math.max(0, firstMs + window.windowMs - nowMs);
    return { ...window, remaining: Math.max(0, window.limit - sumOf(takes)), resetMs };
  });
  return all.reduce((a, b) => (b.remaining / b.limit < a.remaining / a.limit ? b : a));
}

const sumOf = (takes: readonly Take[]): number => takes.reduce((sum, [, count]) => sum + count, 0);
