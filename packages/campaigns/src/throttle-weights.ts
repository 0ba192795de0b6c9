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
const BISECTIONS = 60;
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
  const origins = [...Map.groupBy(claims, ({ origin }) => origin)].map(([origin, members]) =>
    originOf(members, capOf(origin)),
  );
  const wanted = origins.reduce((sum, origin) => sum + origin.most, 0);
  const given = Math.min(total, wanted);
  const level =
    given < wanted ? levelAt(given, claims, (at) => sumOf(origins, (o) => takenBy(o, at))) : Infinity;
  const rises = new Map(origins.flatMap((o) => o.members.map((claim) => [claim, Math.min(level, o.level)])));
  const fractions = claims.map((claim) => Math.min(claim.wanted, claim.weight * (rises.get(claim) ?? 0)));
  const permits = wholePermits(given, claims, fractions, capOf);
  return claims.map(({ owed }, i) => ({
    permits: permits[i] ?? 0,
    owed: clamp(owed + (fractions[i] ?? 0) - (permits[i] ?? 0)),
  }));
}

interface Origin {
  members: readonly Claim[];
  /** Its cap, or what its members want. */
  most: number;
  /** Where its cap is used up. */
  level: number;
}

function originOf(members: readonly Claim[], cap: number): Origin {
  const wanted = sumOf(members, (claim) => claim.wanted);
  if (wanted <= cap) return { members, most: wanted, level: Infinity };
  return { members, most: cap, level: levelAt(cap, members, (level) => risenTo(members, level)) };
}

const risenTo = (claims: readonly Claim[], level: number): number =>
  sumOf(claims, ({ wanted, weight }) => Math.min(wanted, weight * level));

const takenBy = (origin: Origin, level: number): number =>
  Math.min(origin.most, risenTo(origin.members, level));

/** The level at which `taken`, which grows with it, reaches `amount`. */
function levelAt(amount: number, claims: readonly Claim[], taken: (level: number) => number): number {
  let low = 0;
  let high = claims.reduce((most, { wanted, weight }) => Math.max(most, wanted / weight), 0);
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (taken(middle) < amount) low = middle;
    else high = middle;
  }
  return high;
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

const clamp = (owed: number): number => Math.max(-MAX_OWED, Math.min(MAX_OWED, owed));

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
