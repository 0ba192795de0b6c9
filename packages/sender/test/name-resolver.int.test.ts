import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEndpoint } from "@sluice/testkit";
import { describe, expect, test } from "vitest";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import { guardedRequest } from "../src/guarded-request.ts";
import { createNameResolver } from "../src/name-resolver.ts";
import { type NameAnswer, startNameServer } from "./name-server.ts";

async function openNames(answers: Readonly<Record<string, NameAnswer>>) {
  const server = await startNameServer(answers);
  const clock = { nowMs: 0 };
  const resolver = createNameResolver({ servers: [server.address], monotonicMs: () => clock.nowMs });
  const addresses = async (name: string): Promise<string[]> =>
    (await resolver.addressesOf(name)).map(({ address }) => address);
  const failure = async (name: string): Promise<unknown> => addresses(name).catch((error: unknown) => error);
  return {
    server,
    clock,
    resolver,
    addresses,
    failure,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe("a name", () => {
  test("has the addresses of both families, IPv4 first", async () => {
    await using names = await openNames({ "api.test": { addresses: ["2606:2800::1", "93.184.216.34"] } });
    expect(await names.addresses("API.test.")).toEqual(["93.184.216.34", "2606:2800::1"]);
  });

  test("is asked for once, however many wait for it", async () => {
    await using names = await openNames({ "api.test": { addresses: ["93.184.216.34"] } });
    await Promise.all(Array.from({ length: 200 }, () => names.addresses("api.test")));
    expect(names.server.questionCount("api.test")).toBe(1);
  });

  test.each([
    [1, 5_000],
    [20, 20_000],
    [86_400, 60_000],
  ])("whose record holds for %i s is kept for %i ms", async (ttlSeconds, keptMs) => {
    await using names = await openNames({ "api.test": { addresses: ["93.184.216.34"], ttlSeconds } });
    await names.addresses("api.test");
    names.clock.nowMs = keptMs - 1;
    await names.addresses("api.test");
    expect(names.server.questionCount("api.test")).toBe(1);
    names.clock.nowMs = keptMs;
    await names.addresses("api.test");
    expect(names.server.questionCount("api.test")).toBe(2);
  });

  test("of the hosts file goes before what the servers say", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluice-hosts-"));
    const hostsPath = join(folder, "hosts");
    await writeFile(
      hostsPath,
      "# ours\n10.1.2.3\tpartner.test  Other.test # said by the operator\n::1 partner.test\n",
    );
    await using server = await startNameServer({ "partner.test": { addresses: ["93.184.216.34"] } });
    const resolver = createNameResolver({ servers: [server.address], hostsPath });
    for (const name of ["partner.test", "other.test"])
      expect(await resolver.addressesOf(name)).toContainEqual({ address: "10.1.2.3", family: 4 });
    expect(server.questionCount("partner.test")).toBe(0);
    await rm(folder, { recursive: true });
  });

  test("of this machine is known to the system, whatever the servers say", async () => {
    await using server = await startNameServer();
    const resolver = createNameResolver({ servers: [server.address], hostsPath: "/nowhere" });
    expect(await resolver.addressesOf("localhost")).toContainEqual({ address: "127.0.0.1", family: 4 });
  });
});

describe("a name without an address", () => {
  test.each([
    ["nxdomain", "ENOTFOUND"],
    [{ addresses: [] }, "ENOTFOUND"],
    ["servfail", "SLUICE_LOOKUP_FAILED"],
  ] as const)(
    "that answers %j fails with %s, and is not asked for again for five seconds",
    async (answer, code) => {
      await using names = await openNames({ "gone.invalid": answer });
      expect(await names.failure("gone.invalid")).toMatchObject({ code });
      const asked = names.server.questionCount("gone.invalid");
      names.server.answer("gone.invalid", { addresses: ["93.184.216.34"] });
      names.clock.nowMs = 4_999;
      expect(await names.failure("gone.invalid")).toMatchObject({ code });
      expect(names.server.questionCount("gone.invalid")).toBe(asked);
      names.clock.nowMs = 5_000;
      expect(await names.addresses("gone.invalid")).toEqual(["93.184.216.34"]);
    },
  );

  test("because the server is silent fails in time for a connection, and its neighbours do not wait", async () => {
    await using names = await openNames({
      "silent.test": "silence",
      "api.test": { addresses: ["93.184.216.34"] },
    });
    const startedMs = performance.now();
    const silent = names.failure("silent.test");
    await names.addresses("api.test");
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(await silent).toMatchObject({ code: "SLUICE_LOOKUP_TIMEOUT" });
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  test("because no server is there fails", async () => {
    const server = await startNameServer();
    await server[Symbol.asyncDispose]();
    const resolver = createNameResolver({ servers: [server.address] });
    await expect(resolver.addressesOf("api.test")).rejects.toMatchObject({
      code: expect.stringMatching(/^SLUICE_LOOKUP_/) as string,
    });
  });
});

describe("a request to a name", () => {
  const send = (names: Awaited<ReturnType<typeof openNames>>, url: string, cidrs = "127.0.0.2/32") =>
    guardedRequest(createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: cidrs }), names.resolver), {
      method: "GET",
      url,
      timeoutMs: 5_000,
    });

  test("goes to its address", async () => {
    await using endpoint = await startEndpoint();
    await using names = await openNames({ "api.test": { addresses: ["127.0.0.1"] } });
    expect(await send(names, `http://api.test:${endpoint.port}/`, "127.0.0.0/8")).toMatchObject({
      status: 200,
    });
    expect(endpoint.requests[0]?.headers.host).toBe(`api.test:${endpoint.port}`);
  });

  test("is refused when one of several addresses is not allowed", async () => {
    await using endpoint = await startEndpoint();
    await using names = await openNames({ "api.test": { addresses: ["127.0.0.2", "127.0.0.1"] } });
    const url = `http://api.test:${endpoint.port}/`;
    await expect(send(names, url)).rejects.toMatchObject({ code: "SLUICE_ADDRESS_REFUSED" });
    expect(endpoint.requests.length).toBe(0);
  });

  test("is refused once the name has moved from an allowed address to another", async () => {
    await using endpoint = await startEndpoint();
    await using names = await openNames({ "api.test": { addresses: ["127.0.0.2"], ttlSeconds: 0 } });
    const url = `http://api.test:${endpoint.port}/`;
    await expect(send(names, url)).rejects.toMatchObject({ code: "ECONNREFUSED" }); // allowed, and nobody is there
    names.server.answer("api.test", { addresses: ["127.0.0.1"], ttlSeconds: 0 });
    names.clock.nowMs = 5_000;
    await expect(send(names, url)).rejects.toMatchObject({ code: "SLUICE_ADDRESS_REFUSED" });
    expect(endpoint.requests.length).toBe(0);
  });
});
