import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

test("the audit log of a campaign comes as a table, whole, with hashes, and without formulas", async () => {
  const { body } = await ana.call("POST", "", publishable());
  const id = body.data.id;
  await ana.call("POST", `/${id}/submit`);
  await ben.call("POST", `/${id}/reject`, { comment: '=HYPERLINK("http://evil.example","x")' });
  const eve = await api.person("=cmd|' /C calc'!A0");
  await eve.call("PATCH", `/${id}`, { basic_details: { name: "Renamed" } });

  const csv = await api.app.inject({
    url: `/v5/campaigns/${id}/audit?format=csv`,
    headers: { authorization: ana.authorization },
  });
  expect(csv.statusCode).toBe(200);
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  const lines = csv.body.trimEnd().split("\r\n");
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^"chain_no","at","action"/);
  expect(lines[1]).toMatch(/^"1","[^"]+","campaign\.created","ana@example\.com"/);
  expect(lines[4]).toContain(`"'=cmd|' /C calc'!A0"`);
  for (const cell of csv.body.match(/"(?:[^"]|"")*"/g) ?? []) expect(cell).not.toMatch(/^"[=+\-@]/);
  for (const line of lines.slice(1)) expect(line).toMatch(/"[0-9a-f]{64}"$/);

  const accepted = await api.app.inject({
    url: `/v5/campaigns/${id}/audit`,
    headers: { authorization: ana.authorization, accept: "text/csv" },
  });
  expect(accepted.body).toBe(csv.body);
  const json = await ana.call("GET", `/${id}/audit`);
  expect(json.body.data.entries.map(({ chain_no }: { chain_no: number }) => chain_no)).toEqual([1, 2, 3, 4]);
});

test("a table of more entries than a page has them all, once each", async () => {
  const { body } = await ana.call("POST", "", publishable());
  const id = body.data.id;
  await api.store.pool.query(
    `insert into audit_log (workspace_id, audit_id, campaign_id, action, actor, source, detail, at)
     select 'acme', gen_random_uuid(), $1, 'campaign.tested', 'ana', 'test', '{}', now() from generate_series(1, 1200)`,
    [id],
  );
  const csv = await api.app.inject({
    url: `/v5/campaigns/${id}/audit?format=csv`,
    headers: { authorization: ana.authorization },
  });
  const numbers = csv.body
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => Number(line.split('"')[1]));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_201 }, (_, i) => i + 1));
});
