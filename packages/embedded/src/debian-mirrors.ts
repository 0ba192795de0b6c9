// Where this machine gets its Debian packages from, as its own apt configuration says; both formats that apt reads.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "./private-file.ts";

export interface DebianMirror {
  uri: string;
  /** Keyring files named beside the mirror; empty when it names none, or carries its key inline. */
  keyrings: readonly string[];
}

const MAX_MIRRORS = 3;

export async function readDebianMirrors(aptFolder = "/etc/apt"): Promise<DebianMirror[]> {
  const parts = join(aptFolder, "sources.list.d");
  const names = (await readdir(parts).catch(() => [])).map((name) => join(parts, name));
  const mirrors: DebianMirror[] = [];
  for (const path of [join(aptFolder, "sources.list"), ...names]) {
    const text = (await readText(path)) ?? "";
    if (path.endsWith(".sources")) mirrors.push(...parseDeb822(text));
    if (path.endsWith(".list")) mirrors.push(...parseOneLine(text));
  }
  const known = new Map(mirrors.map((mirror) => [mirror.uri, mirror]));
  return [...known.values()].slice(0, MAX_MIRRORS);
}

/** Stanzas of `Field: value`, continued on lines that begin with a space; `#` lines may stand anywhere. */
export function parseDeb822(text: string): DebianMirror[] {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  const stanzas = lines.join("\n").split(/\n\s*\n/);
  return stanzas.flatMap((stanza) => {
    const field = (name: string) =>
      words(new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, "im").exec(stanza)?.[1]);
    const isWanted =
      field("Types").includes("deb") &&
      !field("Enabled").includes("no") &&
      isArchive(field("Suites"), field("Components"));
    const keyrings = field("Signed-By").filter((word) => word.startsWith("/"));
    return isWanted
      ? field("URIs")
          .filter(isFetchable)
          .map((uri) => ({ uri, keyrings }))
      : [];
  });
}

/** `deb [option=value …] uri suite component…` */
export function parseOneLine(text: string): DebianMirror[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s+(.*)$/.exec(line);
    const [, options, uri = "", suite = "", components = ""] = match ?? [];
    if (!isFetchable(uri) || !isArchive([suite], words(components))) return [];
    const signedBy = words(options).find((option) => option.startsWith("signed-by="));
    return [{ uri, keyrings: signedBy?.slice("signed-by=".length).split(",") ?? [] }];
  });
}

/** The main archive, and not the one of security updates or another publisher's. */
function isArchive(suites: readonly string[], components: readonly string[]): boolean {
  return components.includes("main") && suites.some((suite) => !/security|\//.test(suite));
}

function isFetchable(uri: string): boolean {
  return /^(https?|mirror\S*|file):/.test(uri);
}

function words(text: string | undefined): string[] {
  return (text ?? "").split(/[\s]+/).filter(Boolean);
}
