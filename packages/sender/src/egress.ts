// The only door out of a process: whatever leaves for an endpoint connects through here. Costs once per connection,
// nothing per request.
import type { Socket } from "node:net";
import { callbackify } from "node:util";
import { compileEndpointRules, portOf } from "@sluice/content";
import { buildConnector } from "undici";
import { type AddressGuard, createAddressGuard } from "./address-guard.ts";
import type { ClientCertificate } from "./client-certificate.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { lookupFunction } from "./lookup-function.ts";
import { createNameResolver, type NameResolver } from "./name-resolver.ts";
import { type OpenTunnel, proxyTunnels } from "./proxy-tunnel.ts";
import { resetOnFailure } from "./reset-on-failure.ts";
import { tlsContext } from "./tls-context.ts";
import { writeAtOnce } from "./write-at-once.ts";

/** Of each leg: to the proxy, through it, and to the endpoint. */
const CONNECT_TIMEOUT_MS = 3_000;

export interface Egress {
  /** Call before anything is opened. @throws AddressRefusedError */
  assertAllowed(url: URL): void;
  /** For the `connect` of undici's pools and clients to this URL's origin. @throws ClientCertificateError */
  connector(url: URL, certificate?: ClientCertificate): buildConnector.connector;
}

/** @throws Error on a policy that makes no sense, such as a bad CIDR or proxy. */
export function createEgress(policy: EgressPolicy, resolver: NameResolver = createNameResolver()): Egress {
  const guard = createAddressGuard(compileEndpointRules(policy), resolver);
  const tunnels =
    policy.proxyUrl === null ? null : proxyTunnels(policy.proxyUrl, resolver, CONNECT_TIMEOUT_MS);
  return {
    assertAllowed: (url) => guard.assertAllowed(url),
    connector: (url, certificate) => {
      const open = buildConnector({
        timeout: CONNECT_TIMEOUT_MS,
        allowH2: false,
        secureContext: tlsContext(certificate),
        lookup: lookupFunction(() => guard.addressesOf(url)), // to the addresses that were checked, no others
      });
      const openTcp = tunnels === null ? direct(guard, url, open) : tunnelled(guard, url, tunnels);
      return url.protocol === "https:" ? secured(openTcp, open) : plain(openTcp);
    },
  };
}

type OpenTcp = buildConnector.connector;

function plain(openTcp: OpenTcp): buildConnector.connector {
  return (options, callback) =>
    openTcp(options, (error, tcp) => {
      if (error !== null) callback(error, null);
      else callback(null, writeAtOnce(resetOnFailure(tcp)));
    });
}

/** TLS over a connection that is ours: what Node opens together with TLS cannot be reset. */
function secured(openTcp: OpenTcp, openTls: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    openTcp(options, (error, tcp) => {
      if (error !== null) return callback(error, null);
      openTls({ ...options, httpSocket: tcp }, (failure, socket) => {
        if (failure !== null) callback(failure, null);
        else callback(null, writeAtOnce(resetOnFailure(socket, tcp)));
      });
    });
}

function direct(guard: AddressGuard, url: URL, open: buildConnector.connector): OpenTcp {
  return ({ hostname, host }, callback) => {
    open(
      { hostname, host: host ?? hostname, protocol: "http:", port: String(portOf(url)) },
      (error, socket) => {
        if (error !== null) return callback(error, null);
        try {
          guard.assertConnected(url, socket.remoteAddress);
        } catch (refused) {
          socket.destroy();
          return callback(refused as Error, null);
        }
        callback(null, socket);
      },
    );
  };
}

function tunnelled(guard: AddressGuard, url: URL, openTunnel: OpenTunnel): OpenTcp {
  const tunnel = async (): Promise<Socket> => {
    const [first] = await guard.addressesOf(url); // IPv4 comes first: every proxy reaches it
    return openTunnel(first?.address ?? url.hostname, portOf(url));
  };
  const openTarget = callbackify(tunnel);
  return (_, callback) => {
    openTarget((error, socket) => {
      if (error !== null) callback(error, null);
      else callback(null, socket);
    });
  };
}
