// IPv4 inside of IPv6: translators and tunnels pass packets on to an address that stands somewhere in the one that is called.
// What is closed stays closed in every such form, whatever network the operator allows.
import ipaddr from "ipaddr.js";
import { type Address, isIn, NAT64, type Network } from "./public-address.ts";

type Bytes = readonly number[];

const lastFour = (bytes: Bytes): Bytes => bytes.slice(12);

const FORMS: ReadonlyArray<readonly [Network, (bytes: Bytes) => readonly Bytes[]]> = [
  [NAT64, (bytes) => [lastFour(bytes)]],
  [ipaddr.IPv6.parseCIDR("64:ff9b:1::/48"), (bytes) => translated(bytes)],
  [ipaddr.IPv6.parseCIDR("::/96"), (bytes) => [lastFour(bytes)]],
  [ipaddr.IPv6.parseCIDR("::ffff:0:0:0/96"), (bytes) => [lastFour(bytes)]],
  [ipaddr.IPv6.parseCIDR("2002::/16"), (bytes) => [bytes.slice(2, 6)]], // 6to4
  [
    ipaddr.IPv6.parseCIDR("2001::/32"),
    (bytes) => [bytes.slice(4, 8), lastFour(bytes).map((byte) => byte ^ 0xff)],
  ], // Teredo: server, client
];

/** A translator of one's own (RFC 8215) has a prefix of 48, 56, 64 or 96 bits; byte 8 is never part of the address (RFC 6052, 2.2). */
function translated(bytes: Bytes): readonly Bytes[] {
  const withoutByte8 = bytes.toSpliced(8, 1);
  return [...[6, 7, 8].map((from) => withoutByte8.slice(from, from + 4)), lastFour(bytes)];
}

/** Of the known forms; none for IPv4 itself. */
export function carriedAddresses(address: Address): Address[] {
  if (address instanceof ipaddr.IPv4) return [];
  const bytes = address.toByteArray();
  const carried = FORMS.flatMap(([network, places]) => (isIn(address, network) ? places(bytes) : []));
  return carried.map((four) => ipaddr.fromByteArray([...four]));
}

/** What is reached through a translator whose prefix nobody knows. IPv4 is itself. */
export const lastFourBytes = (address: Address): Address =>
  address instanceof ipaddr.IPv4 ? address : ipaddr.fromByteArray([...lastFour(address.toByteArray())]);
