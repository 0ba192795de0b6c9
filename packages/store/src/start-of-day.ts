// When a calendar day begins by the clock of a time zone.
const DAY_MS = 86_400_000;

/**
 * The first instant of the day that lies `daysBack` days before the one in which `nowMs` is. Where clocks are put forward at
 * midnight, the day begins at one.
 * @throws RangeError for a zone that is not known
 */
export function startOfDayMs(nowMs: number, timeZone: string, daysBack = 0): number {
  const wallMs = wallClock(timeZone);
  const wantedMs = Math.floor(wallMs(nowMs) / DAY_MS) * DAY_MS - daysBack * DAY_MS;
  // The zone's offset may change in the night: tried with the one before and the one after.
  const candidates = [wantedMs - DAY_MS, wantedMs + DAY_MS].map(
    (nearMs) => wantedMs - (wallMs(nearMs) - nearMs),
  );
  return Math.min(...candidates.filter((atMs) => wallMs(atMs) >= wantedMs));
}

/** What the zone's clocks show at an instant, read as if it were UTC. */
function wallClock(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  };
}
