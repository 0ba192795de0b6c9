// Who one is and where one looks. It stands in the address, so that a reload or a link comes to the same place.
export interface Where {
  team: string;
  as: string;
  place: string;
  /** `ts` of the thread that is open. */
  thread: string;
  /** `ts` of a message that a link leads to. */
  message: string;
  /** In the place of the app. */
  tab: string;
}

const query = new URLSearchParams(location.search);
const read = (name: string): string => query.get(name) ?? "";

export const where: Where = {
  team: read("team"),
  as: read("as"),
  place: read("place"),
  thread: read("thread"),
  message: read("message"),
  tab: read("tab") || "home",
};

export function asQuery(): string {
  const given = Object.entries(where).filter(([, value]) => value !== "");
  return new URLSearchParams(given).toString();
}

export function keepInAddress(): void {
  history.replaceState(null, "", `/ui?${asQuery()}`);
}
