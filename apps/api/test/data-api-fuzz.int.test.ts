// Whatever a program sends to the Data API: a success, or a refusal in its shape. Over a real Postgres.
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DATA_EXAMPLES } from "../src/openapi/examples/data-examples.ts";
import { chanceOf } from "./fuzz/chance.ts";
import { faultsOf } from "./fuzz/judge-reply.ts";
import { mutateValue } from "./fuzz/mutate-value.ts";
import { startApi, type TestApi, WORKSPACE } from "./start-api.ts";

const PATHS: Readonly<Record<string, string>> = {
  createOrUpdateUser: `/v1/customer/${WORKSPACE}`,
  createEvents: `/v1/event/${WORKSPACE}`,
  createOrUpdateDevice: `/v1/device/${WORKSPACE}`,
  createInBulk: `/v1/transition/${WORKSPACE}`,
  optDevicesOut: `/v1/devices/manage?app_id=${WORKSPACE}`,
  exportUsers: `/v1/customers/export?app_id=${WORKSPACE}`,
  mergeUsers: `/v1/customer/merge?app_id=${WORKSPACE}`,
  deleteUser: `/v1/customer/delete?app_id=${WORKSPACE}`,
};
const TIMES = 80;
const SEED = Date.now() % 2 ** 32;

let api: TestApi;
let authorization: string;
beforeAll(async () => {
  api = await startApi();
  ({ authorization } = await api.person("feed@example.com", { scopes: ["data"] }));
});
afterAll(async () => api[Symbol.asyncDispose]());

async function post(url: string, payload: string): Promise<{ status: number; body: string }> {
  const headers = { authorization, "content-type": "application/json" };
  const request: InjectOptions = { method: "POST", url, headers, payload };
  const response = await api.app.inject(request);
  return { status: response.statusCode, body: response.body };
}

test.each(Object.entries(PATHS))(`nothing is our fault at %s (seed ${SEED})`, async (operation, path) => {
  const chance = chanceOf(SEED);
  const examples = Object.values(DATA_EXAMPLES[operation] ?? {}).map(({ value }) => value);
  expect(examples.length).toBeGreaterThan(0);
  const faults: string[] = [];
  for (let round = 0; round < TIMES; round++) {
    const body = JSON.stringify(mutateValue(chance.pick(examples), chance)) ?? "";
    const { status, body: answer } = await post(path, body);
    const isShaped = answer.startsWith('{"status":"');
    const found = faultsOf({ status, body: answer } as never);
    faults.push(...found, ...(isShaped ? [] : [`another shape: ${answer.slice(0, 200)}`]));
    if (found.length > 0) faults.push(body.slice(0, 500));
  }
  expect(faults).toEqual([]);
});

test.each([
  "/v5/users/%00",
  "/v5/users/%F0%9F%91%8D",
  "/v5/users/x/events?cursor=1.nonsense",
  "/v5/users/x/events?limit=0",
  "/v5/users/x/events?name=%00",
  `/v1/transition/${WORKSPACE}/%00`,
  `/v1/transition/${WORKSPACE}/${"x".repeat(300)}`,
  "/v5/users/imports?before=nonsense",
])("GET %s is answered below 500", async (url) => {
  const { statusCode } = await api.app.inject({ method: "GET", url, headers: { authorization } });
  expect(statusCode).toBeLessThan(500);
});
