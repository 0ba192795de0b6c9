// May this endpoint be called? One truth for those who ask early, when a campaign is published, and for the guard that
// asks again where the connection is made.
//
//   R1. The URL itself tells scheme, port, credentials, a refused name, and an address written as a literal.
//   R2. A name is known by its addresses only, so those are asked for one by one, each with the URL it is called for.
//   R3. Nothing opens a cloud's metadata service, nor what the operator denies.
import { carriedAddresses } from "./carried-addresses.ts";
import { type Address, isIn, isPublic, parseAddress, parseNetwork } from "./public-address.ts";
import { compileDeniedHosts } from "./denied-hosts.ts";
import type { EndpointPolicy } from "./endpoint-policy.ts";
import { isMetadataAddress, isMetadataName } from "./metadata-services.ts";
import { compilePorts, portOf } from "./endpoint-port.ts";

export type RefusalCode =
  | "SLUICE_ADDRESS_REFUSED"
  | "SLUICE_HTTP_REFUSED"
  | "SLUICE_PORT_REFUSED"
  | "SLUICE_URL_REFUSED";

export interface Refusal {
  code: RefusalCode;
  /** What is wrong and what to do, for authors and operators. */
  issue: string;
}

export interface EndpointRules {
  /** R1. `null`: nothing speaks against it yet. */
  refuseUrl(url: URL): Refusal | null;
  /** R2. @param address Without brackets, as a resolver or a socket gives it. */
  refuseAddress(url: URL, address: string): Refusal | null;
}

/** @throws Error that names the setting that makes no sense. */
export function compileEndpointRules(policy: EndpointPolicy): EndpointRules {
  const networks = policy.allowedCidrs.map(parseNetwork);
  const denied = compileDeniedHosts(policy.deniedHosts);
  const isPortAllowed = compilePorts(policy.allowedPorts);
  const isInside = (address: Address): boolean => networks.some((network) => isIn(address, network));

  const isNever = (address: Address, port: number): boolean =>
    isMetadataAddress(address) ||
    [address, ...carriedAddresses(address)].some((one) => denied.hasAddress(one, port)); // R3

  const refuseAddress = (url: URL, text: string): Refusal | null => {
    const address = parseAddress(text);
    if (isNever(address, portOf(url)) || !(isInside(address) || isPublic(address)))
      return addressRefused(url.hostname, text);
    const isPlain = url.protocol === "http:" && !policy.isHttpAllowed;
    return isPlain && !isInside(address) ? HTTP_REFUSED : null;
  };

  const refuseName = (url: URL, name: string): Refusal | null => {
    if (isMetadataName(name) || denied.hasName(name, portOf(url))) return addressRefused(name);
    const isPlain = url.protocol === "http:" && !policy.isHttpAllowed;
    return isPlain && networks.length === 0 ? HTTP_REFUSED : null; // else its addresses decide
  };

  const refuseUrl = (url: URL): Refusal | null => {
    if (!["http:", "https:"].includes(url.protocol)) return SCHEME_REFUSED;
    if (url.username !== "" || url.password !== "") return CREDENTIALS_REFUSED;
    if (!isPortAllowed(portOf(url))) return portRefused(portOf(url), policy);
    const literal = literalAddress(url);
    return literal === null ? refuseName(url, nameOf(url)) : refuseAddress(url, literal);
  };

  return { refuseUrl, refuseAddress };
}

/** The standard URL parser has already turned `0x7f.1`, `2130706433` and the like into dotted decimals. */
export function literalAddress({ hostname }: URL): string | null {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) ? hostname : null;
}

const nameOf = ({ hostname }: URL): string => hostname.toLowerCase().replace(/\.+$/, "");

function addressRefused(host: string, address?: string): Refusal {
  const where = address === undefined || host.includes(address) ? host : `${host} (${address})`;
  return {
    code: "SLUICE_ADDRESS_REFUSED",
    issue: `${where} is not allowed: only public addresses are, and networks that the operator allows (--allow-cidr, SLUICE_ALLOW_CIDRS)`,
  };
}

const HTTP_REFUSED: Refusal = {
  code: "SLUICE_HTTP_REFUSED",
  issue: "http:// is not allowed to public addresses; use https:// (or set SLUICE_ALLOW_HTTP=1)",
};
const SCHEME_REFUSED: Refusal = { code: "SLUICE_URL_REFUSED", issue: "use https:// or http://" };
const CREDENTIALS_REFUSED: Refusal = {
  code: "SLUICE_URL_REFUSED",
  issue: "put credentials into a header, not the URL",
};

function portRefused(port: number, { allowedPorts }: EndpointPolicy): Refusal {
  const issue = `port ${port} is not allowed; use one of ${allowedPorts.join(", ")} (SLUICE_ALLOW_PORTS)`;
  return { code: "SLUICE_PORT_REFUSED", issue };
}
