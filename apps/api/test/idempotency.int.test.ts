// Calls that are made again: request ids, and answers kept under their Idempotency-Key. Over real Postgres.
import { randomUUID } from "node:crypto";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
});
afterAll(async () => api[Symbol.asyncDispose]());

interface Sent {
  status: number;
  text: string;
  body: any; // oxlint-disable-line typescript/no-explicit-any -- tests reach into answers of every shape
  headers: Record<string, unknown>;
}

async function send(
  method: InjectOptions["method"] & string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  person = ana,
): Promise<Sent> {
  const response = await api.app.inject({
    method,
    url: `/v5${path}`,
    headers: { authorization: person.authorization, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  } as InjectOptions);
  const text = response.body;
  return {
    status: response.statusCode,
    text,
    body: text === "" ? null : JSON.parse(text),
    headers: response.headers,
  };
}

const create = (headers: Record<string, string> = {}, changes: Record<string, unknown> = {}) =>
  send("POST", "/campaigns", publishable(changes), headers);

const countNamed = async (name: string): Promise<number> => {
  const { rows } = await api.store.pool.query<{ n: number }>(
    "select count(*) as n from campaigns where name = $1",
    [name],
  );
  return rows[0]!.n;
};

describe("the tenant header", () => {
  test.each(["X-MOE-Tenant-ID", "MOE-APPKEY"])(
    "%s may say again which workspace the credential names",
    async (name) => {
      expect((await send("GET", "/campaigns", undefined, { [name]: WORKSPACE })).status).toBe(200);
      const other = await send("GET", "/campaigns", undefined, { [name]: "globex" });
      expect([other.status, other.body.error.code]).toEqual([403, "FORBIDDEN"]);
    },
  );
});

describe("a request id", () => {
  test("comes back as response_id from the header or from the body, else we make one", async () => {
    expect((await create({ "x-moe-request-id": "from-header" })).body.response_id).toBe("from-header");
    expect((await create({}, { request_id: "from-body" })).body.response_id).toBe("from-body");
    expect((await create()).body.response_id).toMatch(/^[0-9a-f-]{36}$/);
    const listed = await send("GET", "/campaigns", undefined, { "x-moe-request-id": "list-1" });
    expect(listed.body.response_id).toBe("list-1");
  });

  test("is told in a refusal as well", async () => {
    const refused = await create({ "x-moe-request-id": "refused-1" }, { basic_details: { name: 7 } });
    expect([refused.status, refused.body.response_id, refused.body.error.request_id]).toEqual([
      400,
      "refused-1",
      "refused-1",
    ]);
  });

  test("that differs between header and body is refused", async () => {
    const refused = await create({ "x-moe-request-id": "one" }, { request_id: "two" });
    expect([refused.status, refused.body.error.target]).toEqual([400, "request_id"]);
    expect((await create({ "x-moe-request-id": "same" }, { request_id: "same" })).status).toBe(201);
  });

  test("that could not stand in a log line is not echoed", async () => {
    const long = await send("GET", "/campaigns", undefined, { "x-moe-request-id": "x".repeat(257) });
    expect(long.body.response_id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await create({ "x-moe-request-id": "x".repeat(257) })).status).toBe(400);
    expect((await create({}, { request_id: "grün" })).body.response_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("that created a campaign is refused for a day, of a push campaign for an hour, and then free again", async () => {
    for (const [channel, hours] of [
      ["CONNECTOR", 24],
      ["EMAIL", 24],
      ["PUSH", 1],
    ] as const) {
      const id = `order-${channel}`;
      const body = { channel, campaign_delivery_type: "ONE_TIME", request_id: id };
      const platforms = channel === "PUSH" ? { platforms: ["ANDROID"] } : {};
      const post = () =>
        send("POST", "/campaigns", { ...body, basic_details: { name: `Reuse ${channel}`, ...platforms } });
      expect((await post()).status).toBe(201);
      const again = await post();
      expect([again.status, again.body.error.message]).toEqual([409, expect.stringContaining(id)]);
      const aMinuteLess = `${hours * 60 - 1} minutes`;
      await api.store.pool.query(
        "update campaign_requests set free_at = free_at - $2::interval where request_id = $1",
        [id, aMinuteLess],
      );
      expect((await post()).status).toBe(409);
      await api.store.pool.query(
        "update campaign_requests set free_at = free_at - interval '1 minute' where request_id = $1",
        [id],
      );
      expect((await post()).status).toBe(201);
      expect((await post()).status).toBe(409);
    }
  });

  test("of a create that failed may be used again at once", async () => {
    const broken = { campaign_content: { content: { connector: { url: "ftp://x" } } } };
    expect((await create({ "x-moe-request-id": "retry-me" }, broken)).status).toBe(400);
    expect((await create({ "x-moe-request-id": "retry-me" })).status).toBe(201);
  });

  test("of two creates at the same time makes one campaign", async () => {
    const twins = await Promise.all(
      Array.from({ length: 8 }, () => create({}, { request_id: "twins", basic_details: { name: "Twins" } })),
    );
    expect(twins.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array<number>(7).fill(409),
    ]);
    expect(await countNamed("Twins")).toBe(1);
  });
});

describe("an Idempotency-Key", () => {
  const keyed = (key: string = randomUUID()) => ({ "idempotency-key": key });

  test("that is no UUID of version 4 is refused", async () => {
    const refused = await create(keyed("order-1"));
    expect([refused.status, refused.body.error.target]).toEqual([400, "Idempotency-Key"]);
    expect((await create(keyed("0190a5f0-7c00-7000-8000-000000000000"))).status).toBe(400);
  });

  test("gets the same answer byte for byte, and creates nothing more", async () => {
    const headers = keyed();
    const body = { basic_details: { name: "Only once" } };
    const first = await create(headers, body);
    const again = await create({ "idempotency-key": headers["idempotency-key"].toUpperCase() }, body);
    expect(first.status).toBe(201);
    expect(first.headers["idempotency-replayed"]).toBeUndefined();
    expect([again.status, again.text, again.headers["content-type"]]).toEqual([
      201,
      first.text,
      first.headers["content-type"],
    ]);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(await countNamed("Only once")).toBe(1);
  });

  test("keeps refusals as well, until the next day", async () => {
    const headers = keyed();
    const first = await send("PATCH", `/campaigns/${"0".repeat(24)}/status`, { action: "PAUSE" }, headers);
    expect(first.status).toBe(404);
    const again = await send("PATCH", `/campaigns/${"0".repeat(24)}/status`, { action: "PAUSE" }, headers);
    expect(again.text).toBe(first.text);
    await api.store.pool.query(
      "update idempotency_keys set claimed_at = claimed_at - interval '24 hours' where key = $1",
      [headers["idempotency-key"]],
    );
    const nextDay = await send("PATCH", `/campaigns/${"0".repeat(24)}/status`, { action: "PAUSE" }, headers);
    expect(nextDay.headers["idempotency-replayed"]).toBeUndefined();
    expect(nextDay.text).not.toBe(first.text);
  });

  test("with another body, path or method is refused with 409", async () => {
    const headers = keyed();
    const first = await create(headers);
    for (const other of [
      await create(headers, { basic_details: { name: "Other" } }),
      await send("POST", "/campaigns?x=1", publishable(), headers),
      await send("PATCH", `/campaigns/${first.body.data.id}`, publishable(), headers),
    ])
      expect([other.status, other.body.error.code, other.body.error.message]).toEqual([
        409,
        "BAD_REQUEST",
        "Idempotency-Key reused with a different request body.",
      ]);
  });

  test("belongs to its workspace", async () => {
    await api.store.pool.query("insert into workspaces (workspace_id, name) values ('globex', 'Globex')");
    const eve = await api.person("eve@example.com", { workspaceId: "globex" });
    const headers = keyed();
    expect((await create(headers)).status).toBe(201);
    const other = await send("POST", "/campaigns", publishable(), headers, eve);
    expect([other.status, other.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  });

  test("of calls at the same time does its work once; the others are told to come again", async () => {
    const headers = keyed();
    const calls = await Promise.all(
      Array.from({ length: 12 }, () => create(headers, { basic_details: { name: "Crowd" } })),
    );
    const created = calls.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    for (const { status, body, headers: told } of calls.filter((call) => call.status !== 201))
      expect([status, body.error.code, told["retry-after"]]).toEqual([409, "BAD_REQUEST", "1"]);
    expect(await countNamed("Crowd")).toBe(1);
  });

  test("of a call that cannot be answered now is free again", async () => {
    const headers = keyed();
    await api.store.pool.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '57P01'; end $$;
       create trigger refuse before insert on campaigns for each row when (new.name = 'Later') execute function refuse()`,
    );
    const later = { basic_details: { name: "Later" } };
    expect((await create(headers, later)).status).toBe(503);
    await api.store.pool.query("drop trigger refuse on campaigns");
    const again = await create(headers, later);
    expect([again.status, again.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  });

  test("whose holder was not heard of for long is taken over, and the former holder creates nothing any more", async () => {
    const headers = keyed();
    const slow = { basic_details: { name: "Slow holder" } };
    await api.store.pool.query(
      `create function wait_a_little() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return new; end $$;
       create trigger wait_a_little before insert on campaigns for each row when (new.name = 'Slow holder') execute function wait_a_little()`,
    );
    const first = create(headers, slow);
    await expect
      .poll(async () => {
        const { rowCount } = await api.store.pool.query(
          "update idempotency_keys set claimed_at = claimed_at - interval '40 seconds' where key = $1",
          [headers["idempotency-key"]],
        );
        return rowCount;
      })
      .toBe(1);
    const second = await create(headers, slow);
    expect([(await first).status, second.status]).toEqual([409, 201]);
    expect(await countNamed("Slow holder")).toBe(1);
    await api.store.pool.query("drop trigger wait_a_little on campaigns");
  });

  test("keeps no secret that can be read in the database", async () => {
    const headers = keyed();
    const key = { actor: "bot@example.com", name: "bot", scopes: ["view"] };
    const first = await send("POST", "/api-keys", key, headers);
    expect(first.status).toBe(201);
    const { secret } = first.body.data;
    const again = await send("POST", "/api-keys", key, headers);
    expect(again.body.data.secret).toBe(secret);
    const { rows } = await api.store.pool.query("select k::text as line from idempotency_keys k");
    for (const { line } of rows as Array<{ line: string }>) expect(line).not.toContain(secret);
  });

  test("means nothing to a call that only validates", async () => {
    const { body } = await create();
    const headers = keyed();
    const validate = () => send("POST", `/campaigns/${body.data.id}/validate`, undefined, headers);
    expect([(await validate()).status, (await validate()).headers["idempotency-replayed"]]).toEqual([
      200,
      undefined,
    ]);
  });
});
