// Clients that hold on to their connections: none of them holds the server, and nothing of them stays.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "@sluice/testkit";
import { type Person, startApi, type TestApi } from "./start-api.ts";

const EACH = 30;
const DRIP_EVERY_MS = 50;
/** `fetch` keeps some open for its next call. */
const OF_OTHERS = 4;
const PATIENCE = { timeoutMs: 20_000 };

let api: TestApi;
let ana: Person;
let url: string;

beforeAll(async () => {
  api = await startApi({ idleTimeoutMs: 3_000, headersTimeoutMs: 2_000, handlerTimeoutMs: 5_000 });
  ana = await api.person("ana@example.com");
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => api[Symbol.asyncDispose]());

/** What a client sends first, and then a piece of it again and again for as long as it is let. */
function slowClient(first: string, drip = ""): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(first);
  if (drip !== "") {
    const timer = setInterval(() => socket.write(drip), DRIP_EVERY_MS);
    socket.once("close", () => clearInterval(timer));
  }
  return socket;
}

const head = (method: string, path: string, more = ""): string =>
  `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${ana.authorization}\r\n${more}`;
const jsonOf = (length: number): string => `content-type: application/json\r\ncontent-length: ${length}\r\n`;

const openConnections = (): Promise<number> =>
  new Promise((resolve, reject) =>
    api.app.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
  );

const kinds: Array<[string, () => Socket]> = [
  ["say nothing", () => slowClient("")],
  ["send their headers letter by letter", () => slowClient(head("GET", "/v5/campaigns", "x-slow: "), "a")],
  [
    "send their body letter by letter",
    () => slowClient(`${head("POST", "/v5/campaigns", jsonOf(900_000))}\r\n{`, " "),
  ],
  [
    "send chunks without an end",
    () =>
      slowClient(
        `${head("POST", "/v5/campaigns", "content-type: application/json\r\ntransfer-encoding: chunked\r\n")}\r\n`,
        "1\r\n \r\n",
      ),
  ],
  ["never read their answers", () => slowClient(`${head("GET", "/openapi.json")}\r\n`.repeat(20)).pause()],
  [
    "close their half, and keep ours",
    () => {
      const socket = slowClient(`${head("POST", "/v5/campaigns", jsonOf(1_000))}\r\n{`);
      socket.end();
      return socket.pause();
    },
  ],
];

test.each(kinds)(
  "clients that %s are let go, while others are answered",
  async (_kind, open) => {
    const clients = Array.from({ length: EACH }, open);
    await Promise.all(clients.map((client) => once(client, "connect")));
    const startedMs = performance.now();
    const response = await fetch(`${url}/v5/campaigns`, { headers: { authorization: ana.authorization } });
    expect([response.status, performance.now() - startedMs < 4_000]).toEqual([200, true]);
    await response.text();
    await eventually(async () => (await openConnections()) <= OF_OTHERS, PATIENCE);
    for (const client of clients) client.destroy();
  },
  60_000,
);

test("whatever they do again and again, memory stays", async () => {
  const round = async (): Promise<number> => {
    const clients = kinds.flatMap(([, open]) => Array.from({ length: 10 }, open));
    await eventually(async () => (await openConnections()) <= OF_OTHERS, PATIENCE);
    for (const client of clients) client.destroy();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  await round();
  const first = Math.max(await round(), await round());
  const last = Math.min(await round(), await round());
  expect((last - first) / 2 ** 20).toBeLessThan(40);
}, 120_000);
