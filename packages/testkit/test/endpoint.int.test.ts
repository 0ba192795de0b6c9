import { expect, test } from "vitest";
import { startEndpoint } from "../src/index.ts";

test("replies follow the script in order, and the last one repeats", async () => {
  await using endpoint = await startEndpoint([
    { status: 429, headers: { "retry-after": "2" } },
    { status: 201, body: "ok" },
  ]);
  const first = await fetch(endpoint.url);
  const others = [await fetch(endpoint.url), await fetch(endpoint.url)];
  expect([first.status, first.headers.get("retry-after")]).toEqual([429, "2"]);
  expect(others.map(({ status }) => status)).toEqual([201, 201]);
});

test("a script by path counts each path alone and ignores the query", async () => {
  await using endpoint = await startEndpoint({
    "/a": [{ status: 500 }, { status: 200 }],
    "/b": [{ status: 410 }],
  });
  const statusOf = async (path: string) => (await fetch(endpoint.url + path)).status;
  expect(await statusOf("/a?x=1")).toBe(500);
  expect(await statusOf("/b")).toBe(410);
  expect(await statusOf("/a?x=2")).toBe(200);
  expect(await statusOf("/elsewhere")).toBe(200);
});

test("what arrived is recorded before it is answered", async () => {
  await using endpoint = await startEndpoint((request) => ({
    status: 200,
    body: request.body.toUpperCase(),
  }));
  const response = await fetch(`${endpoint.url}/notify?u=1`, {
    method: "POST",
    body: "hello",
    headers: { "x-attempt": "2" },
  });
  expect(await response.text()).toBe("HELLO");
  const [request] = await endpoint.received(1);
  expect(request).toMatchObject({ method: "POST", path: "/notify?u=1", body: "hello" });
  expect(request!.headers["x-attempt"]).toBe("2");
});

test.each(["before_read", "after_read"] as const)(
  "a reset %s breaks the request and is still recorded",
  async (reset) => {
    await using endpoint = await startEndpoint([{ reset }, { status: 200 }]);
    await expect(fetch(endpoint.url, { method: "POST", body: "x" })).rejects.toThrow("fetch failed");
    expect((await endpoint.received(1))[0]!.body).toBe(reset === "before_read" ? "" : "x");
    expect((await fetch(endpoint.url)).status).toBe(200);
  },
);

test("a hanging request ends when the endpoint closes", async () => {
  const endpoint = await startEndpoint([{ hang: true }]);
  const outcome = fetch(endpoint.url).catch((error: unknown) => error);
  await endpoint.received(1);
  await endpoint.close();
  expect(await outcome).toBeInstanceOf(TypeError);
});

test("a drip delivers its whole body, byte by byte", async () => {
  await using endpoint = await startEndpoint([{ drip: { bodyBytes: 3, everyMs: 1 } }]);
  expect(await (await fetch(endpoint.url)).text()).toBe("...");
});

test("garbage is not an HTTP response", async () => {
  await using endpoint = await startEndpoint([{ garbage: "SSH-2.0-OpenSSH\r\n" }]);
  await expect(fetch(endpoint.url)).rejects.toThrow("fetch failed");
});

test("a delayed reply waits, while others are answered", async () => {
  await using endpoint = await startEndpoint({
    "/slow": [{ status: 200, delayMs: 3_600_000 }],
    "/soon": [{ status: 200, delayMs: 50 }],
  });
  const finished: string[] = [];
  const call = async (path: string) => {
    await fetch(endpoint.url + path);
    finished.push(path);
  };
  void call("/slow").catch(() => undefined); // until the endpoint closes
  await endpoint.received(1);
  await call("/fast");
  await call("/soon");
  expect(finished).toEqual(["/fast", "/soon"]);
});
