// The Data API over real sockets, with a real Postgres and a real nats-server, as a program written for it uses it.
import { type Bus, connectBus, ensureStreams, eventsHead, publishEvents, readEvents } from "@sluice/bus";
import { startTestNats } from "@sluice/embedded";
import type { EventEntry } from "@sluice/schema";
import { ensureWorkspace, openPosition, storeEvents } from "@sluice/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

let api: TestApi;
let bus: Bus;
let url: string;
let authorization: string;
const closing: Array<() => PromiseLike<unknown>> = [];

beforeAll(async () => {
  const nats = await startTestNats({ unsafeWithoutFsync: true });
  bus = await connectBus({ natsUrl: nats.url, name: "test" });
  await ensureStreams(bus);
  api = await startApi({}, (events) => publishEvents(bus, events));
  closing.push(
    () => api[Symbol.asyncDispose](),
    () => bus.close(),
    () => nats.stop(),
  );
  ({ authorization } = await api.person("feed@example.com", { scopes: ["data"] }));
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  for (const close of closing) await close();
});

interface Call {
  method?: string;
  headers?: Record<string, string>;
}

async function send(
  path: string,
  body?: unknown,
  { method = "POST", headers = {} }: Call = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const customer = (id: unknown, attributes: unknown = {}, more: object = {}) => ({
  type: "customer",
  customer_id: id,
  attributes,
  ...more,
});
const action = (name: string, more: object = {}) => ({ action: name, attributes: { price: 10 }, ...more });
const event = (id: string, ...actions: object[]) => ({ type: "event", customer_id: id, actions });
const device = (id: string, deviceId: string, pushId: string, more: object = {}) => ({
  type: "device",
  customer_id: id,
  device_id: deviceId,
  attributes: { platform: "android", push_id: pushId, ...more },
});
const tell = (body: object) => send(`/v1/${(body as { type: string }).type}/${WORKSPACE}`, body);
const get = (path: string) => send(path, undefined, { method: "GET" });
const read = async (id: string) => (await get(`/v5/users/${id}`)).body.data;
const eventsOf = async (id: string, query = "") => {
  await storeWaitingEvents();
  return (await get(`/v5/users/${id}/events${query}`)).body.data;
};

/** The ledger's part: what is on the stream comes into the tables. */
async function storeWaitingEvents(): Promise<void> {
  const { identity, lastSeq } = await eventsHead(bus);
  const position = await openPosition(api.store, "EVENTS", identity);
  if (position >= lastSeq) return;
  const ending = new AbortController();
  const records = [];
  for await (const { seq, storedAtMs, message } of readEvents(bus, position + 1, ending.signal)) {
    const entries: readonly EventEntry[] = message?.entries ?? [];
    records.push({ seq, storedAtMs, content: { workspaceId: message?.workspace_id ?? "", entries } });
    if (seq >= lastSeq) break;
  }
  ending.abort();
  await storeEvents(api.store, identity, records);
}

test("a user is created, changed and read back; what is not mentioned stays, null takes away", async () => {
  const created = await tell(
    customer("john@example.com", { u_em: "john@example.com", points: 20, vip: true, likes: ["tea"] }),
  );
  expect(created).toEqual({
    status: 200,
    body: {
      status: "success",
      message: "Your request has been accepted and will be processed soon.",
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
  await tell(
    customer("john@example.com", { points: 21, vip: null, addValueToArrayField: { likes: ["milk"] } }),
  );
  await tell(
    customer(
      "john@example.com",
      {},
      {
        removeValueFromArrayField: { likes: ["tea"] },
        platforms: [
          { platform: "ANDROID", active: "true" },
          { platform: "ios", active: true },
        ],
      },
    ),
  );
  await tell(customer("john@example.com", { platforms: [{ platform: "ANDROID", active: "false" }] }));
  expect(await read("john@example.com")).toEqual({
    user_id: "john@example.com",
    attributes: { u_em: "john@example.com", points: 21, likes: ["milk"], platforms: ["iOS"] },
    devices: [],
  });
});

test("with update_existing_only nobody comes into being", async () => {
  expect((await tell(customer("stranger", { a: 1 }, { update_existing_only: true }))).status).toBe(200);
  expect((await get("/v5/users/stranger")).status).toBe(404);
  await tell(customer("stranger"));
  await tell(customer("stranger", { a: 2 }, { update_existing_only: true }));
  expect((await read("stranger")).attributes).toEqual({ a: 2 });
});

test.each<[string, unknown, string, string | undefined]>([
  ["an id that is a word for nobody", customer("guest"), "Blacklisted", "customer_id"],
  ["the same in capitals", customer("NULL"), "Blacklisted", "customer_id"],
  ["an id of one character", customer("7"), "Blacklisted", "customer_id"],
  ["no id", { type: "customer" }, "MissingAttributeError", "customer_id"],
  ["an id that is no text", customer(17), "InvalidParams", "customer_id"],
  ["a type in capitals", { ...customer("ana"), type: "Customer" }, "InvalidParams", "type"],
  ["no type", { customer_id: "ana" }, "MissingAttributeError", "type"],
  ["an attribute without a name", customer("ana", { "": 1 }), "Blacklisted", "attributes."],
  ["an attribute called id", customer("ana", { _id: 1 }), "Blacklisted", "attributes._id"],
  ["a reserved prefix", customer("ana", { moe_own: 1 }), "Blacklisted", "attributes.moe_own"],
  [
    "an object as a value",
    customer("ana", { address: { city: "Pune" } }),
    "InvalidParams",
    "attributes.address",
  ],
  ["a list of two kinds", customer("ana", { mixed: [1, "a"] }), "InvalidParams", "attributes.mixed[0]"],
  [
    "a list of 51",
    customer("ana", { long: Array.from({ length: 51 }, () => 1) }),
    "InvalidParams",
    "attributes.long",
  ],
  [
    "a value of 5,000 characters",
    customer("ana", { long: "x".repeat(5_000) }),
    "InvalidParams",
    "attributes.long",
  ],
  [
    "a name of 201 characters",
    customer("ana", { ["n".repeat(201)]: 1 }),
    "InvalidParams",
    `attributes.${"n".repeat(201)}`,
  ],
  [
    "257 attributes",
    customer("ana", Object.fromEntries(Array.from({ length: 257 }, (_, n) => [`a${n}`, n]))),
    "InvalidParams",
    "attributes",
  ],
  [
    "an attribute in both lists of edits",
    customer("ana", { addValueToArrayField: { a: [1] }, removeValueFromArrayField: { a: [1] } }),
    "ArrayFieldError",
    "a",
  ],
  ["a field that is not known", customer("ana", {}, { atributes: {} }), "InvalidParams", "atributes"],
  ["text that cannot be kept", customer("ana", { a: "x\u0000" }), "InvalidParams", "attributes.a"],
])("%s is refused with 400, by type and field", async (_what, body, type, attribute) => {
  const answer = await send(`/v1/customer/${WORKSPACE}`, body);
  expect(answer).toMatchObject({
    status: 400,
    body: { status: "fail", error: { type, request_id: expect.any(String) } },
  });
  expect(answer.body.error.attribute).toBe(attribute);
  expect(answer.body.error.message.length).toBeGreaterThan(5);
});

test("adding to what holds no list is refused, and nothing of the request is done", async () => {
  await tell(customer("no-list", { city: "Pune" }));
  const answer = await tell(customer("no-list", { age: 3, addValueToArrayField: { city: ["x"] } }));
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { type: "ArrayFieldError", attribute: "city" } },
  });
  expect((await read("no-list")).attributes).toEqual({ city: "Pune" });
});

test("refusals that are not about content have their own types", async () => {
  const path = `/v1/customer/${WORKSPACE}`;
  const typeOf = async (...call: Parameters<typeof send>) => {
    const { status, body } = await send(...call);
    expect(body.status).toBe("fail");
    return [status, body.error.type];
  };
  expect(await typeOf(path, "{oops")).toEqual([400, "Malformed JSON"]);
  expect(await typeOf(path, " ")).toEqual([400, "Empty request body"]);
  expect(await typeOf("/v1/customer/rival", customer("ana"))).toEqual([409, "Key mismatch"]);
  expect(await typeOf("/v1/customers/export", { data: { identifiers: [] } })).toEqual([
    400,
    "ParamsRequired",
  ]);
  expect(await typeOf(path, customer("ana", { a: "x".repeat(140_000) }))).toEqual([413, "PayloadTooLarge"]);
  expect(await typeOf(path, "<xml/>", { headers: { "content-type": "text/xml" } })).toEqual([
    415,
    "Unsupported media type",
  ]);
  expect(await typeOf(path, customer("ana"), { headers: { authorization: "Basic eDp5" } })).toEqual([
    401,
    "Authentication required",
  ]);
  const viewer = await api.person("viewer@example.com", { scopes: ["view"] });
  expect(await typeOf(path, customer("ana"), { headers: { authorization: viewer.authorization } })).toEqual([
    403,
    "BlockedClient",
  ]);
});

test("events are durable before the answer, make their user known, and are read newest first", async () => {
  const told = event(
    "eve@example.com",
    action("Flight Booked", {
      current_time: 1_433_837_969,
      user_timezone_offset: 19_800,
      platform: "iOS",
      app_version: "1.2",
    }),
    action("Seat Chosen", {
      user_time: "2020-05-31T16:33:35Z",
      user_timezone_offset: 3_600,
      attributes: { seat: { row: 7 } },
    }),
    action("Now"),
  );
  const before = (await eventsHead(bus)).lastSeq;
  expect((await tell(told)).status).toBe(200);
  expect((await eventsHead(bus)).lastSeq).toBe(before + 1);
  expect((await read("eve@example.com")).attributes).toEqual({});
  const { events, next } = await eventsOf("eve@example.com");
  expect(next).toBeNull();
  expect(events.map(({ name }: { name: string }) => name)).toEqual(["Now", "Seat Chosen", "Flight Booked"]);
  expect(events[1]).toMatchObject({
    at: "2020-05-31T15:33:35.000Z",
    attributes: { seat: { row: 7 } },
    timezone_offset_s: 3_600,
  });
  expect(events[2]).toMatchObject({
    at: "2015-06-09T08:19:29.000Z",
    platform: "iOS",
    app_version: "1.2",
    device_id: "eve@example.com",
  });
  const first = await eventsOf("eve@example.com", "?limit=2");
  expect(first.events).toHaveLength(2);
  expect((await eventsOf("eve@example.com", `?limit=2&cursor=${first.next}`)).events).toMatchObject([
    { name: "Flight Booked" },
  ]);
  expect((await eventsOf("eve@example.com", "?name=Now")).events).toHaveLength(1);
});

test("a call with an Idempotency-Key that is made again stores nothing twice, and is answered alike", async () => {
  const headers = { "idempotency-key": "5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10" };
  const call = () => send(`/v1/event/${WORKSPACE}`, event("once@example.com", action("once")), { headers });
  const first = await call();
  expect(await call()).toEqual(first);
  expect((await eventsOf("once@example.com")).events).toHaveLength(1);
});

test.each<[string, object, string]>([
  [
    "lies in the future",
    action("x", { current_time: Date.now() / 1_000 + 3_600 }),
    "actions[0].current_time",
  ],
  ["tells no time", action("x", { user_time: "yesterday" }), "actions[0].user_time"],
  [
    "has an offset of 16 hours",
    action("x", { user_timezone_offset: 57_600 }),
    "actions[0].user_timezone_offset",
  ],
  ["comes from nowhere", action("x", { platform: "fridge" }), "actions[0].platform"],
  ["has a TV's system without a TV", action("x", { moe_os_type: "ROKU" }), "actions[0].moe_os_type"],
  ["has no name", { attributes: {} }, "actions[0].action"],
  ["has a reserved attribute", action("x", { attributes: { _id: 1 } }), "actions[0].attributes._id"],
])("an event that %s is refused by its field", async (_what, told, attribute) => {
  const answer = await tell(event("ana@example.com", told));
  expect(answer).toMatchObject({ status: 400, body: { error: { attribute } } });
});

test("a device needs its user, moves with its push id, and is opted out", async () => {
  expect(await tell(device("nobody-yet", "d1", "push-1"))).toMatchObject({
    status: 400,
    body: { error: { attribute: "customer_id" } },
  });
  await tell(customer("dev-a"));
  await tell(customer("dev-b"));
  expect((await tell(device("dev-a", "d1", "push-1", { model: "X1", moe_gaid: "gaid-1" }))).status).toBe(200);
  await tell(device("dev-b", "d1", "push-1", { moe_push_opted: "False" }));
  expect((await read("dev-a")).devices).toEqual([]);
  expect((await read("dev-b")).devices).toMatchObject([
    { device_id: "d1", platform: "ANDROID", push_id: "push-1", is_opted_out: true },
  ]);
  const unblock = {
    user_identifier_type: "customer_id",
    user_identifier_value: "dev-b",
    action_type: "unblock",
  };
  expect((await send(`/v1/devices/manage?app_id=${WORKSPACE}`, unblock)).status).toBe(200);
  expect((await read("dev-b")).devices).toMatchObject([{ is_opted_out: false }]);
});

test("a bulk request is answered 200 whatever is in it; what was refused is found by its request id", async () => {
  const elements = [
    customer("bulk-1", { n: 1 }),
    device("bulk-1", "d1", "push-bulk"),
    customer("null"),
    event("bulk-1", action("one")),
    device("bulk-none", "d1", "push-none"),
    { type: "fridge" },
    event("bulk-1", action("late", { current_time: Date.now() + 3_600_000 })),
    customer("bulk-1", { n: 2 }),
    "nonsense",
  ];
  const answer = await send(`/v1/transition/${WORKSPACE}`, { type: "transition", elements });
  expect(answer).toMatchObject({ status: 200, body: { status: "success" } });
  expect(await read("bulk-1")).toMatchObject({ attributes: { n: 2 }, devices: [{ device_id: "d1" }] });
  expect((await eventsOf("bulk-1")).events).toMatchObject([{ name: "one" }]);
  const report = await get(`/v1/transition/${WORKSPACE}/${answer.body.request_id}`);
  expect(report.body).toMatchObject({ elements: 9, refused: 5 });
  expect(
    report.body.listed.map(({ element, type }: { element: number; type: string }) => [element, type]),
  ).toEqual([
    [2, "Blacklisted"],
    [4, "InvalidParams"],
    [5, "InvalidParams"],
    [6, "InvalidParams"],
    [8, "MissingAttributeError"],
  ]);
  expect((await get(`/v1/transition/${WORKSPACE}/never`)).body).toMatchObject({ refused: 0, listed: [] });
});

test("users are read by id, up to twenty at a time, whole or by field", async () => {
  await tell(customer("export-1", { name: "Ann", age: 30, moengage_id: "62e79f" }));
  const identifiers = [
    { identifier_type: "customer_id", identifier: "export-1" },
    { identifier_type: "moengage_id", identifier: "62e79f" },
    { identifier_type: "customer_id", identifier: "nobody" },
  ];
  const path = `/v1/customers/export?app_id=${WORKSPACE}`;
  const whole = await send(path, { data: { identifiers } });
  expect(whole.body).toEqual({
    status: "success",
    type: "export_users",
    data: {
      users_not_found: [identifiers[2]],
      users: Array.from({ length: 2 }, () => ({
        user_attributes: { name: "Ann", age: 30, moengage_id: "62e79f", customer_id: "export-1" },
      })),
    },
  });
  const some = await send(path, {
    data: { identifiers: identifiers.slice(0, 1), user_fields_to_export: ["name", "customer_id", "none"] },
  });
  expect(some.body.data.users).toEqual([{ user_attributes: { name: "Ann", customer_id: "export-1" } }]);
  const many = Array.from({ length: 21 }, () => identifiers[0]);
  expect((await send(path, { data: { identifiers: many } })).status).toBe(400);
});

test("a merge takes events and devices along, also those that were on their way", async () => {
  await tell(customer("merge-old", { a: 1, b: 1 }));
  await tell(customer("merge-new", { b: 2 }));
  await tell(device("merge-old", "d1", "push-m"));
  await tell(event("merge-old", action("stored")));
  await storeWaitingEvents();
  await tell(event("merge-old", action("on its way")));
  const path = `/v1/customer/merge?app_id=${WORKSPACE}`;
  const merge = { merge_data: [{ merged_user: "merge-old", retained_user: "merge-new" }] };
  expect(await send(path, merge)).toMatchObject({
    status: 200,
    body: { status: "success", operation: "created" },
  });
  expect(await read("merge-new")).toMatchObject({
    attributes: { a: 1, b: 2 },
    devices: [{ device_id: "d1" }],
  });
  expect((await get("/v5/users/merge-old")).status).toBe(404);
  expect((await eventsOf("merge-new")).events).toHaveLength(2);
  expect(await send(path, merge)).toMatchObject({
    status: 400,
    body: { error: { attribute: "merge_data[0].merged_user" } },
  });
  const chain = [
    { merged_user: "aa", retained_user: "bb" },
    { merged_user: "bb", retained_user: "cc" },
  ];
  expect((await send(path, { merge_data: chain })).body.error.attribute).toBe("merge_data[0].retained_user");
});

test("a deleted user leaves nothing, also of what was on its way; asking twice is no mistake", async () => {
  await tell(customer("gone", { u_em: "gone@example.com" }));
  await tell(device("gone", "d1", "push-gone"));
  await tell(event("gone", action("stored")));
  await storeWaitingEvents();
  await tell(event("gone", action("on its way")));
  const path = `/v1/customer/delete?app_id=${WORKSPACE}`;
  const body = { identifiers: [{ identifier_type: "customer_id", identifier: "gone" }] };
  expect((await send(path, body)).status).toBe(200);
  expect((await get("/v5/users/gone")).status).toBe(404);
  expect((await eventsOf("gone")).events).toEqual([]);
  expect((await send(path, body)).status).toBe(200);
  const { rows } = await api.store.pool.query(
    "select detail from audit_log where action like 'users.%' order by at",
  );
  expect(rows.map(({ detail }) => detail)).toEqual([{ users: 1 }, { users: 1 }]);
});

test("another workspace sees and changes nothing of it", async () => {
  await ensureWorkspace(api.store, { workspaceId: "rival", name: "Rival" });
  const rival = await api.person("rival@example.com", { workspaceId: "rival", scopes: ["data"] });
  await tell(customer("mine", { a: 1 }));
  const headers = { authorization: rival.authorization };
  expect((await send("/v5/users/mine", undefined, { method: "GET", headers })).status).toBe(404);
  await send(
    "/v1/customer/delete?app_id=rival",
    { identifiers: [{ identifier_type: "customer_id", identifier: "mine" }] },
    { headers },
  );
  expect((await read("mine")).attributes).toEqual({ a: 1 });
});

test("a thousand calls at once share a few transactions, and none is lost", async () => {
  const before = (await eventsHead(bus)).lastSeq;
  const calls = Array.from({ length: 1_000 }, (_, n) =>
    tell(
      n % 2 === 0
        ? customer(`crowd-${n % 100}`, { [`n${n}`]: n })
        : event(`crowd-${n % 100}`, action(`e${n}`)),
    ),
  );
  const answers = await Promise.all(calls);
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect((await eventsHead(bus)).lastSeq - before).toBeLessThan(500);
  expect(Object.keys((await read("crowd-0")).attributes)).toHaveLength(10);
  expect((await eventsOf("crowd-1")).events).toHaveLength(10);
});
