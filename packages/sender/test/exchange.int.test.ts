import { createServer, type Server, type Socket } from "node:net";
import { eventually, startEndpoint } from "@sluice/testkit";
import { afterEach, describe, expect, test } from "vitest";
import type { AttemptResult } from "../src/attempt-result.ts";
import type { Clock } from "../src/clock.ts";
import { ConnectionPools, type OriginPool } from "../src/connection-pools.ts";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import type { HttpRequest } from "../src/exchange.ts";
import { InFlight } from "../src/in-flight.ts";
import { nextHead } from "./next-head.ts";

const LOOPBACK = ["127.0.0.0/8", "::1/128"];
const opened: ConnectionPools[] = [];
const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: () => Promise.resolve(),
};
afterEach(async () => {
  for (const pools of opened.splice(0)) await pools.close();
});

function openPools(connections = 4, cidrs: readonly string[] = LOOPBACK): ConnectionPools {
  const pools = new ConnectionPools(
    createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: cidrs.join(","), SLUICE_ALLOW_HTTP: "1" })),
    connections,
    systemClock,
  );
  opened.push(pools);
  return pools;
}

const request = (rest: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "POST",
  path: "/",
  headers: ["content-type", "text/plain"],
  body: "hello",
  ...rest,
});

/** Sends over a real pool. Results come by recipient; whoever ended twice is in `endedTwice`. */
function sender(pool: OriginPool) {
  const results = new Map<number, AttemptResult>();
  const endedTwice: number[] = [];
  const inFlight = new InFlight({
    pool,
    mayLeave: () => true,
    bytesToKeep: () => null,
    onAnswer: ({ index }, result) => {
      if (results.has(index)) endedTwice.push(index);
      results.set(index, result);
    },
  });
  const send = (index = 0, given = request()): void => inFlight.send(index, 1, given, performance.now());
  const ended = (index = 0): Promise<AttemptResult> => eventually(() => results.get(index));
  return { inFlight, results, endedTwice, send, ended };
}

/** A server that says whatever it likes to whoever connects. */
async function startRawServer(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    sockets,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers each request with these bytes. */
const answering = (bytes: string, isEnded = false) =>
  startRawServer((socket) => {
    socket.on("data", () => (isEnded ? socket.end(bytes) : socket.write(bytes)));
  });

const head = (status: string, ...lines: string[]): string =>
  `HTTP/1.1 ${status}\r\n${lines.map((l) => `${l}\r\n`).join("")}\r\n`;

describe("an answer", () => {
  test.each([
    ["plain", head("200 OK", "content-length: 2") + "ok", false, 200],
    ["after an interim one", head("103 Early Hints") + head("201 Created", "content-length: 0"), false, 201],
    ["whose connection closes in mid-body", `${head("200 OK", "content-length: 100")}half`, true, 200],
    [
      "larger than what is read",
      head("200 OK", "content-length: 10000000") + "x".repeat(200_000),
      false,
      200,
    ],
    ["with an error status", head("503 No", "content-length: 0"), false, 503],
  ])("%s counts by its status", async (_, bytes, isEnded, status) => {
    await using server = await answering(bytes, isEnded);
    const pool = openPools().acquire("local", server.url);
    const { send, ended } = sender(pool);
    send();
    expect(await ended()).toMatchObject({ kind: "response", status });
    expect(pool.health.inFlight).toBe(0);
  });

  test.each([
    ["retry-after: 7", "7"],
    ["retry-after: 7\r\nretry-after: 9", "7"],
    ["x-other: 1", undefined],
  ])("with %j asks to wait %s", async (line, retryAfter) => {
    await using server = await answering(head("429 Slow down", "content-length: 0", line));
    const { send, ended } = sender(openPools().acquire("local", server.url));
    send();
    expect(await ended()).toEqual({ kind: "response", status: 429, retryAfter });
  });
});

describe("no answer", () => {
  test.each([
    ["bytes that are no HTTP", "220 smtp ready\r\n", true, /^HPE_/],
    [
      "headers without an end",
      head("200 OK", `x: ${"y".repeat(100_000)}`),
      false,
      /^UND_ERR_HEADERS_OVERFLOW$/,
    ],
    ["an interim answer alone", head("100 Continue"), true, /^UND_ERR_SOCKET$|^HPE_|^UND_ERR_/],
    [
      "a switch of protocols that nobody asked for",
      head("101 Switching", "upgrade: x", "connection: upgrade"),
      false,
      /^UND_ERR_SOCKET$/,
    ],
  ])("%s is a failure", async (_, bytes, isEnded, code) => {
    await using server = await answering(bytes, isEnded);
    const pool = openPools().acquire("local", server.url);
    const { send, ended } = sender(pool);
    send();
    expect(await ended()).toMatchObject({ kind: "failure", code: expect.stringMatching(code) as string });
    expect(pool.health.inFlight).toBe(0);
  });

  test.each(["before_read", "after_read"] as const)(
    "a connection reset %s is a failure, and nothing is sent again",
    async (reset) => {
      await using endpoint = await startEndpoint(reset === "before_read" ? [{ reset }] : () => ({ reset }));
      const { send, ended } = sender(openPools().acquire("local", endpoint.url));
      send();
      const result = await ended();
      expect(result).toMatchObject({
        kind: "failure",
        code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) as string,
      });
      expect(endpoint.requests.length).toBe(1);
    },
  );

  test("a refused connection ends every request that waits for one, and their slots come back", async () => {
    const server = await answering("");
    await server[Symbol.asyncDispose]();
    const pool = openPools(8).acquire("local", server.url);
    const { send, results } = sender(pool);
    for (let i = 0; i < 20; i++) send(i);
    await eventually(() => results.size === 20);
    expect(new Set([...results.values()].map((result) => "code" in result && result.code))).toEqual(
      new Set(["ECONNREFUSED"]),
    );
    expect(pool.health.inFlight).toBe(0);
  });

  test("a name with a private address is refused where the connection is made", async () => {
    await using endpoint = await startEndpoint();
    const { send, ended } = sender(openPools(1, []).acquire("local", `http://localhost:${endpoint.port}`));
    send();
    expect(await ended()).toEqual({ kind: "failure", code: "SLUICE_ADDRESS_REFUSED" });
    expect(endpoint.requests.length).toBe(0);
  });

  test.each([
    ["a header with a line break", { headers: ["x", "a\r\nb"] }],
    ["a path with a space", { path: "/a b" }],
    ["a header of the connection's own", { headers: ["transfer-encoding", "chunked"] }],
  ])("%s is refused before anything is sent", async (_, rest) => {
    await using endpoint = await startEndpoint();
    const pool = openPools().acquire("local", endpoint.url);
    const { send, ended } = sender(pool);
    send(0, request(rest));
    expect(await ended()).toEqual({ kind: "failure", code: "UND_ERR_INVALID_ARG" });
    expect(endpoint.requests.length).toBe(0);
    expect(pool.health.inFlight).toBe(0);
  });
});

describe("an abort", () => {
  test("ends a request that hangs, closes its connection, and the next request gets a new one", async () => {
    await using endpoint = await startEndpoint([{ hang: true }, { status: 200 }]);
    const pool = openPools(1).acquire("local", endpoint.url);
    const { inFlight, send, ended, endedTwice } = sender(pool);
    send(0);
    await endpoint.received(1, 20_000);
    inFlight.abortAll("SLUICE_DEADLINE");
    expect(await ended(0)).toEqual({ kind: "failure", code: "SLUICE_DEADLINE" });
    send(1);
    expect(await ended(1)).toMatchObject({ status: 200 });
    expect(endedTwice).toEqual([]);
    expect(pool.health.inFlight).toBe(0);
  });

  test("of a body that drips for ever keeps the answer that its head gave", async () => {
    await using endpoint = await startEndpoint([{ drip: { bodyBytes: 10_000, everyMs: 5 } }]);
    const { inFlight, send, ended } = sender(openPools().acquire("local", endpoint.url));
    const headHasCome = nextHead();
    send();
    await headHasCome;
    inFlight.abortAll("SLUICE_DEADLINE");
    expect(await ended()).toMatchObject({ kind: "response", status: 200 });
  });

  test("before the connection is there means that the request never leaves", async () => {
    await using endpoint = await startEndpoint();
    const pool = openPools(4).acquire("local", endpoint.url);
    const { inFlight, send, results, endedTwice, ended } = sender(pool);
    for (let i = 0; i < 4; i++) send(i);
    inFlight.abortAll("SLUICE_LEASE_LOST");
    expect(results.size).toBe(4);
    send(4);
    expect(await ended(4)).toMatchObject({ status: 200 });
    expect(endpoint.requests.length).toBe(1);
    expect(endedTwice).toEqual([]);
    expect(pool.health.inFlight).toBe(0);
  });

  test("leaves no socket behind, however often an endpoint hangs", async () => {
    let receivedCount = 0;
    await using server = await startRawServer((socket) => socket.once("data", () => receivedCount++));
    const { inFlight, send, results } = sender(openPools(4).acquire("local", server.url));
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 4; i++) send(round * 4 + i);
      await eventually(() => receivedCount === (round + 1) * 4);
      inFlight.abortAll("SLUICE_DEADLINE");
      await eventually(() => server.sockets.size === 0);
    }
    expect(results.size).toBe(40);
  });
});

describe("a request that waited for its connection", () => {
  test("asks again, and stays when it may no longer leave", async () => {
    await using endpoint = await startEndpoint();
    const pool = openPools().acquire("local", endpoint.url);
    const results: AttemptResult[] = [];
    const inFlight = new InFlight({
      pool,
      mayLeave: () => false,
      bytesToKeep: () => null,
      onAnswer: (_, result) => results.push(result),
    });
    inFlight.send(0, 1, request(), performance.now());
    await eventually(() => results.length > 0);
    expect(results).toEqual([{ kind: "failure", code: "SLUICE_LEASE_LOST" }]);
    expect(endpoint.requests.length).toBe(0);
    expect(pool.health.inFlight).toBe(0);
  });
});

describe("connections", () => {
  const ok = head("200 OK", "content-length: 0");

  test("are used again at once: what follows one another needs one", async () => {
    let connectionCount = 0;
    await using server = await startRawServer((socket) => {
      connectionCount += 1;
      socket.on("data", () => socket.write(ok));
    });
    const { send, ended } = sender(openPools(4).acquire("local", server.url));
    for (let i = 0; i < 5; i++) {
      send(i);
      expect(await ended(i)).toMatchObject({ status: 200 });
    }
    expect(connectionCount).toBe(1);
  });

  test("have one request at a time: who finds none free waits for one, in order", async () => {
    const seen: string[] = [];
    await using server = await startRawServer((socket) =>
      socket.on("data", (bytes) => {
        seen.push(...(bytes.toString().match(/^POST \S+/gm) ?? []));
        setImmediate(() => socket.write(ok));
      }),
    );
    const { send, results } = sender(openPools(1).acquire("local", server.url));
    for (let i = 0; i < 4; i++) send(i, request({ path: `/${i}` }));
    await eventually(() => results.size === 4);
    expect(seen).toEqual(["POST /0", "POST /1", "POST /2", "POST /3"]);
  });

  test("that the endpoint closes after an answer are made anew, and nobody's request is lost", async () => {
    await using server = await answering(head("200 OK", "content-length: 0", "connection: close"), true);
    const { send, results } = sender(openPools(1).acquire("local", server.url));
    for (let i = 0; i < 4; i++) send(i);
    await eventually(() => results.size === 4);
    expect([...results.values()].map((result) => "status" in result && result.status)).toEqual([
      200, 200, 200, 200,
    ]);
  });

  test.each([
    ["short", "hello"],
    ["not of one byte a character", "Zo\u00eb, \u4e16\u754c"],
    ["longer than what is written at once", "x".repeat(100_000)],
  ])("carry a body that is %s as it is", async (_, body) => {
    await using endpoint = await startEndpoint();
    const { send, ended } = sender(openPools().acquire("local", endpoint.url));
    send(0, request({ body }));
    expect(await ended()).toMatchObject({ status: 200 });
    expect(endpoint.requests[0]?.body).toBe(body);
  });
});

describe("pools", () => {
  test("are shared by origin", () => {
    const pools = openPools();
    expect(pools.acquire("local", "http://127.0.0.1:8081")).toBe(
      pools.acquire("local", "http://127.0.0.1:8081"),
    );
    expect(pools.acquire("local", "http://127.0.0.1:8082")).not.toBe(
      pools.acquire("local", "http://127.0.0.1:8081"),
    );
  });

  test("refuse a literal address before they are opened", () => {
    expect(() => openPools(1, []).acquire("local", "https://169.254.169.254")).toThrow("not allowed");
  });

  test("stay open while a pass uses them, however many other origins come and go", async () => {
    await using endpoint = await startEndpoint();
    const pools = openPools();
    const mine = pools.acquire("local", endpoint.url);
    for (let port = 20_001; port < 20_300; port++)
      pools.release(pools.acquire("local", `http://127.0.0.1:${port}`));
    expect(pools.size).toBeLessThan(80);
    const { send, ended } = sender(mine);
    send();
    expect(await ended()).toMatchObject({ status: 200 });
    expect(pools.acquire("local", endpoint.url)).toBe(mine);
  });
});
