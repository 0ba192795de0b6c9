import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, startApi, type TestApi } from "./start-api.ts";

const PATH = "/v5/workspace/frequency-capping";
const weekly = { level: "cross_channel", max_messages: 3, days: 7 };

let api: TestApi;
let ana: Person;
beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
});
afterAll(() => api[Symbol.asyncDispose]());

test("frequency caps are set by whoever has the scope admin, and say what is wrong with them", async () => {
  const viewer = await api.person("vera@example.com", { scopes: ["view", "publish", "approve"] });
  expect((await viewer.call("GET", PATH)).body).toMatchObject({
    type: "frequency_capping",
    data: { time_zone: "UTC", rules: [] },
  });
  expect(await viewer.call("PUT", PATH, { rules: [weekly] })).toMatchObject({ status: 403 });

  const misspelt = await ana.call("PUT", PATH, { rules: [weekly, { ...weekly, days: 90 }] });
  expect(misspelt.status).toBe(400);
  expect(JSON.stringify(misspelt.body)).toContain("rules[1].days");
  const unusable = await ana.call("PUT", PATH, { time_zone: "Mars/Olympus", rules: [weekly, weekly] });
  expect(unusable.status).toBe(422);
  expect(unusable.body.error.details.map(({ target }: { target: string }) => target)).toEqual([
    "time_zone",
    "rules[1]",
  ]);

  const rules = [weekly, { level: "tags", tags: ["offer"], match: "any", max_messages: 1, days: 1 }];
  const answer = await ana.call("PUT", PATH, { time_zone: "Europe/Berlin", rules });
  expect(answer.body.data).toEqual({ time_zone: "Europe/Berlin", rules });
  expect((await viewer.call("GET", PATH)).body.data).toEqual(answer.body.data);
  const { rows } = await api.store.pool.query(
    "select actor, detail from audit_log where action = 'workspace.frequency_capping_changed'",
  );
  expect(rows).toMatchObject([
    { actor: "ana@example.com", detail: { from: '{"time_zone":"UTC","rules":[]}' } },
  ]);
});
