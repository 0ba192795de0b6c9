// Request limits, judged from the times at which requests arrived: of a run, of an endpoint, and of all together.
//
//   J1. In no rolling 60 s does a limit see more than the largest of its values that was in force in it. A value that was
//       lowered is in force for two seconds more.
//   J2. Two seconds after it was lowered, no part of a minute sees more than that part of the new value, and what is on its
//       way from permit to endpoint (0.8 s of it).
//   J3. In each undisturbed minute at least 98 % of a limit is used, but for ROUNDING requests that come just beside it.
const MINUTE_US = 60_000_000;
const EFFECT_US = 2_000_000;
/** How much later than its permit allows a request may arrive. */
const WAY_US = 800_000;
const LEAST_SHARE = 0.98;
/** Whole requests: more than a percent of a limit below 200. */
const ROUNDING = 2;

/** One limit and its values, the first of them from the beginning on. */
export interface JudgedLimit {
  name: string;
  values: ReadonlyArray<{ fromUs: number; perMinute: number }>;
  /** By time. */
  arrivalsUs: Float64Array;
}

export interface Interval {
  fromUs: number;
  untilUs: number;
}

export interface LimitFinding {
  name: string;
  /** Of its last value. */
  perMinute: number;
  requests: number;
  mostInRolling60s: number;
  /** Requests of each undisturbed minute. */
  undisturbedMinutes: number[];
  /** Of the value then in force; 1 when there was no such minute. */
  leastShareUsed: number;
  violations: string[];
}

export function judgeLimit(limit: JudgedLimit, undisturbed: readonly Interval[]): LimitFinding {
  const { name, values, arrivalsUs } = limit;
  const rolling = rollingViolations(limit);
  const minutes = undisturbed.flatMap(minutesIn);
  const counts = minutes.map(({ fromUs, untilUs }) => countBetween(arrivalsUs, fromUs, untilUs));
  const perMinutes = minutes.map(({ fromUs }) => valueAt(values, fromUs));
  const shares = counts.map((count, i) => count / (perMinutes[i] ?? 0));
  const leastShareUsed = Math.min(1, ...shares);
  const unused = counts.flatMap((count, i) =>
    count >= LEAST_SHARE * (perMinutes[i] ?? 0) - ROUNDING
      ? []
      : [`${name}: undisturbed minute ${i + 1} uses ${percent(shares[i] ?? 0)} of the limit`],
  );
  return {
    name,
    perMinute: values.at(-1)?.perMinute ?? 0,
    requests: arrivalsUs.length,
    mostInRolling60s: rolling.most,
    undisturbedMinutes: counts,
    leastShareUsed: Math.round(leastShareUsed * 10_000) / 10_000,
    violations: [...rolling.violations, ...loweredViolations(limit), ...unused],
  };
}

/** J1 */
function rollingViolations({ name, values, arrivalsUs }: JudgedLimit): {
  most: number;
  violations: string[];
} {
  let oldest = 0;
  let most = 0;
  let excess = 0;
  arrivalsUs.forEach((atUs, newest) => {
    while (atUs - (arrivalsUs[oldest] ?? atUs) >= MINUTE_US) oldest += 1;
    const held = newest - oldest + 1;
    most = Math.max(most, held);
    excess = Math.max(excess, held - mostInForce(values, atUs - MINUTE_US, atUs));
  });
  const violations = excess > 0 ? [`${name}: a rolling 60 s has ${excess} requests more than the limit`] : [];
  return { most, violations };
}

/** J2, over the parts of 1, 5 and 20 s after each lowering. */
function loweredViolations({ name, values, arrivalsUs }: JudgedLimit): string[] {
  return values.slice(1).flatMap(({ fromUs, perMinute }, i) => {
    if (perMinute >= (values[i]?.perMinute ?? 0)) return [];
    const untilUs = values[i + 2]?.fromUs ?? Infinity;
    return [1, 5, 20].flatMap((seconds) => {
      const spanUs = seconds * 1_000_000;
      const from = fromUs + EFFECT_US;
      if (from + spanUs > untilUs) return [];
      const count = countBetween(arrivalsUs, from, from + spanUs);
      const allowed = Math.ceil((perMinute * (spanUs + WAY_US)) / MINUTE_US);
      return count <= allowed
        ? []
        : [`${name}: ${count} requests in ${seconds} s after it was lowered, not ${allowed}`];
    });
  });
}

/** The largest value in force between two moments. */
function mostInForce(values: JudgedLimit["values"], fromUs: number, untilUs: number): number {
  const inForce = values.filter((value, i) => {
    const endsUs = (values[i + 1]?.fromUs ?? Infinity) + EFFECT_US;
    return value.fromUs <= untilUs && endsUs > fromUs;
  });
  return Math.max(...inForce.map(({ perMinute }) => perMinute));
}

const valueAt = (values: JudgedLimit["values"], atUs: number): number =>
  values.findLast(({ fromUs }) => fromUs <= atUs)?.perMinute ?? 0;

function minutesIn({ fromUs, untilUs }: Interval): Interval[] {
  const count = Math.floor((untilUs - fromUs) / MINUTE_US);
  return Array.from({ length: count }, (_, i) => ({
    fromUs: fromUs + i * MINUTE_US,
    untilUs: fromUs + (i + 1) * MINUTE_US,
  }));
}

const countBetween = (arrivalsUs: Float64Array, fromUs: number, untilUs: number): number =>
  arrivalsUs.reduce((count, atUs) => (atUs >= fromUs && atUs < untilUs ? count + 1 : count), 0);

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
