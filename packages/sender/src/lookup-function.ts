import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { callbackify } from "node:util";

/** For the `lookup` of a socket. A literal address is never looked up. */
export function lookupFunction(
  addressesOf: (hostname: string) => Promise<readonly LookupAddress[]>,
): LookupFunction {
  const find = callbackify(addressesOf);
  return (hostname, { all }, callback) => {
    find(hostname, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const [first] = addresses;
      if (all === true || first === undefined) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
