// Max-min fair shares of whole permits: everyone gets the same until satisfied, and what is left over goes on.

export interface FairShares {
  /** In the order of `wanted`; never above it. Their sum is min(total, sum of wanted). */
  shares: number[];
  /** Where the next division begins with its odd permits, so that no one is always first. */
  nextTurn: number;
}

export function shareFairly(total: number, wanted: readonly number[], turn: number): FairShares {
  const shares = wanted.map(() => 0);
  let left = Math.min(
    total,
    wanted.reduce((sum, want) => sum + want, 0),
  );
  let unsatisfied = wanted.flatMap((want, i) => (want > 0 ? [i] : []));
  while (left >= unsatisfied.length && unsatisfied.length > 0) {
    const equalShare = Math.floor(left / unsatisfied.length);
    for (const i of unsatisfied) {
      const given = Math.min(equalShare, (wanted[i] ?? 0) - (shares[i] ?? 0));
      shares[i] = (shares[i] ?? 0) + given;
      left -= given;
    }
    unsatisfied = unsatisfied.filter((i) => (shares[i] ?? 0) < (wanted[i] ?? 0));
  }
  for (let odd = 0; odd < left; odd++) {
    const i = unsatisfied[(turn + odd) % unsatisfied.length] ?? 0;
    shares[i] = (shares[i] ?? 0) + 1;
  }
  return { shares, nextTurn: turn + left };
}
