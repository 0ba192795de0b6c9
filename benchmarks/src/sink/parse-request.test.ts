import { expect, test } from "vitest";
import { hashKey } from "./key-hash.ts";
import { INCOMPLETE, MAX_BODY_BYTES, newParsedRequest, parseRequest } from "./parse-request.ts";

const parse = (text: string, start = 0) => {
  const bytes = Buffer.from(text, "latin1");
  const into = newParsedRequest();
  return { result: parseRequest(bytes, start, bytes.length, into), into };
};
const post = (headers: string[], body = "") =>
  ["POST /notify HTTP/1.1", "Host: sink", ...headers, `Content-Length: ${body.length}`, "", body].join(
    "\r\n",
  );

test("the headers that matter are read, whatever their case and blanks", () => {
  const text = post(["IDEMPOTENCY-key:  run_1:u%2F1 ", "x-ATTEMPT:3", "X-Maybe-Duplicate: 1"], '{"a":1}');
  const { result, into } = parse(text);
  expect(result).toBe(text.length);
  expect(into).toMatchObject({
    hasKey: true,
    key: hashKey("run_1:u%2F1"),
    attempt: 3,
    isMaybeDuplicate: true,
    keepsAlive: true,
  });
  expect(text.slice(into.bodyStart, into.bodyEnd)).toBe('{"a":1}');
});

test("a request that is cut anywhere is incomplete, and whole once the rest is there", () => {
  const text = post(["Idempotency-Key: k"], "body");
  for (let cut = 0; cut < text.length; cut++)
    expect(parse(text.slice(0, cut)).result, `cut at ${cut}`).toBe(INCOMPLETE);
  expect(parse(text).result).toBe(text.length);
});

test("of several requests in one packet each is read from where the former ended", () => {
  const first = post(["Idempotency-Key: a", "X-Attempt: 2", "X-Maybe-Duplicate: 1"], "1");
  const both = first + post(["Idempotency-Key: b"], "22");
  const { result, into } = parse(both, parse(both).result);
  expect(result).toBe(both.length);
  expect(into).toMatchObject({ key: hashKey("b"), attempt: 0, isMaybeDuplicate: false });
});

test.each([
  ["chunked body", post(["Transfer-Encoding: chunked"]), -411],
  ["a body without limit", `POST / HTTP/1.1\r\nContent-Length: ${MAX_BODY_BYTES + 1}\r\n\r\n`, -413],
  ["two lengths that differ", post(["Content-Length: 7"], "x"), -400],
  ["a length that is no number", "POST / HTTP/1.1\r\nContent-Length: 0x10\r\n\r\n", -400],
  ["a negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", -400],
  ["an empty length", "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n", -400],
  ["bare LF", "POST / HTTP/1.1\nHost: a\n\n", -400],
  ["a folded header", "POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", -400],
  ["a blank before the colon", "POST / HTTP/1.1\r\nContent-Length : 3\r\n\r\nabc", -400],
  ["a header without a name", "POST / HTTP/1.1\r\n: x\r\n\r\n", -400],
  ["TLS on the plain port", "\x16\x03\x01\x02\x00\x01\x00\r\n", -400],
  ["no target", "POST HTTP/1.1\r\n\r\n", -400],
  ["HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", -505],
  ["Expect", post(["Expect: 100-continue"]), -417],
  ["a head without end", `POST / HTTP/1.1\r\nA: ${"x".repeat(17_000)}`, -431],
  ["a head that is too long", `POST / HTTP/1.1\r\nA: ${"x".repeat(17_000)}\r\n\r\n`, -431],
])("%s is refused", (_name, text, status) => {
  expect(parse(text).result).toBe(status);
});

test("HTTP/1.0 and Connection: close end the connection, unless it asks to be kept", () => {
  expect(parse("GET / HTTP/1.0\r\n\r\n").into.keepsAlive).toBe(false);
  expect(parse("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").into.keepsAlive).toBe(true);
  expect(parse("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").into.keepsAlive).toBe(false);
});
