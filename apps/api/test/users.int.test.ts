import { connect } from "node:net";
import { once } from "node:events";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "@sluice/testkit";
import { type Person, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let url: string;

beforeAll(async () => {
  // Longer than a busy machine is held up.
  api = await startApi({ idleTimeoutMs: 4_000, headersTimeoutMs: 3_500, handlerTimeoutMs: 3_000 });
  ana = await api.person("ana@example.com");
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => api[Symbol.asyncDispose]());

async function importText(body: RequestInit["body"], query = "format=csv", contentType = "text/csv") {
  const headers = { authorization: ana.authorization, "content-type": contentType };
  const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
  const response = await fetch(`${url}/v5/users/import?${query}`, init);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const countUsers = async () => (await ana.call("GET", "/v5/users/count")).body.data.users;

test("users come in from CSV; importing the same file again changes nothing", async () => {
  const file = "user_id,age:double,city\nu1,30,Pune\nu2,41,Köln\n";
  expect(await importText(file)).toMatchObject({
    status: 200,
    body: { data: { rows: 2, changed: 2, rejected: 0 } },
  });
  expect(await importText(file)).toMatchObject({ status: 200, body: { data: { changed: 0, unchanged: 2 } } });
  expect(await countUsers()).toBe(2);
});

test("users come in from NDJSON, with an id column of its own name, whatever the content type says", async () => {
  const file = '{"email":"a@example.com","age":3}\n{"email":"b@example.com"}\n';
  const answer = await importText(file, "format=ndjson&id_column=email", "application/json");
  expect(answer).toMatchObject({ status: 200, body: { data: { rows: 2, changed: 2 } } });
});

test("rejected rows are listed with line and reason up to a hundred, and the rest is counted", async () => {
  const rows = Array.from({ length: 150 }, () => ",no id").join("\n");
  const { status, body } = await importText(`user_id,city\nok-1,Pune\n${rows}\n`);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ rows: 151, changed: 1, rejected: 150, more_rejects: 50 });
  expect(body.data.rejects).toHaveLength(100);
  expect(body.data.rejects[0]).toMatchObject({ line: 3, reason: expect.any(String) });
});

test("a file that cannot be used is refused with the reason", async () => {
  expect(await importText("name,city\nx,y\n")).toMatchObject({ status: 400 });
  expect(await importText("")).toMatchObject({ status: 400 });
});

test("a compressed upload is refused in words, instead of row by row", async () => {
  const headers = {
    authorization: ana.authorization,
    "content-type": "text/csv",
    "content-encoding": "gzip",
  };
  const response = await fetch(`${url}/v5/users/import?format=csv`, { method: "POST", headers, body: "x" });
  expect(response.status).toBe(415);
  expect(await response.text()).toContain("without Content-Encoding");
});

test("of five imports at once one is refused, so that the pool is left for everybody else", async () => {
  let finish: () => void = () => undefined;
  const everyoneIsThere = new Promise<void>((resolve) => (finish = resolve));
  async function* slowFile(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("user_id\n");
    await everyoneIsThere;
    yield Buffer.from("late\n");
  }
  const imports = Array.from({ length: 5 }, () => importText(ReadableStream.from(slowFile())));
  expect(await Promise.race(imports)).toMatchObject({ status: 503 });
  finish();
  const statuses = (await Promise.all(imports)).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 503]);
  expect(await importText("user_id\nearly\n")).toMatchObject({ status: 200 });
});

test("a hundred thousand users stream through, more than the limit of an ordinary body", async () => {
  const total = 100_000;
  function* chunks(): Generator<Uint8Array> {
    yield Buffer.from("user_id,name,score:double\n");
    for (let n = 0; n < total; n += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, i) => `bulk-${n + i},${"n".repeat(20)},${i}\n`);
      yield Buffer.from(rows.join(""));
    }
  }
  const answer = await importText(ReadableStream.from(chunks()));
  expect(answer).toMatchObject({ status: 200, body: { data: { rows: total, changed: total } } });
});

test("whatever is sent as a file is answered with less than 500", async () => {
  const files = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    fc.array(fc.json(), { minLength: 1 }).map((values) => values.join("\n")),
    fc.string({ unit: "binary" }).map((text) => `user_id,a\n${text}`),
  );
  await fc.assert(
    fc.asyncProperty(files, fc.constantFrom("csv", "ndjson"), async (file, format) => {
      const { status } = await importText(file as string, `format=${format}`);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
});

async function rawSocket(text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => (received += chunk.toString()));
  socket.write(text);
  await once(socket, "close");
  return received;
}

test("a body that does not arrive in time is answered with 408", async () => {
  const head = `POST /v5/campaigns HTTP/1.1\r\nhost: x\r\nauthorization: ${ana.authorization}\r\n`;
  const received = await rawSocket(
    `${head}content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"channel"`,
  );
  expect(received).toContain("408");
});

test("an upload that stops in the middle is let go, and the server goes on", async () => {
  const head = `POST /v5/users/import?format=csv HTTP/1.1\r\nhost: x\r\nauthorization: ${ana.authorization}\r\n`;
  await rawSocket(`${head}content-type: text/csv\r\ncontent-length: 100000\r\n\r\nuser_id,a\nstalled-1,x\n`);
  expect(await importText("user_id\nafter-stall\n")).toMatchObject({ status: 200 });
});

test("an upload whose client goes away ends, and is no failure of ours", async () => {
  api.logged.length = 0;
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const head = `POST /v5/users/import?format=csv HTTP/1.1\r\nhost: x\r\nauthorization: ${ana.authorization}\r\n`;
  socket.write(`${head}content-type: text/csv\r\ncontent-length: 100000\r\n\r\nuser_id,a\ngone-1,x\n`);
  await once(socket, "connect");
  socket.destroy();
  const line = await eventually(() => api.logged.find((line) => line.includes("/v5/users/import")));
  expect(JSON.parse(line)).toMatchObject({ msg: "request.answered", isComplete: false });
});

test("garbage on the wire is answered with 400", async () => {
  expect(await rawSocket("\u0016\u0003\u0001 nonsense\r\n\r\n")).toContain("400 Bad Request");
});
