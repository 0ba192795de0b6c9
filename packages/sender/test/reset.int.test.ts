// What a sender gives up must not arrive later: the connection is reset, and the system forgets what it had not yet sent.
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { makeAuthority, signCertificate } from "@sluice/testkit";
import { expect, test } from "vitest";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import { Exchange } from "../src/exchange.ts";
import { openPoolsOver, sendOver, WORKSPACE } from "./send-over.ts";

const egress = createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }));

/** @returns what the endpoint saw happen to its connection: an error's code, or `ended`. */
async function howItEnds(server: Server, scheme: "http" | "https", isAbandoned: boolean): Promise<string> {
  const seen = Promise.withResolvers<string>();
  const arrived = Promise.withResolvers<void>();
  server.on(scheme === "https" ? "secureConnection" : "connection", (socket: Socket) => {
    let how = "ended";
    socket.on("error", (error) => (how = String(Reflect.get(error, "code"))));
    socket.on("close", () => seen.resolve(how));
    socket.on("data", () => {
      arrived.resolve();
      if (!isAbandoned) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pools = openPoolsOver(egress, 1);
  const origins = pools.acquire(WORKSPACE, origin, certificate(scheme));
  if (isAbandoned) await abandon(origins.pool, arrived.promise);
  else await sendOver(origins);
  const how = await seen.promise;
  await pools.close();
  server.close();
  return how;
}

async function abandon(pool: Parameters<Exchange["start"]>[0], arrived: Promise<void>): Promise<void> {
  const owner = { mayLeave: () => true, bytesToKeep: () => null, ended: () => undefined };
  const exchange = new Exchange(owner, 0, 1, performance.now());
  exchange.start(pool, { method: "POST", path: "/", headers: [], body: "hello" });
  await arrived;
  exchange.abort("SLUICE_LEASE_LOST");
}

const authority = await makeAuthority();
const pair = await signCertificate(authority, ["127.0.0.1"]);
const certificate = (scheme: string) =>
  scheme === "https"
    ? { id: "c", version: 1, certificate: { ...pair, authorityPem: authority.certificatePem } }
    : undefined;
/** 1.2: in 1.3 a server writes tickets after the handshake, and that write, which says nothing, would meet the reset. */
const tlsServer = () =>
  createTlsServer({ cert: pair.certificatePem, key: pair.privateKeyPem, maxVersion: "TLSv1.2" });

test("a connection that is given up with a request on it is reset", async () => {
  expect(await howItEnds(createServer(), "http", true)).toBe("ECONNRESET");
});

test("over TLS as well", async () => {
  expect(await howItEnds(tlsServer(), "https", true)).toBe("ECONNRESET");
});

test("one that is idle is closed in order", { timeout: 15_000 }, async () => {
  expect(await howItEnds(createServer(), "http", false)).toBe("ended");
});
