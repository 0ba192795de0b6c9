import { type AddressInfo, createServer, type Socket } from "node:net";
import { eventually, startEndpoint } from "@sluice/testkit";
import { describe, expect, test } from "vitest";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import { guardedRequest } from "../src/guarded-request.ts";

const egress = createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8,::1/128" }));

test("a request brings back status, headers and body, and leaves no connection", async () => {
  await using endpoint = await startEndpoint([
    { status: 201, headers: { "content-type": "application/json" }, body: '{"token":"t"}' },
  ]);
  const response = await guardedRequest(egress, {
    method: "POST",
    url: `${endpoint.url}/token?tenant=1`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
    timeoutMs: 5_000,
  });
  expect(response).toMatchObject({
    status: 201,
    headers: { "content-type": "application/json" },
    bodyText: '{"token":"t"}',
  });
  expect(endpoint.requests).toMatchObject([
    { method: "POST", path: "/token?tenant=1", body: "grant_type=client_credentials" },
  ]);
});

test("a redirect is an answer like any other", async () => {
  await using endpoint = await startEndpoint([
    { status: 302, headers: { location: "http://169.254.169.254/" } },
  ]);
  const response = await guardedRequest(egress, { method: "GET", url: endpoint.url, timeoutMs: 5_000 });
  expect(response.status).toBe(302);
  expect(endpoint.requests.length).toBe(1);
});

test("an answer may be cut where the caller says, and headers may come twice", async () => {
  await using endpoint = await startEndpoint([{ status: 200, body: "x".repeat(70_000) }]);
  const response = await guardedRequest(egress, {
    method: "GET",
    url: endpoint.url,
    headers: ["x-tag", "a", "x-tag", "b"],
    timeoutMs: 5_000,
    cutsResponseAtBytes: 1_000,
  });
  expect([response.bodyText.length, response.isWhole]).toEqual([1_000, false]);
  expect(endpoint.requests[0]?.headers["x-tag"]).toBe("a, b");
});

describe("there is no answer, and the words have no secret,", () => {
  test.each([
    ["that never comes", { hang: true } as const, "SLUICE_DEADLINE", 2_000],
    ["whose body never ends", { drip: { bodyBytes: 10_000, everyMs: 5 } }, "SLUICE_DEADLINE", 2_000],
    ["larger than 64 KB", { status: 200, body: "x".repeat(70_000) }, "SLUICE_RESPONSE_TOO_LARGE", 20_000],
    ["that is no HTTP", { garbage: "220 smtp ready\r\n" }, "HPE_INVALID", 20_000],
  ])("%s", async (_, reply, code, timeoutMs) => {
    await using endpoint = await startEndpoint([reply]);
    const request = { method: "GET", url: `${endpoint.url}/?key=secret`, timeoutMs } as const;
    const error: unknown = await guardedRequest(egress, request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "GuardedRequestError", code });
    expect(String(error)).not.toContain("secret");
    expect(await eventually(() => endpoint.requests.length === 1)).toBe(true);
  });

  test("because the handshake never ends", async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const request = { method: "GET", url: `https://127.0.0.1:${port}/`, timeoutMs: 200 } as const;
    await expect(guardedRequest(egress, request)).rejects.toMatchObject({ code: "SLUICE_DEADLINE" });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test("from an address that is not allowed", async () => {
    await using endpoint = await startEndpoint();
    const closed = createEgress(egressPolicy({ SLUICE_ALLOW_HTTP: "1" }));
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = `http://${host}:${endpoint.port}/`;
      await expect(guardedRequest(closed, { method: "GET", url, timeoutMs: 5_000 })).rejects.toMatchObject({
        code: "SLUICE_ADDRESS_REFUSED",
      });
    }
    expect(endpoint.requests.length).toBe(0);
  });
});
