// Weighted max-min fair shares of whole permits among runs, below a cap for all and a cap for each origin.
//
//   W1. Everyone rises alike, each as fast as its weight, until it has what it wants, its origin's cap is used up, or all is
//       given. What one cannot use others get: as many permits are given as the caps and the wants allow.
//   W2. Shares are fractions, permits are not. What a run is owed, or has had too much, is remembered and settled as soon as
//       there is an odd permit: a run with a small weight waits, and is never passed over for ever.
export interface Claim {
  /** Whole permits that it can use now. */
  wanted: number;
  /** At least 1. */
  weight: number;
  /** Claims with the same one share a cap. */
  origin: string;
  /** W2: in permits; above 0 when it had too little. */
  owed: number;
}

export interface Share {
  permits: number;
  /** For its next claim. */
  owed: number;
}

/** A debt that cannot be settled, because caps changed meanwhile, does not grow beyond this. */
const MAX_OWED = 4;
/** Fractions are sums of a few numbers below 10^8: errors stay far below this. */
const ROUNDING = 1e-6;

/**
 * @param total whole permits for all claims
 * @param capOf whole permits for all claims of an origin; Infinity when there is no cap
 * @returns in the order of the claims
 */
export function shareByWeight(
  total: number,
  claims: readonly Claim[],
  capOf: (origin: string) => number,
): Share[] {
  const origins = [...Map.groupBy(claims, ({ origin }) => origin)];
  const usable = sumOf(origins, ([origin, members]) => Math.min(capOf(origin), sumOf(members, wantedBy)));
  const given = Math.min(total, usable);
  const risers = origins.flatMap(([origin, members]) => risersOf(members, capOf(origin)));
  const level = levelAt(given, risers);
  const rises = new Map(risers.map(({ claim, stop }) => [claim, Math.min(level, stop)]));
  const fractions = claims.map((claim) => claim.weight * (rises.get(claim) ?? 0));
  const permits = wholePermits(given, claims, fractions, capOf);
  return claims.map(({ owed }, i) => ({
    permits: permits[i] ?? 0,
    owed: clamp(owed + (fractions[i] ?? 0) - (permits[i] ?? 0)),
  }));
}

/** A claim that takes its weight for each unit of level, up to where it stops. */
interface Riser {
  claim: Claim;
  weight: number;
  stop: number;
}

/** They stop when they have what they want, or their origin's cap is used up. */
function risersOf(members: readonly Claim[], cap: number): Riser[] {
  const risers = members.map((claim) => ({ claim, weight: claim.weight, stop: claim.wanted / claim.weight }));
  const level = levelAt(cap, risers);
  return risers.map((riser) => ({ ...riser, stop: Math.min(riser.stop, level) }));
}

/** The level at which they have taken `amount` together; Infinity when all stop before that. */
function levelAt(amount: number, risers: readonly Riser[]): number {
  let stopped = 0;
  let rising = sumOf(risers, ({ weight }) => weight);
  for (const { weight, stop } of risers.toSorted((a, b) => a.stop - b.stop)) {
    if (stopped + rising * stop > amount) return (amount - stopped) / rising;
    stopped += weight * stop;
    rising -= weight;
  }
  return Infinity;
}

/** Each its whole part, then the odd ones one by one to those who are owed most (W2), until nobody can take another. */
function wholePermits(
  given: number,
  claims: readonly Claim[],
  fractions: readonly number[],
  capOf: (origin: string) => number,
): number[] {
  const permits = fractions.map((fraction) => Math.floor(fraction + ROUNDING));
  const leftOf = new Map(claims.map(({ origin }) => [origin, capOf(origin)]));
  claims.forEach(({ origin }, i) => leftOf.set(origin, (leftOf.get(origin) ?? 0) - (permits[i] ?? 0)));
  const owedOf = (i: number): number => (claims[i]?.owed ?? 0) + (fractions[i] ?? 0) - (permits[i] ?? 0);
  let odd = given - permits.reduce((sum, count) => sum + count, 0);
  const order = claims.map((_, i) => i).toSorted((a, b) => owedOf(b) - owedOf(a));
  for (let isStuck = false; odd > 0 && !isStuck;) {
    isStuck = true;
    for (const i of order) {
      const { origin = "", wanted = 0 } = claims[i] ?? {};
      const left = leftOf.get(origin) ?? 0;
      if (odd === 0 || left === 0 || (permits[i] ?? 0) >= wanted) continue;
      permits[i] = (permits[i] ?? 0) + 1;
      leftOf.set(origin, left - 1);
      odd -= 1;
      isStuck = false;
    }
  }
  return permits;
}

const wantedBy = ({ wanted }: Claim): number => wanted;

const clamp = (owed: number): number => Math.max(-MAX_OWED, Math.min(MAX_OWED, owed));

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
