// Over real sockets: what of an answer reaches the success rule and the log.
import { type Reply, startEndpoint } from "@sluice/testkit";
import { Pool } from "undici";
import { expect, test } from "vitest";
import type { AttemptResult } from "../src/attempt-result.ts";
import { Exchange } from "../src/exchange.ts";
import { nextHead } from "./next-head.ts";

async function answerTo(reply: Reply, bytesToKeep: number | null): Promise<AttemptResult> {
  await using endpoint = await startEndpoint([reply]);
  const pool = new Pool(endpoint.url);
  const answered = Promise.withResolvers<AttemptResult>();
  const owner = {
    mayLeave: () => true,
    bytesToKeep: () => bytesToKeep,
    ended: (_: Exchange, result: AttemptResult) => answered.resolve(result),
  };
  const exchange = new Exchange(owner, 0, 1, 0);
  const headHasCome = nextHead();
  exchange.start(pool, { method: "POST", path: "/", headers: [], body: "x" });
  if ("drip" in reply) void headHasCome.then(() => setTimeout(() => exchange.abort("SLUICE_DEADLINE"), 300));
  try {
    return await answered.promise;
  } finally {
    await pool.destroy();
  }
}

const bodyOf = (result: AttemptResult): string =>
  result.kind === "response" && result.content !== undefined
    ? Buffer.from(result.content.body).toString()
    : "-";

test("nothing is kept of an answer that nobody wants to see", async () => {
  expect(await answerTo({ status: 200, body: "ok" }, null)).toMatchObject({
    status: 200,
    content: undefined,
  });
});

test("headers and the whole body are kept where they are wanted", async () => {
  const result = await answerTo({ status: 202, headers: { "x-state": "ok" }, body: '{"ok":true}' }, 1_000);
  expect(result).toMatchObject({ status: 202, content: { headers: { "x-state": "ok" }, isWhole: true } });
  expect(bodyOf(result)).toBe('{"ok":true}');
});

test.each<[string, Reply, number]>([
  ["larger than what is kept", { status: 500, body: "x".repeat(100) }, 10],
  ["larger than what is read", { status: 200, body: "x".repeat(200_000) }, 64 * 1024],
  ["that has not ended at the deadline", { drip: { bodyBytes: 1_000, everyMs: 20 } }, 64 * 1024],
])("a body %s counts as cut, and is no longer than what was asked for", async (_, reply, bytesToKeep) => {
  const result = await answerTo(reply, bytesToKeep);
  expect(result).toMatchObject({ kind: "response", content: { isWhole: false } });
  expect(bodyOf(result).length).toBeLessThanOrEqual(bytesToKeep);
});

test("an empty body is a whole one", async () => {
  expect(await answerTo({ status: 204 }, 1_000)).toMatchObject({ status: 204, content: { isWhole: true } });
});
