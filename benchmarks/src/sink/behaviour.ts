// How the endpoint under test behaves: a pure function of the seed and the request, whatever order requests arrive in.
import type { KeyHash } from "./key-hash.ts";

export interface LatencyMs {
  p50: number;
  p99: number;
}

export interface BehaviourOptions {
  seed: number;
  /** Log-normal through these two points; absent means an answer at once. */
  latencyMs?: LatencyMs;
  /** Share of requests, 0 to 1, answered with each status. The rest is answered 200. */
  statusShares: Readonly<Record<number, number>>;
  /** Share of requests whose connection is reset instead of answered. */
  resetShare: number;
  /** Share of requests that are never answered. */
  hangShare: number;
  /** Share of requests that are answered with what is not HTTP. */
  garbageShare: number;
  /** Share of requests whose answer comes a byte at a time and never ends. */
  dripShare: number;
}

export const RESET = -1;
export const HANG = -2;
export const GARBAGE = -3;
export const DRIP = -4;

export interface Behaviour {
  /** A status, or one of the four negative kinds above. `nth` tells tries of one key apart. */
  answerFor(key: KeyHash, nth: number): number;
  /** Milliseconds until the answer. */
  delayMsFor(key: KeyHash, nth: number): number;
}

/** The standard normal's 99th percentile. */
const Z99 = 2.326_347_874;

export function createBehaviour(options: BehaviourOptions): Behaviour {
  const { seed, latencyMs } = options;
  const steps = cumulativeShares(options);
  const mu = latencyMs ? Math.log(latencyMs.p50) : 0;
  const sigma = latencyMs ? Math.log(latencyMs.p99 / latencyMs.p50) / Z99 : 0;
  return {
    answerFor: (key, nth) => {
      if (steps.length === 0) return 200;
      const share = uniform(seed, key, nth, 1);
      for (const step of steps) if (share < step.upTo) return step.answer;
      return 200;
    },
    delayMsFor: (key, nth) => {
      if (!latencyMs) return 0;
      return Math.exp(mu + sigma * normal(uniform(seed, key, nth, 2), uniform(seed, key, nth, 3)));
    },
  };
}

function cumulativeShares({
  statusShares,
  resetShare,
  hangShare,
  garbageShare,
  dripShare,
}: BehaviourOptions): Array<{ upTo: number; answer: number }> {
  const shares: Array<[answer: number, share: number]> = [
    ...Object.entries(statusShares).map(([status, share]): [number, number] => [Number(status), share]),
    [RESET, resetShare],
    [HANG, hangShare],
    [GARBAGE, garbageShare],
    [DRIP, dripShare],
  ];
  let upTo = 0;
  const steps = shares
    .filter(([, share]) => share > 0)
    .map(([answer, share]) => ({ answer, upTo: (upTo += share) }));
  if (upTo > 1) throw new RangeError(`the shares of failures add up to ${upTo}; they must not exceed 1`);
  return steps;
}

/** In [0, 1): the same for the same arguments, and independent between `draw` numbers. (murmur3's finaliser.) */
function uniform(seed: number, { low, high }: KeyHash, nth: number, draw: number): number {
  let h = seed ^ Math.imul(low, 0xcc9e2d51) ^ Math.imul(high, 0x1b873593);
  h = Math.imul(h ^ Math.imul(nth + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(draw, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296;
}

/** Box–Muller. */
const normal = (u: number, v: number): number => Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
