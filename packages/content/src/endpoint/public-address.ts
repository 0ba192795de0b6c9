// Which addresses belong to the public internet. All else is somebody's inside.
import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/** All of IPv6 that is handed out; outside of it lie forms that carry an IPv4 address, such as `::127.0.0.1`. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
/** What a translating gateway turns into IPv4 (RFC 6052): the last four bytes are the address that is reached. */
export const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** @param text An address without brackets; `::ffff:127.0.0.1` is 127.0.0.1. Throws when it is none. */
export const parseAddress = (text: string): Address => ipaddr.process(text.replace(/%.*$/, ""));

/** @throws Error on what is no network, such as `10.1.0.0` */
export const parseNetwork = (text: string): Network => ipaddr.parseCIDR(text);

export function isIn(address: Address, [range, bits]: Network): boolean {
  return address.kind() === range.kind() && address.match(range, bits);
}

/** The address that packets end at: the IPv4 one where IPv6 only carries it. */
function reachedAddress(address: Address): Address {
  if (address instanceof ipaddr.IPv4 || !address.match(NAT64)) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(-4));
}

export function isPublic(address: Address): boolean {
  const reached = reachedAddress(address);
  if (reached instanceof ipaddr.IPv6 && !reached.match(GLOBAL_IPV6)) return false;
  return reached.range() === "unicast";
}
