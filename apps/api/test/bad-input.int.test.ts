// Whatever arrives, the answer is a 4xx in our envelope: never a 5xx, never silence, never a stack.
import * as fc from "fast-check";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let id: string;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  id = (await ana.call("POST", "", publishable())).body.data.id;
});
afterAll(async () => api[Symbol.asyncDispose]());

async function send(request: InjectOptions): Promise<{ status: number; body: string }> {
  const headers = { authorization: ana.authorization, ...request.headers };
  const response = await api.app.inject({ ...request, headers });
  return { status: response.statusCode, body: response.body };
}

const sendText = (payload: string | Buffer, contentType = "application/json") =>
  send({ method: "POST", url: "/v5/campaigns", headers: { "content-type": contentType }, payload });

/** What a refusal should be and this answer is not; empty when all is well. */
function faultsOf({ status, body }: { status: number; body: string }, expected = status): string[] {
  if (status !== expected || status < 400 || status >= 500) return [`status ${status}: ${body}`];
  const { response_id, error } = JSON.parse(body) as { response_id?: string; error?: { message?: string } };
  const faults = [];
  if (!/^[0-9a-f-]{36}$/.test(response_id ?? "")) faults.push(`no response id: ${body}`);
  if ((error?.message ?? "").length < 10) faults.push(`no message: ${body}`);
  if (/node_modules|\.ts:\d|FST_|ZodError/.test(body)) faults.push(`tells our insides: ${body}`);
  return faults;
}

const nested = (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
const withName = (name: string) =>
  `{"channel":"CONNECTOR","campaign_delivery_type":"ONE_TIME","basic_details":{"name":${name}}}`;
describe("a body is refused that", () => {
  test.each<[string, string | Buffer, number]>([
    ["is no JSON", "{oops", 400],
    ["is empty", "", 400],
    ["is null", "null", 400],
    ["is an array", "[]", 400],
    ["is cut in the middle", '{"channel":"CONN', 400],
    ["has a prototype key", '{"__proto__":{"isAdmin":true}}', 400],
    ["has a constructor key", '{"constructor":{"prototype":{"x":1}}}', 400],
    ["has NUL in a string", withName('"Sale \\u0000 now"'), 400],
    ["has NUL in a key", '{"a\\u0000b":1}', 400],
    ["has half of a surrogate pair", withName('"Sale \\ud800 now"'), 400],
    ["has a number beyond all bounds", withName("1e999"), 400],
    ["nests a thousand levels", nested(1_000), 400],
    ["nests a hundred thousand levels", nested(100_000), 400],
    ["nests arrays two hundred thousand levels", "[".repeat(200_000) + "]".repeat(200_000), 400],
    ["has half a million values", `{"tags":[${"0,".repeat(450_000)}0]}`, 400],
    ["has invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ["is larger than a megabyte", withName(JSON.stringify("x".repeat(1_100_000))), 413],
  ])("%s", async (_name, payload, status) => {
    expect(faultsOf(await sendText(payload), status)).toEqual([]);
  });

  test("is not JSON by its content type", async () => {
    expect(faultsOf(await sendText("<xml/>", "text/xml"), 415)).toEqual([]);
    expect(faultsOf(await sendText("a=b", "application/x-www-form-urlencoded"), 415)).toEqual([]);
    expect(faultsOf(await sendText("hello", "text/plain"), 415)).toEqual([]);
  });
});

test("a half-pair and NUL deep in the JSON of a connector are named by their path", async () => {
  const body = { type: "JSON", json: { outer: [{ inner: "a\u0000" }] } };
  const connector = { url: "https://api.example.com/notify", body };
  const answer = await sendText(
    JSON.stringify(publishable({ campaign_content: { content: { connector } } })),
  );
  expect(faultsOf(answer, 400)).toEqual([]);
  expect(JSON.parse(answer.body).error.target).toBe(
    "campaign_content.content.connector.body.json.outer[0].inner",
  );
});

test.each<["GET" | "POST" | "DELETE", string, number]>([
  ["GET", "/v5/campaigns/nonsense", 400],
  ["GET", `/v5/campaigns/${"0".repeat(24)}`, 404],
  ["GET", `/v5/campaigns/${"a".repeat(300)}`, 400],
  ["GET", "/v5/campaigns/%00", 400],
  ["GET", "/v5/campaigns/%E0%A4%A", 400],
  ["GET", "/v5/campaigns?limit=0", 400],
  ["GET", "/v5/campaigns?limit=1e9", 400],
  ["GET", "/v5/campaigns?limit=1&limit=2", 400],
  ["GET", "/v5/campaigns?after=%00", 400],
  ["GET", "/v5/nothing/here", 404],
  ["DELETE", "/v5/campaigns", 404],
  ["POST", `/v5/campaigns/${"0".repeat(24)}/submit`, 404],
  ["POST", "/v5/users/import?format=xml", 400],
  ["POST", "/v5/users/import?format=csv", 400],
])("%s %s is answered with %s…", async (method, url, status) => {
  expect(faultsOf(await send({ method, url }), status)).toEqual([]);
});

test("results of a campaign without a run are not found, and say what to do", async () => {
  for (const path of ["stats", "dead-letters"]) {
    const answer = await send({ method: "GET", url: `/v5/campaigns/${id}/${path}` });
    expect(faultsOf(answer, 404)).toEqual([]);
    expect(answer.body).toContain("Publish it first");
  }
  expect(
    faultsOf(await send({ method: "POST", url: `/v5/campaigns/${id}/dead-letters/replay` }), 422),
  ).toEqual([]);
});

test("actions out of turn are refused with what to do", async () => {
  for (const [action, hint] of [
    ["PAUSE", "submit it"],
    ["PUBLISH", "submit it"],
    ["STOP", "submit it"],
  ]) {
    const { status, body } = await ana.call("PATCH", `/${id}/status`, { action });
    expect(status).toBe(422);
    expect(body.error.message).toContain(hint);
  }
});

// What a generator puts in place of any part of a good body.
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -0,
    1e308,
    Number.MAX_SAFE_INTEGER,
    -1,
    0.5,
    "",
    " ",
    "\u0000",
    "\ud800",
    "{{",
    "{% raw %}",
    "\u202e",
    [],
    {},
    [[]],
    "x".repeat(5_000),
    "9".repeat(400),
    "2026-02-30T25:61",
    "https://",
    "javascript:alert(1)",
    "../../etc",
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.dictionary(
    fc.constantFrom("constructor", "toString", "hasOwnProperty", "key", "value", "length"),
    fc.jsonValue(),
  ),
);

/** Paths to every part of a value, itself included. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function withPart(value: unknown, [key, ...rest]: string[], part: unknown): unknown {
  if (key === undefined) return part;
  if (typeof value !== "object" || value === null) return value; // an earlier replacement took the path away
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  Reflect.set(copy, key, withPart(Reflect.get(value, key), rest, part));
  return copy;
}

const rich = publishable({
  segmentation_details: {
    included_filters: {
      filter_operator: "and",
      filters: [
        {
          filter_type: "user_attributes",
          name: "age",
          data_type: "double",
          operator: "between",
          value: 1,
          value1: 9,
        },
        {
          filter_operator: "or",
          filters: [
            {
              filter_type: "user_attributes",
              name: "city",
              data_type: "string",
              operator: "in",
              value: ["Pune"],
            },
          ],
        },
      ],
    },
  },
  scheduling_details: {
    delivery_type: "AT_FIXED_TIME",
    start_time: "2030-01-01T10:00:00",
    timezone: "Europe/Berlin",
  },
  delivery_controls: { campaign_throttle_rpm: 500, retry_policy: { max_attempts: 3 } },
});
const paths = pathsOf(rich);

test("any part of a campaign replaced by anything is taken or refused, and whatever is taken can be validated", async () => {
  const mutation = fc.tuple(fc.constantFrom(...paths), nasty);
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      const body = mutations.reduce<unknown>((value, [path, part]) => withPart(value, path, part), rich);
      const created = await sendText(JSON.stringify(body));
      const isTaken = created.status === 201;
      expect(isTaken ? [] : faultsOf(created)).toEqual([]);
      if (!isTaken) return;
      taken += 1;
      const { id } = JSON.parse(created.body).data;
      const validated = await ana.call("POST", `/${id}/validate`);
      expect([validated.status, validated.body]).toEqual([200, validated.body]);
    }),
    { numRuns: 1_500 },
  );
  expect(taken).toBeGreaterThan(50);
});

test("any text as the body of any route is answered with less than 500", async () => {
  const routes = fc.constantFrom<["PATCH" | "POST", string]>(
    ["PATCH", `/v5/campaigns/${id}`],
    ["PATCH", `/v5/campaigns/${id}/status`],
    ["POST", `/v5/campaigns/${id}/approve`],
    ["POST", `/v5/campaigns/${id}/reject`],
    ["POST", `/v5/campaigns/${id}/submit`],
    ["POST", `/v5/campaigns/${id}/validate`],
    ["POST", `/v5/campaigns/${id}/dead-letters/replay`],
  );
  const payloads = fc.oneof(
    fc.json(),
    fc.string({ unit: "binary" }),
    nasty.map((part) => JSON.stringify(part)),
  );
  await fc.assert(
    fc.asyncProperty(routes, payloads, async ([method, url], payload) => {
      const headers = { "content-type": "application/json" };
      const { status, body } = await send({ method, url, headers, payload });
      expect([status < 500, body]).toEqual([true, body]);
    }),
    { numRuns: 1_500 },
  );
});
