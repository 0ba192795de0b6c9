// Patterns of statuses ("200", "2xx") → a test, made once per run.

export type StatusTest = (status: number) => boolean;

export function compileStatuses(patterns: readonly string[]): StatusTest {
  const exact = new Set<number>();
  const classes = new Set<number>();
  for (const pattern of patterns) {
    if (pattern.endsWith("xx")) classes.add(Number(pattern[0]));
    else exact.add(Number(pattern));
  }
  return (status) => exact.has(status) || classes.has(Math.floor(status / 100));
}
