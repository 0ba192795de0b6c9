// Requests never leave for what the operator does not allow. Asked where a connection is made.
//
//   A1. Of a name every address must be allowed, and the connection uses exactly those that were checked: a name cannot
//       change its mind in between.
//   A2. A literal address is never looked up, so it is checked before anything is opened.
//   A3. What a socket is connected to in the end is checked once more.
import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { type EndpointRules, literalAddress, type Refusal, type RefusalCode } from "@sluice/content";
import type { NameResolver } from "./name-resolver.ts";

/** The message is for operators. */
export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
  readonly code: RefusalCode;

  constructor({ code, issue }: Refusal) {
    super(issue);
    this.code = code;
  }
}

export interface AddressGuard {
  /** A2. Call before anything is opened. @throws AddressRefusedError */
  assertAllowed(url: URL): void;
  /** A1. At least one. @throws AddressRefusedError, NameLookupError */
  addressesOf(url: URL): Promise<readonly LookupAddress[]>;
  /** A3. @throws AddressRefusedError */
  assertConnected(url: URL, remoteAddress: string | undefined): void;
}

export function createAddressGuard(rules: EndpointRules, resolver: NameResolver): AddressGuard {
  const assertAddress = (url: URL, address: string): void => {
    const refusal = rules.refuseAddress(url, address);
    if (refusal !== null) throw new AddressRefusedError(refusal);
  };
  return {
    assertAllowed: (url) => {
      const refusal = rules.refuseUrl(url);
      if (refusal !== null) throw new AddressRefusedError(refusal);
    },
    addressesOf: async (url) => {
      const literal = literalAddress(url);
      const addresses =
        literal === null
          ? await resolver.addressesOf(url.hostname)
          : [{ address: literal, family: isIP(literal) }];
      for (const { address } of addresses) assertAddress(url, address);
      return addresses;
    },
    assertConnected: (url, remoteAddress) => {
      if (remoteAddress === undefined) return; // closed already
      assertAddress(url, remoteAddress);
    },
  };
}
