import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import { guardedRequest } from "../src/guarded-request.ts";
import { createNameResolver } from "../src/name-resolver.ts";
import { HOSTILE_NAMES, HOSTILE_URLS } from "./hostile-urls.ts";
import { type NameServer, startNameServer } from "./name-server.ts";

/** Listens on every address of this machine, of both families, and only counts. */
let hits = 0;
const canary = createServer((socket) => {
  hits += 1;
  socket.destroy();
});
let names: NameServer;

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, "::", resolve));
  names = await startNameServer(HOSTILE_NAMES);
});
afterAll(async () => {
  await new Promise((resolve) => canary.close(resolve));
  await names[Symbol.asyncDispose]();
});

async function codeOf(url: string, settings: Parameters<typeof egressPolicy>[0]): Promise<unknown> {
  const egress = createEgress(egressPolicy(settings), createNameResolver({ servers: [names.address] }));
  const { port } = canary.address() as AddressInfo;
  const request = { method: "GET", url: url.replaceAll("PORT", String(port)), timeoutMs: 5_000 } as const;
  const answer: unknown = await guardedRequest(egress, request).catch((error: unknown) => error);
  return Reflect.get(answer as object, "code");
}

test("the listener hears whoever is let through", async () => {
  hits = 0;
  const inside = { SLUICE_ALLOW_CIDRS: "127.0.0.0/8,::1/128" };
  for (const url of [
    "http://127.0.0.1:PORT/",
    "http://127.1.2.3:PORT/",
    "http://[::1]:PORT/",
    "http://loopback.test:PORT/",
  ])
    expect(await codeOf(url, inside)).toMatch(/^UND_ERR_SOCKET$|^ECONNRESET$/);
  expect(hits).toBe(4);
});

// http:// is allowed, so that nothing but the address itself can be the reason.
test.each(HOSTILE_URLS)("%j reaches nobody", async (url) => {
  hits = 0;
  expect(await codeOf(url, { SLUICE_ALLOW_HTTP: "1" })).toMatch(/^SLUICE_(?:ADDRESS|PORT|URL)_REFUSED$/);
  expect(hits).toBe(0);
});

test("a cloud's metadata is not reached although every network is allowed", async () => {
  hits = 0;
  const wide = { SLUICE_ALLOW_CIDRS: "0.0.0.0/0,::/0", SLUICE_ALLOW_HTTP: "1" };
  for (const url of ["http://169.254.169.254/", "http://metadata.test/", "http://metadata.google.internal/"])
    expect(await codeOf(url, wide)).toBe("SLUICE_ADDRESS_REFUSED");
  expect(hits).toBe(0);
});
