import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Person, publishable, startApi, type TestApi, WORKSPACE } from "./start-api.ts";

let api: TestApi;
let ana: Person;
let ben: Person;
let url: string;
let files: FileServer;

beforeAll(async () => {
  api = await startApi();
  ana = await api.person("ana@example.com");
  ben = await api.person("ben@example.com");
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
  files = await startFileServer();
});
beforeEach(async () => {
  await api.store.pool.query("truncate users, segments, segment_members, segment_loads cascade");
  await api.store.pool.query(
    `insert into users (workspace_id, user_id, attributes)
     select $1, 'u' || i, jsonb_build_object('city', case when i % 2 = 0 then 'Pune' else 'Köln' end,
       'email', 'u' || i || '@example.com') from generate_series(1, 10) as i`,
    [WORKSPACE],
  );
});
afterAll(async () => {
  await files[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

interface FileServer extends AsyncDisposable {
  url: string;
  /** By path. */
  files: Map<string, string>;
  told: unknown[];
}

/** Files that others host, and what they are told. */
async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, string>();
  const told: unknown[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    if (request.method === "POST") {
      void hear(request, response);
      return;
    }
    const file = files.get(request.url ?? "");
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    told.push(JSON.parse(await text(request)));
    response.end();
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    told,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const cityIs = (value: string) => ({
  filter_type: "user_attributes",
  name: "city",
  data_type: "string",
  operator: "is",
  value,
});
const all = (...filters: unknown[]) => ({ filter_operator: "and", filters });
const named = (id: string) => ({ filter_type: "custom_segments", id });

async function call(person: Person, method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: person.authorization, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return answerOf(await fetch(url + path, init));
}

async function upload(method: string, path: string, file: string): Promise<Answer> {
  const headers = { authorization: ana.authorization, "content-type": "text/csv" };
  return answerOf(await fetch(url + path, { method, headers, body: file }));
}

async function answerOf(response: Response): Promise<Answer> {
  const body = await response.text();
  return { status: response.status, body: body === "" ? null : JSON.parse(body) };
}

const create = async (name: string, ...filters: unknown[]): Promise<string> =>
  (await call(ana, "POST", "/v3/custom-segments", { name, included_filters: all(...filters) })).body.data.id;

const count = async (segmentation_details: unknown, more: object = {}) =>
  (await call(ana, "POST", "/v5/audience/count", { segmentation_details, ...more })).body;

describe("segments of filters", () => {
  test("are created, read, listed, changed and archived, with versions that tell changes", async () => {
    const body = { name: "Pune", included_filters: all(cityIs("Pune")) };
    const created = await call(ana, "POST", "/v3/custom-segments", body);
    expect(created).toMatchObject({
      status: 201,
      body: { type: "custom_segment", data: { name: "Pune", type: "FILTER", source: "API", version: 1 } },
    });
    const { id } = created.body.data;
    const change = { included_filters: all(cityIs("Köln")), updated_by: "eva@example.com" };
    expect((await call(ben, "PATCH", `/v3/custom-segments/${id}`, change)).body.data).toMatchObject({
      version: 2,
      updated_by: "ben@example.com",
    });
    expect((await call(ana, "GET", `/v5/custom-segments/${id}`)).body.data).toMatchObject({
      name: "Pune",
      included_filters: all({ ...cityIs("Köln"), negate: false, case_sensitive: false }),
    });
    const archived = await call(ana, "PATCH", "/v2/custom-segments/archive", { name: "Pune" });
    expect(archived.body).toMatchObject({ success: true, cs_id: id, cs_name: "Pune" });
    expect((await call(ana, "GET", "/v3/custom-segments")).body.data).toEqual([]);
    const withArchived = await call(ana, "GET", "/v3/custom-segments?include_archived=true&name=Pune");
    expect(withArchived.body.data).toMatchObject([{ id, archived: true }]);
    expect((await call(ana, "PUT", `/v5/custom-segments/${id}`, change)).status).toBe(403);
    expect((await call(ana, "POST", `/v5/custom-segments/${id}/unarchive`)).body.data.archived).toBe(false);
  });

  test("of which there is one with this name or these filters already are refused with the one that is there", async () => {
    const id = await create("Pune", cityIs("Pune"));
    const same = { included_filters: all(cityIs("Pune")) };
    for (const body of [
      { name: "Pune", included_filters: all(cityIs("x")) },
      { name: "other", ...same },
    ]) {
      expect(await call(ana, "POST", "/v3/custom-segments", body)).toMatchObject({
        status: 409,
        body: { error: { existing_cs_id: id, existing_cs_name: "Pune" } },
      });
    }
  });

  test("beyond a thousand in use are refused with the limit", async () => {
    await api.store.pool.query(
      `insert into segments (workspace_id, segment_id, type, name, version, created_by, created_at, updated_by, updated_at)
       select $1, lpad(to_hex(i), 24, '0'), 'FILE', 's' || i, 1, 'a', now(), 'a', now() from generate_series(1, 1000) as i`,
      [WORKSPACE],
    );
    const body = { name: "one more", included_filters: all(cityIs("Pune")) };
    expect(await call(ana, "POST", "/v3/custom-segments", body)).toMatchObject({
      status: 429,
      body: { error: { actual_count: 1000, limit: 1000 } },
    });
  });

  test("that no audience could use are refused where they are written", async () => {
    const post = (...filters: unknown[]) =>
      call(ana, "POST", "/v3/custom-segments", { name: "x", included_filters: all(...filters) });
    const missing = await post(named("f".repeat(24)));
    expect(missing).toMatchObject({ status: 400, body: { error: { code: "VALIDATION_FAILED" } } });
    expect(missing.body.error.details[0].message).toContain("there is no custom segment");
    expect((await post({ ...cityIs("x"), operator: "between" })).status).toBe(400);
    const a = await create("a", cityIs("a"));
    const b = await create("b", named(a));
    const cycle = await call(ana, "PATCH", `/v3/custom-segments/${a}`, { included_filters: all(named(b)) });
    expect(cycle.body.error.details[0].message).toContain("refers to itself");
  });

  test("belong to their workspace", async () => {
    const id = await create("Pune", cityIs("Pune"));
    await api.store.pool.query(
      "insert into workspaces (workspace_id, name) values ('rival', 'r') on conflict do nothing",
    );
    const stranger = await api.person("eve@example.com", { workspaceId: "rival" });
    expect((await call(stranger, "GET", `/v3/custom-segments/${id}`)).status).toBe(404);
    expect((await call(stranger, "GET", "/v3/custom-segments")).body.data).toEqual([]);
    const viewer = await api.person("viewer@example.com", { scopes: ["view"] });
    const body = { included_filters: all(cityIs("x")) };
    expect((await call(viewer, "PATCH", `/v3/custom-segments/${id}`, body)).status).toBe(403);
  });
});

describe("segments of users in files", () => {
  test("are made of an upload, and changed by others, whatever the file calls the id", async () => {
    const created = await upload(
      "POST",
      "/v5/custom-segments/file-segment/upload?name=list",
      "uid\nu1\nu2\nnobody\n",
    );
    expect(created).toMatchObject({
      status: 201,
      body: {
        data: { type: "FILE", version: 1, user_count: 2, last_load: { state: "done", values_found: 3 } },
      },
    });
    const { id } = created.body.data;
    const change = (action: string, file: string, more = "") =>
      upload("PUT", `/v5/custom-segments/${id}/users?action=${action}${more}`, file);
    expect((await change("add", "u3\nu1\n")).body.data).toMatchObject({ changed: 1, user_count: 3 });
    const byEmail = await change("remove", "u3@example.com\n", "&attribute_name=email");
    expect(byEmail.body.data).toMatchObject({ changed: 1, user_count: 2 });
    expect((await change("replace", "city,user_id\nPune,u9\n")).body.data).toMatchObject({ user_count: 1 });
    expect(await count({ included_filters: all(named(id)) })).toMatchObject({ data: { users: 1 } });
    expect((await call(ana, "GET", `/v5/custom-segments/${id}/loads`)).body.data).toHaveLength(4);
    expect((await change("add", "")).status).toBe(400);
    expect((await call(ana, "GET", `/v5/custom-segments/${id}`)).body.data).toMatchObject({
      version: 4,
      last_load: { state: "failed", error_message: expect.stringContaining("no rows") },
    });
  });

  test("are fetched from an address, through the guard, and whoever asked is told", async () => {
    files.told.length = 0;
    files.files.set("/users.csv?sig=secret", "u1\nu2\nu3\n");
    const body = {
      name: "fetched",
      attribute_name: "ID",
      attribute_type: "string",
      file_url: `${files.url}/users.csv?sig=secret`,
      callback_url: `${files.url}/told`,
      expiry_time: 30,
    };
    const accepted = await call(ana, "POST", "/v2/custom-segments/file-segment", body);
    expect(accepted).toMatchObject({ status: 202, body: { success: true, cs_name: "fetched" } });
    const { cs_id } = accepted.body;
    await eventually(async () => (files.told.length > 0 ? true : undefined));
    expect(files.told[0]).toMatchObject({
      db_name: WORKSPACE,
      segment_name: "fetched",
      status: 201,
      values_found: 3,
      values_processed: 3,
      user_count: 3,
    });
    files.files.set("/fewer.csv", "u1\n");
    const fewer = {
      ...body,
      cs_id,
      name: undefined,
      expiry_time: undefined,
      file_url: `${files.url}/fewer.csv`,
    };
    expect((await call(ana, "PUT", "/v2/custom-segments/file-segment/remove-users", fewer)).status).toBe(202);
    await eventually(async () => (files.told.length > 1 ? true : undefined));
    // It is told before it is noted that it was.
    const segment = await eventually(async () => {
      const { data } = (await call(ana, "GET", `/v3/custom-segments/${cs_id}`)).body;
      return data.last_load.callback === "told" ? data : undefined;
    });
    expect(segment.user_count).toBe(2);
    expect(api.logged.join("")).not.toContain("sig=secret");
  });

  test("that cannot be fetched stay without users, and the callback says why", async () => {
    files.told.length = 0;
    const body = (name: string, file_url: string) => ({
      name,
      attribute_name: "ID",
      attribute_type: "string",
      file_url,
      callback_url: `${files.url}/told`,
    });
    const absent = await call(
      ana,
      "POST",
      "/v2/custom-segments/file-segment",
      body("absent", `${files.url}/no.csv`),
    );
    await call(
      ana,
      "POST",
      "/v2/custom-segments/file-segment",
      body("inside", "http://169.254.169.254/latest"),
    );
    await eventually(async () => (files.told.length > 1 ? true : undefined));
    expect(files.told).toMatchObject([
      { segment_name: "absent", status: 400, error_message: expect.stringContaining("answered 404") },
      { segment_name: "inside", status: 400, error_message: expect.stringContaining("not fetched") },
    ]);
    const refused = await count({ included_filters: all(named(absent.body.cs_id)) });
    expect(refused.error.details[0].message).toContain("has no users yet");
  });

  test("e-mails are not sent, and so not promised", async () => {
    const body = {
      name: "x",
      attribute_name: "ID",
      attribute_type: "string",
      file_url: `${files.url}/a`,
      emails: ["ana@example.com"],
    };
    expect((await call(ana, "POST", "/v2/custom-segments/file-segment", body)).status).toBe(400);
  });
});

describe("campaigns that name segments", () => {
  async function approved(segmentId: string): Promise<string> {
    const segmentation_details = { included_filters: all(named(segmentId)) };
    const { id } = (await ana.call("POST", "", publishable({ segmentation_details }))).body.data;
    expect((await ana.call("POST", `/${id}/submit`)).status).toBe(200);
    const cleo = await api.person("cleo@example.com");
    expect((await cleo.call("POST", `/${id}/approve`)).status).toBe(200);
    return id;
  }
  const publish = (id: string) => ana.call("PATCH", `/${id}/status`, { action: "PUBLISH" });

  test("are published with what the segments said, kept with the run", async () => {
    const id = await approved(await create("Pune", cityIs("Pune")));
    expect((await publish(id)).status).toBe(200);
    const { rows } = await api.store.pool.query("select audience from runs where campaign_id = $1", [id]);
    expect(rows).toMatchObject([{ audience: { segments: [{ name: "Pune", version: 1 }] } }]);
  });

  test("are refused when a segment has changed since the approval: it says which", async () => {
    const segmentId = await create("Pune", cityIs("Pune"));
    const id = await approved(segmentId);
    await call(ana, "PATCH", `/v3/custom-segments/${segmentId}`, { included_filters: all(cityIs("Köln")) });
    const refused = await publish(id);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('"Pune"');
  });

  test("are not submitted while a segment cannot be used", async () => {
    const segmentation_details = { included_filters: all(named("f".repeat(24))) };
    const { id } = (await ana.call("POST", "", publishable({ segmentation_details }))).body.data;
    const { data } = (await ana.call("POST", `/${id}/validate`)).body;
    expect(data).toMatchObject({
      valid: false,
      errors: [{ field: "segmentation_details.included_filters.filters[0]" }],
    });
  });
});

describe("counting", () => {
  test("an audience is counted with its segments, what it excludes, and the control group", async () => {
    const pune = await create("Pune", cityIs("Pune"));
    expect((await count({ included_filters: all(named(pune)) })).data).toEqual({
      users: 5,
      targeted: 5,
      excluded: {},
      is_estimate: false,
    });
    await upload("PUT", "/v5/global-control-group/users/upload?action_type=add", "uid\nu1\nu2\n");
    const groups = { control_group_details: { is_global_control_group_enabled: true } };
    const audience = { is_all_user_campaign: true, excluded_filters: all(named(pune)) };
    expect((await count(audience, groups)).data).toMatchObject({
      users: 4,
      targeted: 10,
      excluded: { excluded_by_filter: 5, global_control_group: 1 },
    });
    expect((await count({})).error.details[0].message).toContain("says nobody");
  });
});

describe("the control group", () => {
  test("is a share of all users, and those who are listed by files", async () => {
    const change = (body: object, person = ana) => call(person, "PUT", "/v5/global-control-group", body);
    expect((await change({ percentage: 5 })).body.data).toMatchObject({ percentage: 5, user_count: 0 });
    const viewer = await api.person("viewer@example.com", { scopes: ["view"] });
    expect((await change({ percentage: 6 }, viewer)).status).toBe(403);
    expect((await change({ percentage: 101 })).status).toBe(400);
    const file = "uid\nu1\nu2\nnobody\n";
    const added = await upload("PUT", "/v5/global-control-group/users/upload?action_type=add", file);
    expect(added.body.data).toMatchObject({ changed: 2, user_count: 2 });
    files.files.set("/group.csv", "uid\nu2\n");
    const body = {
      request_id: "r-1",
      file_url: `${files.url}/group.csv`,
      action_type: "remove",
      updated_by: "eva@example.com",
    };
    expect((await call(ana, "PUT", "/core-services/v1/global-control-group/users", body)).status).toBe(204);
    const group = await eventually(async () => {
      const { data } = (await call(ana, "GET", "/v5/global-control-group")).body;
      return data.user_count === 1 ? data : undefined;
    });
    expect(group).toMatchObject({
      percentage: 5,
      version: 2,
      last_load: { action: "remove", state: "done" },
    });
    expect((await call(ana, "GET", "/v3/custom-segments")).body.data).toEqual([]);
    await change({ percentage: 0 });
  });
});

test("an audience limit is refused until an administrator switches it on", async () => {
  const limited = publishable({
    campaign_audience_limit: { is_campaign_audience_limit_enabled: true, limit: 3 },
  });
  expect(await ana.call("POST", "", limited)).toMatchObject({
    status: 400,
    body: {
      error: {
        code: "VALIDATION_FAILED",
        message: "Campaign Audience Limit feature is not enabled for this db",
        target: "campaign_audience_limit",
      },
    },
  });
  const on = await call(ana, "PUT", "/v5/workspace/settings", { campaign_audience_limit: true });
  expect(on.body.data).toMatchObject({ campaign_audience_limit: true });
  expect((await ana.call("POST", "", limited)).status).toBe(201);
  await call(ana, "PUT", "/v5/workspace/settings", { campaign_audience_limit: false });
});
