// Hosts that are never called, whatever else allows them: the deployment's own servers, for example.
import { type Address, isIn, type Network, parseAddress, parseNetwork } from "./public-address.ts";

interface DeniedHost {
  name: string | null;
  network: Network | null;
  /** null: every port. */
  port: number | null;
}

export interface DeniedHosts {
  /** @param name In lower case, without a dot at its end. */
  hasName(name: string, port: number): boolean;
  hasAddress(address: Address, port: number): boolean;
}

/** @throws Error on an entry that is neither name, address nor network. */
export function compileDeniedHosts(entries: readonly string[]): DeniedHosts {
  const denied = entries.map(parseEntry);
  const at = (port: number) => denied.filter((host) => host.port === null || host.port === port);
  return {
    hasName: (name, port) => at(port).some((host) => host.name === name),
    hasAddress: (address, port) => at(port).some(({ network }) => network !== null && isIn(address, network)),
  };
}

/** `name`, `10.1.2.3`, `10.0.0.0/8`, `[fd00::1]`, `fd00::/8`; all but bare IPv6 with `:port`. */
const ENTRY = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:[\]]+))(?::(?<port>\d{1,5}))?$/;
const NAME = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$/;

function parseEntry(entry: string): DeniedHost {
  const groups = ENTRY.exec(entry)?.groups;
  const host = (groups?.["bracketed"] ?? groups?.["plain"] ?? entry).toLowerCase().replace(/\.$/, "");
  const port = groups?.["port"] === undefined ? null : Number(groups["port"]);
  const network = networkOf(host);
  if (network === null && !NAME.test(host)) {
    throw new Error(`"${entry}" is no host: use a name, an address or a network, and :port if needed`);
  }
  return { name: network === null ? host : null, network, port };
}

function networkOf(host: string): Network | null {
  try {
    if (host.includes("/")) return parseNetwork(host);
    const address = parseAddress(host);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    return null;
  }
}
