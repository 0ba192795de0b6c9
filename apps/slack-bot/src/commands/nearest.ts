// Which word was meant: the nearest one, if it is near.
const MAX_DISTANCE = 2;

export function nearestOf<T extends string>(typed: string, words: readonly T[]): T | null {
  const ranked = words
    .map((word) => ({ word, distance: distanceBetween(typed.slice(0, 32), word) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.min(MAX_DISTANCE, Math.floor(typed.length / 2))
    ? best.word
    : null;
}

/** Levenshtein's: inserted, left out and changed letters; two neighbours swapped count once. */
function distanceBetween(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) at(rows, 0)[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) at(rows, i)[j] = cheapest(rows, a, b, i, j);
  }
  return cell(rows, a.length, b.length);
}

function cheapest(rows: readonly number[][], a: string, b: string, i: number, j: number): number {
  const change = a[i - 1] === b[j - 1] ? 0 : 1;
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    cell(rows, i - 1, j) + 1,
    cell(rows, i, j - 1) + 1,
    cell(rows, i - 1, j - 1) + change,
    isSwapped ? cell(rows, i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
  );
}

const at = (rows: readonly number[][], i: number): number[] => rows[i] ?? [];
const cell = (rows: readonly number[][], i: number, j: number): number => at(rows, i)[j] ?? 0;
