// The system's own table of names, which the resolver library does not read.
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";

export const HOSTS_PATH = "/etc/hosts";

/** Empty when the name is not in the file, or there is none. @param name In lower case, without a dot at its end. */
export async function hostsEntries(name: string, path = HOSTS_PATH): Promise<string[]> {
  const text = await readFile(path, "utf8").catch(() => ""); // a system without one
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    return isIP(address) !== 0 && names.includes(name) ? address : [];
  });
}
