/** Of the URL, or its scheme's own. */
export function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

/** @param ranges `443`, `8000-8999`. Throws on what is neither. */
export function compilePorts(ranges: readonly string[]): (port: number) => boolean {
  const bounds = ranges.map(parseRange);
  return (port) => bounds.some(([first, last]) => port >= first && port <= last);
}

const MAX_PORT = 65_535;

function parseRange(range: string): readonly [number, number] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? first);
  if (match === null || first > last || last > MAX_PORT)
    throw new Error(`"${range}" is no port: use for example 443 or 1024-65535`);
  return [first, last];
}
