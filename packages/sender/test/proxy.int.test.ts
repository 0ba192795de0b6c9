import { createServer, type Socket } from "node:net";
import { makeAuthority, signCertificate, startEndpoint, startSecureEndpoint } from "@sluice/testkit";
import { describe, expect, test } from "vitest";
import { type Egress, createEgress } from "../src/egress.ts";
import { describeEgress, egressPolicy } from "../src/egress-policy.ts";
import { failureWords } from "../src/failure-words.ts";
import { guardedRequest } from "../src/guarded-request.ts";
import { createNameResolver } from "../src/name-resolver.ts";
import { startConnectProxy } from "./connect-proxy.ts";
import { startNameServer } from "./name-server.ts";
import { openPoolsOver, sendOver, WORKSPACE } from "./send-over.ts";

const throughProxy = (port: number, credentials = "", cidrs = "127.0.0.0/8"): Egress =>
  createEgress(
    egressPolicy({ SLUICE_ALLOW_CIDRS: cidrs, SLUICE_PROXY: `http://${credentials}127.0.0.1:${port}` }),
  );

const get = (egress: Egress, url: string) => guardedRequest(egress, { method: "GET", url, timeoutMs: 5_000 });

const reasonOf = async (answer: Promise<unknown>): Promise<string> => {
  const error: unknown = await answer.then(
    () => new Error("answered"),
    (thrown: unknown) => thrown,
  );
  expect(String(error)).not.toContain("hunter2");
  return failureWords(String(Reflect.get(error as object, "code")));
};

describe("through a proxy", () => {
  test("a plain endpoint is reached by a tunnel, with the proxy's credentials for the proxy alone", async () => {
    await using endpoint = await startEndpoint();
    await using proxy = await startConnectProxy();
    const egress = throughProxy(proxy.port, "sluice:hunter2%21@");
    expect(await get(egress, `http://localhost:${endpoint.port}/hello`)).toMatchObject({ status: 200 });
    const basic = `Basic ${Buffer.from("sluice:hunter2!").toString("base64")}`;
    expect(proxy.tunnels).toEqual([{ authority: `127.0.0.1:${endpoint.port}`, authorization: basic }]);
    const [request] = endpoint.requests;
    expect(request).toMatchObject({ path: "/hello", headers: { host: `localhost:${endpoint.port}` } });
    expect(JSON.stringify(request?.headers)).not.toContain(basic);
  });

  test("an endpoint behind TLS proves its own name, and sees the client certificate", async () => {
    const authority = await makeAuthority();
    const caller = await signCertificate(authority, ["partner.example"]);
    await using endpoint = await startSecureEndpoint(await signCertificate(authority, ["api.test"]), {
      requestCert: true,
      ca: authority.certificatePem,
    });
    await using names = await startNameServer({ "api.test": { addresses: ["127.0.0.1"] } });
    await using proxy = await startConnectProxy();
    const egress = createEgress(
      egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8", SLUICE_PROXY: `http://127.0.0.1:${proxy.port}` }),
      createNameResolver({ servers: [names.address] }),
    );
    const response = await guardedRequest(egress, {
      method: "GET",
      url: `https://api.test:${endpoint.port}/`,
      timeoutMs: 5_000,
      clientCertificate: { ...caller, authorityPem: authority.certificatePem },
    });
    expect(response.status).toBe(200);
    expect(endpoint.callers).toEqual(["partner.example"]);
    expect(proxy.tunnels).toMatchObject([{ authority: `127.0.0.1:${endpoint.port}` }]);
  });

  test("requests keep their tunnels, one for each that is in flight", async () => {
    await using endpoint = await startEndpoint();
    await using proxy = await startConnectProxy();
    const pools = openPoolsOver(throughProxy(proxy.port), 4);
    const pool = pools.acquire(WORKSPACE, endpoint.url);
    for (let round = 0; round < 10; round++) {
      const results = await Promise.all(Array.from({ length: 4 }, () => sendOver(pool)));
      expect(results).toMatchObject(Array.from({ length: 4 }, () => ({ status: 200 })));
    }
    expect(endpoint.requests.length).toBe(40);
    expect(proxy.tunnels.length).toBe(4);
    await pools.close();
  });

  test("what is not allowed is refused before the proxy hears of it", async () => {
    await using endpoint = await startEndpoint();
    await using proxy = await startConnectProxy();
    const egress = throughProxy(proxy.port, "", "127.0.0.2/32");
    for (const host of ["127.0.0.1", "localhost"])
      expect(await reasonOf(get(egress, `http://${host}:${endpoint.port}/`))).toBe("address not allowed");
    expect(proxy.tunnels).toEqual([]);
  });
});

describe("a proxy", () => {
  test.each([
    [407, "proxy refused the credentials"],
    [403, "proxy refused"],
    [502, "proxy refused"],
  ])("that answers %i is told apart from the endpoint: %s", async (status, reason) => {
    await using endpoint = await startEndpoint();
    await using proxy = await startConnectProxy(status);
    const egress = throughProxy(proxy.port, "sluice:hunter2@");
    expect(await reasonOf(get(egress, endpoint.url))).toBe(reason);
    expect(endpoint.requests.length).toBe(0);
  });

  test("that is down is unreachable, for every request that waits", async () => {
    const proxy = await startConnectProxy();
    await proxy[Symbol.asyncDispose]();
    await using endpoint = await startEndpoint();
    const pools = openPoolsOver(throughProxy(proxy.port, "sluice:hunter2@"), 2);
    const pool = pools.acquire(WORKSPACE, endpoint.url);
    const results = await Promise.all(Array.from({ length: 6 }, () => sendOver(pool)));
    expect(new Set(results.map((result) => "code" in result && failureWords(result.code)))).toEqual(
      new Set(["proxy unreachable"]),
    );
    await pools.close();
  });

  test.each([
    ["closes", (socket: Socket) => socket.end()],
    ["talks nonsense", (socket: Socket) => socket.end("220 smtp ready\r\n")],
    ["says nothing", () => undefined],
  ])("that %s instead of answering is unreachable", async (_, onSocket) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on("error", () => undefined));
      onSocket(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await reasonOf(get(throughProxy(port), "http://127.0.0.1:9999/"))).toBe("proxy unreachable");
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});

test("a proxy that is no URL is refused at the start, and its password is in no word", () => {
  for (const proxy of ["127.0.0.1:3128", "socks5://user:hunter2@127.0.0.1", "http://user:hunter2@"]) {
    const policy = egressPolicy({ SLUICE_PROXY: proxy });
    expect(() => createEgress(policy)).toThrow(/^the proxy is no URL: (?!.*hunter2)/);
    expect(JSON.stringify(describeEgress(policy))).not.toContain("hunter2");
  }
  expect(
    describeEgress(egressPolicy({ SLUICE_PROXY: "http://user:hunter2@proxy.internal:3128" })),
  ).toMatchObject({
    proxy: "proxy.internal:3128",
  });
});
