// Requests never leave for private addresses unless the operator allows them. Checked where the connection is made, on
// the very addresses that it will use, so that a name cannot change its mind in between.
import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Public by its range, yet the metadata service of a cloud. */
const REFUSED_ADDRESSES: ReadonlySet<string> = new Set(["168.63.129.16"]);
const REFUSED_HOSTS: ReadonlySet<string> = new Set(["metadata.google.internal"]);

/** All of IPv6 that is handed out; outside of it lie forms that carry an IPv4 address, such as `::127.0.0.1`. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
  readonly code = "SLUICE_ADDRESS_REFUSED";
}

export interface AddressGuard {
  /** Call with the URL's hostname before a pool is opened: a literal address is never looked up. */
  assertAllowedHost(hostname: string): void;
  /** For `connect.lookup`: every address that the name has must be allowed. */
  lookup: LookupFunction;
}

/** @param allowedCidrs what the operator allows although it is not public, for example `127.0.0.0/8`. Throws on a bad CIDR. */
export function createAddressGuard(allowedCidrs: readonly string[]): AddressGuard {
  const allowed = allowedCidrs.map((cidr) => ipaddr.parseCIDR(cidr));
  const isAllowed = (address: string): boolean => {
    const ip = ipaddr.process(address);
    if (allowed.some(([range, bits]) => range.kind() === ip.kind() && ip.match(range, bits))) return true;
    if (ip instanceof ipaddr.IPv6 && !ip.match(GLOBAL_IPV6)) return false;
    return ip.range() === "unicast" && !REFUSED_ADDRESSES.has(ip.toString());
  };
  const assertAllowed = (hostname: string, address: string): void => {
    if (!isAllowed(address))
      throw new AddressRefusedError(`${hostname} is at ${address}, which is not allowed`);
  };

  return {
    assertAllowedHost: (hostname) => {
      const bare = hostname.replace(/^\[|\]$/g, "");
      if (isIP(bare) !== 0) assertAllowed(hostname, ipaddr.parse(bare).toString());
      else if (REFUSED_HOSTS.has(bare.toLowerCase().replace(/\.$/, "")))
        throw new AddressRefusedError(`${hostname} is not allowed`);
    },
    lookup: (hostname, options, callback) => {
      dnsLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        if (error !== null) return callback(error, "");
        try {
          for (const { address } of addresses) assertAllowed(hostname, address);
        } catch (refused) {
          return callback(refused as AddressRefusedError, "");
        }
        const [first] = addresses;
        if (options.all === true || first === undefined) return callback(null, addresses);
        return callback(null, first.address, first.family);
      });
    },
  };
}
