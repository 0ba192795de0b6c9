import type { AttemptRecord } from "@sluice/schema";
import { storeAttempts } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { column, type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

const ATTEMPTS = 1_030;
const START_MS = Date.now() - 60_000;
let api: TestApi;
let ana: Person;
let id: string;
let runId: string;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  const ben = await api.person("ben@example.com");
  id = (await ana.call("POST", "", publishable())).body.data.id;
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/approve`);
  runId = (await ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" })).body.data.run_id;
  await storeAttempts(
    api.store,
    Array.from({ length: ATTEMPTS }, (_, i) => ({
      workspaceId: WORKSPACE,
      runId,
      seq: i,
      record: recordOf(i),
    })),
  );
});
afterAll(async () => api[Symbol.asyncDispose]());

/** Every tenth got no answer, the others 503; three share a millisecond. */
function recordOf(i: number): AttemptRecord {
  const isSilent = i % 10 === 0;
  return {
    at_ms: START_MS + Math.floor(i / 3),
    user_id: `user-${i}`,
    batch_no: 0,
    attempt: 1,
    status: isSilent ? 0 : 503,
    latency_ms: 5,
    error_code: isSilent ? "timeout" : "status 503",
    request: { method: "POST", url: "https://api.example.com/notify", headers: [], body: "{}" },
    response: isSilent ? null : { headers: [["retry-after", "1"]], body: "busy" },
    possible_duplicate: false,
  };
}

const attempts = async (query = "") => (await ana.call("GET", `/${id}/attempts${query}`)).body.data;

test("attempts are found by user, status, error, run and time, newest first", async () => {
  expect(column((await attempts("?limit=2")).attempts, "user_id")).toEqual(["user-1029", "user-1028"]);
  expect((await attempts("?user_id=user-7")).attempts).toEqual([
    {
      at: new Date(START_MS + 2).toISOString(),
      run_id: runId,
      ...Object.fromEntries(Object.entries(recordOf(7)).filter(([name]) => name !== "at_ms")),
    },
  ]);
  expect((await attempts(`?status=0&run_id=${runId}&limit=500`)).attempts).toHaveLength(103);
  expect((await attempts("?error=timeout&status=5xx")).attempts).toEqual([]);
  expect((await attempts("?error=any&limit=1")).attempts).toHaveLength(1);
  const from = new Date(START_MS + 340).toISOString();
  expect((await attempts(`?from=${from}`)).attempts).toHaveLength(10);
});

test("pages follow one another to the end", async () => {
  const seen: unknown[] = [];
  for (let query = "?limit=100"; query !== "";) {
    const page = await attempts(query);
    seen.push(...column(page.attempts, "user_id"));
    query = page.next === null ? "" : `?limit=100&cursor=${page.next}`;
  }
  expect(new Set(seen).size).toBe(ATTEMPTS);
  expect(seen).toHaveLength(ATTEMPTS);
});

test("an export has all that its filter finds, one a line", async () => {
  const { body } = await ana.call("GET", `/${id}/attempts/export?status=503`);
  const lines = String(body).trimEnd().split("\n");
  expect(lines).toHaveLength(927);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ user_id: "user-1029", response: { body: "busy" } });
});

test("what cannot be asked is said; another workspace, and a key that may not view, see nothing", async () => {
  const wrong = await ana.call("GET", `/${id}/attempts?status=6xx&cursor=x&from=yesterday`);
  expect(wrong).toMatchObject({ status: 400 });
  expect(column(wrong.body.error.details, "target")).toEqual(["status", "from", "cursor"]);
  const importer = await api.person("imp@example.com", { scopes: ["import"] });
  expect((await importer.call("GET", `/${id}/attempts`)).status).toBe(403);
  expect((await importer.call("GET", `/${id}/attempts/export`)).status).toBe(403);
  await api.store.pool.query("insert into workspaces (workspace_id, name) values ('rival', 'Rival')");
  const rival = await api.person("eve@example.com", { workspaceId: "rival" });
  expect((await rival.call("GET", `/${id}/attempts`)).status).toBe(404);
});
