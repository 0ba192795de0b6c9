// Every operation of the description: who may call it, how it refuses, and that each of its examples works. The stage holds every
// answer to the description.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAMPAIGN_EXAMPLES } from "../../src/openapi/examples/all-examples.ts";
import { type Answer, type Person, type Stage, startStage, WORKSPACE } from "./stage.ts";

interface Operation {
  name: string;
  method: string;
  path: string;
  hasJsonBody: boolean;
  namesCampaign: boolean;
}

const NO_CAMPAIGN = "0".repeat(24);

let stage: Stage;
let ana: Person;
let operations: Operation[];

beforeAll(async () => {
  stage = await startStage();
  ana = await stage.person("ana@example.com");
  operations = operationsOf(await (await fetch(`${stage.api.url}/openapi.json`)).json());
});
afterAll(async () => stage[Symbol.asyncDispose]());

interface Described {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, unknown> } }>>;
}

function operationsOf(description: unknown): Operation[] {
  return Object.entries((description as Described).paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      name: `${method.toUpperCase()} ${template}`,
      method: method.toUpperCase(),
      path: template
        .replace("{app_id}", WORKSPACE)
        .replace("{key_id}", "00000000")
        .replaceAll(/\{[^}]+\}/g, NO_CAMPAIGN),
      hasJsonBody: requestBody?.content["application/json"] !== undefined,
      namesCampaign: template.startsWith("/v5/campaigns/{id}"),
    })),
  );
}

/** What a call is answered with, for each operation that is asked for. */
async function answers(
  chosen: readonly Operation[],
  call: (operation: Operation) => Promise<Answer>,
): Promise<Array<[name: string, answer: Answer]>> {
  const answered: Array<[string, Answer]> = [];
  for (const operation of chosen) answered.push([operation.name, await call(operation)]);
  return answered;
}
const unlike = (answered: Array<[string, Answer]>, isRight: (answer: Answer) => boolean) =>
  answered
    .filter(([, answer]) => !isRight(answer))
    .map(([name, { status, text }]) => `${name} ${status} ${text}`);

describe("every operation", () => {
  test("refuses who has no credential with 401, and says how to authenticate", async () => {
    const answered = await answers(operations, async ({ method, path }) => {
      const response = await fetch(stage.api.url + path, { method });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: JSON.parse(text), text };
    });
    const isRight = ({ status, headers }: Answer) =>
      status === 401 && (headers.get("www-authenticate") ?? "").startsWith("Basic");
    expect(unlike(answered, isRight)).toEqual([]);
  });

  test("refuses a key that lacks its scope with 403", async () => {
    const importer = await stage.person("import@example.com", { scopes: ["import"] });
    const exporter = await stage.person("send@example.com", { scopes: ["send"] });
    const answered = await answers(operations, async ({ method, path, hasJsonBody }) => {
      const call = hasJsonBody ? { body: {} } : {};
      const first = await importer.call(method, path, call);
      return first.status === 403 ? first : exporter.call(method, path, call);
    });
    expect(unlike(answered, ({ status }) => status === 403)).toEqual([]);
  });

  test("refuses a header that names another workspace with 403", async () => {
    const answered = await answers(operations, ({ method, path, hasJsonBody }) =>
      ana.call(method, path, {
        headers: { "x-moe-tenant-id": "other" },
        ...(hasJsonBody ? { body: {} } : {}),
      }),
    );
    expect(unlike(answered, ({ status }) => status === 403)).toEqual([]);
  });

  test("that takes JSON refuses what is none with 400, and another type with 415", async () => {
    const withBody = operations.filter(({ hasJsonBody }) => hasJsonBody);
    const broken = await answers(withBody, ({ method, path }) =>
      ana.call(method, path, { body: "{oops", headers: { "content-type": "application/json" } }),
    );
    expect(unlike(broken, ({ status }) => status === 400)).toEqual([]);
    const text = await answers(withBody, ({ method, path }) =>
      ana.call(method, path, { body: "hello", headers: { "content-type": "text/plain" } }),
    );
    expect(unlike(text, ({ status }) => status === 415)).toEqual([]);
  });

  test("on a campaign that is not there is answered with 404 NOT_FOUND, when its body is good", async () => {
    const bodies: Record<string, unknown> = {
      "POST /v5/campaigns/{id}/reject": { comment: "no" },
      "POST /v5/campaigns/{id}/request-changes": { comment: "no" },
      "PATCH /v5/campaigns/{id}/status": { action: "STOP" },
      "PUT /v5/campaigns/{id}/limit": { campaign_throttle_rpm: 1 },
      "POST /v5/campaigns/{id}/send": { recipients: ["u"] },
      "PATCH /v5/campaigns/{id}": {},
      "POST /v5/campaigns/{id}/validate": undefined,
    };
    const named = operations.filter(({ namesCampaign }) => namesCampaign);
    expect(named.length).toBeGreaterThan(10);
    const answered = await answers(named, ({ name, method, path }) => {
      const query = name.endsWith("/diff") ? "?from=1&to=1" : "";
      return ana.call(method, path + query, { body: bodies[name] });
    });
    const isRight = ({ status, body }: Answer) => status === 404 && body.error.code === "NOT_FOUND";
    expect(unlike(answered, isRight)).toEqual([]);
  });
});

describe("campaigns by example", () => {
  beforeAll(async () => {
    const included_filters = {
      filter_operator: "and",
      filters: [
        {
          filter_type: "user_attributes",
          name: "orders",
          data_type: "double",
          operator: "greaterThan",
          value: 9,
        },
      ],
    };
    await ana.call("POST", "/v5/custom-segments", { body: { name: "Loyal customers", included_filters } });
  });

  test.each(Object.entries(CAMPAIGN_EXAMPLES))(
    "%s is created, kept as it was sent, and valid",
    async (_name, { value }) => {
      const created = await ana.call("POST", "/v5/campaigns", { body: value });
      expect([created.status, created.body.error]).toEqual([201, undefined]);
      expect(created.body).toMatchObject({ type: "campaign", data: { status: "DRAFT" } });
      const { id } = created.body.data;
      const read = await ana.call("GET", `/v5/campaigns/${id}`);
      const { created_by: _, ...sent } = value as Record<string, unknown>;
      expect(read.body.data).toMatchObject(sent);
      const validated = await ana.call("POST", `/v5/campaigns/${id}/validate`);
      expect(validated.body.data.errors).toEqual([]);
      expect(validated.body.data.valid).toBe(true);
    },
  );
});
