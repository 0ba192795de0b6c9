// `<!date^seconds^{date_short_pretty} {time}|fallback>` as its reader sees it: in their own time zone.
export interface Reading {
  /** IANA name, of the person who looks. */
  timeZone: string;
  nowMs: number;
}

const DAY_MS = 86_400_000;
const DAYS = { "-1": "yesterday", "0": "today", "1": "tomorrow" } as const;

export function slackDate(seconds: number, format: string, { timeZone, nowMs }: Reading): string {
  const at = new Date(seconds * 1_000);
  const written = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(at);
  const dayOf = (moment: Date): number =>
    Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone }).format(moment));
  const days = Math.round((dayOf(at) - dayOf(new Date(nowMs))) / DAY_MS);
  const near = days >= -1 && days <= 1 ? DAYS[String(days) as keyof typeof DAYS] : null;
  const short = written({ month: "short", day: "numeric", year: "numeric" });
  const long = written({ weekday: "long", month: "long", day: "numeric", year: "numeric" });
  const plain = written({ month: "long", day: "numeric", year: "numeric" });
  const clock = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
  const tokens: Readonly<Record<string, string>> = {
    date_num: new Intl.DateTimeFormat("en-CA", { timeZone }).format(at),
    date: plain,
    date_short: short,
    date_long: long,
    date_pretty: near ?? plain,
    date_short_pretty: near ?? short,
    date_long_pretty: near ?? long,
    time: written(clock),
    time_secs: written({ ...clock, second: "2-digit" }),
  };
  return format.replaceAll(/\{([a-z_]+)\}/g, (whole: string, name: string) => tokens[name] ?? whole);
}

/** `14:02`, beside a message. */
export const clockTime = (ts: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(
    Number(ts) * 1_000,
  );
