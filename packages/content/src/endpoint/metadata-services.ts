// Where clouds hand out credentials to whoever asks from within. Refused whatever the operator allows: a wide network in
// the settings must not open them.
import { carriedAddresses, lastFourBytes } from "./carried-addresses.ts";
import { type Address, parseAddress } from "./public-address.ts";

const ADDRESSES: ReadonlySet<string> = new Set(
  [
    "169.254.169.254", // AWS, Azure, Google, Oracle and others
    "169.254.170.2", // AWS, credentials of containers
    "169.254.170.23",
    "fd00:ec2::254",
    "fd00:ec2::23",
    "fd20:ce::254", // Google
    "168.63.129.16", // Azure; public by its range
    "100.100.100.200", // Alibaba
    "192.0.0.192", // Oracle
  ].map((address) => parseAddress(address).toString()),
);

const NAMES: ReadonlySet<string> = new Set([
  "instance-data",
  "instance-data.ec2.internal",
  "metadata",
  "metadata.azure.internal",
  "metadata.goog",
  "metadata.google.internal",
  "metadata.tencentyun.com",
]);

export const isMetadataAddress = (address: Address): boolean =>
  [address, lastFourBytes(address), ...carriedAddresses(address)].some((one) =>
    ADDRESSES.has(one.toString()),
  );

/** @param name In lower case, without a dot at its end. */
export const isMetadataName = (name: string): boolean => NAMES.has(name);
