// The only door out of a process: whatever leaves for an endpoint connects through here.
import { buildConnector } from "undici";
import { createAddressGuard } from "./address-guard.ts";
import type { ClientCertificate } from "./client-certificate.ts";

const CONNECT_TIMEOUT_MS = 3_000;

/** What the operator allows. Plain data: it travels to the sender threads. */
export interface EgressPolicy {
  /** Networks that may be called although they are not public, for example `127.0.0.0/8`. */
  allowedCidrs: readonly string[];
}

export interface Egress {
  /** Call before anything is opened. @throws AddressRefusedError */
  assertAllowed(origin: URL): void;
  /** For undici's `connect`. */
  connector(origin: URL, certificate?: ClientCertificate): buildConnector.connector;
}

/** @throws Error on a policy that makes no sense, such as a bad CIDR. */
export function createEgress(policy: EgressPolicy): Egress {
  const guard = createAddressGuard(policy.allowedCidrs);
  return {
    assertAllowed: ({ hostname }) => guard.assertAllowedHost(hostname),
    connector: (_origin, certificate) =>
      buildConnector({
        timeout: CONNECT_TIMEOUT_MS,
        allowH2: false,
        lookup: guard.lookup,
        ...(certificate === undefined
          ? {}
          : { cert: certificate.certificatePem, key: certificate.privateKeyPem }),
        ...(certificate?.authorityPem === undefined ? {} : { ca: certificate.authorityPem }),
      }),
  };
}
