// Where secrets must not be: in no log, no row, no message of the whole system, although an endpoint repeats them to us.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { connectBus } from "@sluice/bus";
import { readRunningServers } from "@sluice/embedded";
import { openStore, type Store } from "@sluice/store";
import { eventually, startEndpoint } from "@sluice/testkit";
import { expect, test } from "vitest";
import {
  campaign,
  type Folder,
  type Running,
  sluice,
  startSluice,
  temporaryFolder,
  usersCsv,
} from "./sluice.ts";

const CANARY = /canary-[a-z]+-[0-9a-f]{6}/;
const CLIENT_SECRET = "canary-client-1f03aa";
const HEADER_SECRET = "canary-header-77c1e9";
const PASSWORD = "canary-password-a1b2c3";
const TOKEN = "canary-token-0b5d42";
const CREDENTIALS = Buffer.from(`crm:${PASSWORD}`).toString("base64");

interface Up {
  running: Running;
  store: Store;
  natsUrl: string;
}

async function startUp(folder: Folder): Promise<Up> {
  const running = startSluice(folder.path, "up", "--port", "0", "--allow-cidr", "127.0.0.0/8", "--json");
  await eventually(() => running.stdout().includes("\n"), { timeoutMs: 120_000 });
  const servers = await readRunningServers(join(folder.path, ".sluice"));
  if (servers === undefined) throw new Error(running.stderr());
  const store = openStore({ databaseUrl: servers.databaseUrl, applicationName: "canary" });
  return { running, store, natsUrl: servers.natsUrl };
}

async function stopUp({ running, store }: Up): Promise<void> {
  await store.close();
  running.child.kill("SIGTERM");
  await running.ended;
}

async function keepConfiguration(folder: Folder, name: string, settings: object): Promise<string> {
  await folder.write(`${name}.json`, { name, settings });
  const ended = await sluice(folder.path, "authorization", "create", `${name}.json`);
  expect(ended).toMatchObject({ exitCode: 0 });
  return (JSON.parse(ended.stdout) as { id: string }).id;
}

async function send(folder: Folder, url: string, configuration_id: string): Promise<string> {
  const authorization = { configuration_id };
  const connector = { url, body: { type: "JSON", json: { n: "{{UserAttribute['name']}}" } }, authorization };
  await folder.write("campaign.json", campaign(url, { campaign_content: { content: { connector } } }));
  const ended = await sluice(folder.path, "send", "campaign.json", "--users", "users.csv", "--json");
  const report = JSON.parse(ended.stdout) as { campaign_id: string };
  expect(report).toMatchObject({ delivered: 19, dead_lettered: 1 });
  return report.campaign_id;
}

async function everyRow({ pool }: Store): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const texts = tables.rows.map(async ({ name }) =>
    JSON.stringify((await pool.query(`select * from ${name}`)).rows),
  );
  return (await Promise.all(texts)).join("\n");
}

async function everyMessage(natsUrl: string): Promise<string> {
  const bus = await connectBus({ natsUrl, name: "canary" });
  const texts: string[] = [];
  for await (const { config, state } of bus.jsm.streams.list())
    for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
      const message = await bus.jsm.streams.getMessage(config.name, { seq }).catch(() => null);
      if (message !== null) texts.push(message.subject, Buffer.from(message.data).toString("utf8"));
    }
  await bus.close();
  return texts.join("\n");
}

async function everyLog(folder: Folder): Promise<string> {
  const logs = join(folder.path, ".sluice/logs");
  const files = (await readdir(logs, { recursive: true })).filter((name) => name.endsWith(".log"));
  return (await Promise.all(files.map((name) => readFile(join(logs, name), "utf8")))).join("\n");
}

const decodedCredentials = (header = ""): string =>
  header.startsWith("Basic ") ? Buffer.from(header.slice("Basic ".length), "base64").toString() : "";

/** As they lie on the disk: also what was deleted or replaced, and the write-ahead log. */
async function filesWith(folder: Folder, secrets: readonly string[]): Promise<string[]> {
  const data = join(folder.path, ".sluice");
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path, "latin1").catch(() => ""); // gone meanwhile
    if (CANARY.test(content) || secrets.some((secret) => content.includes(secret))) found.push(path);
  }
  return found;
}

/** What the people of the workspace are shown of what was sent. */
async function everyAttempt(folder: Folder, campaignIds: readonly string[]): Promise<string> {
  const shown = campaignIds.map((id) => sluice(folder.path, "campaign", "attempts", id, "--json"));
  return (await Promise.all(shown)).map(({ stdout }) => stdout).join("\n");
}

test("campaigns with a token, with fixed headers and with signatures leave no secret anywhere, also over a change of keys", async () => {
  await using folder = await temporaryFolder();
  await using provider = await startEndpoint(() => ({
    status: 200,
    body: JSON.stringify({ access_token: TOKEN, expires_in: 3600 }),
  }));
  await using endpoint = await startEndpoint(({ body, headers }) => ({
    status: body.includes('"name-3"') ? 404 : 200,
    body: JSON.stringify({ you_sent: headers, decoded: decodedCredentials(headers.authorization) }),
  }));
  await folder.write("users.csv", usersCsv(20));

  const first = await startUp(folder);
  const request = {
    url: `${provider.url}/token`,
    body: { type: "FORM", form: [{ key: "client_secret", value: CLIENT_SECRET }] },
  };
  const oauth = await keepConfiguration(folder, "oauth", { type: "OAUTH2", request });
  const headers = [{ key: "X-Crm", value: HEADER_SECRET }];
  const fixed = await keepConfiguration(folder, "fixed", { type: "STATIC_HEADERS", headers });
  const basic = await keepConfiguration(folder, "basic", {
    type: "BASIC",
    username: "crm",
    password: PASSWORD,
  });
  const campaignIds = [
    await send(folder, `${endpoint.url}/a`, oauth),
    await send(folder, `${endpoint.url}/b`, fixed),
    await send(folder, `${endpoint.url}/d`, basic),
  ];
  expect(endpoint.requests.filter((seen) => seen.headers.authorization === `Bearer ${TOKEN}`)).toHaveLength(
    20,
  );
  expect(endpoint.requests.filter((seen) => seen.headers["x-crm"] === HEADER_SECRET)).toHaveLength(20);
  expect(
    endpoint.requests.filter((seen) => seen.headers.authorization === `Basic ${CREDENTIALS}`),
  ).toHaveLength(20);
  const shown = await everyAttempt(folder, campaignIds);
  expect(shown).toContain(String.raw`\"decoded\":\"[redacted]\"`);
  expect(shown).not.toMatch(CANARY);
  expect(endpoint.requests.every((seen) => String(seen.headers["webhook-signature"]).startsWith("v1,"))).toBe(
    true,
  );
  const rotated = await sluice(folder.path, "signing", "rotate");
  const { secret } = JSON.parse(rotated.stdout) as { secret: string };
  await expectNoSecret(folder, first, secret);
  await stopUp(first);

  expect(await sluice(folder.path, "vault", "rotate")).toMatchObject({ exitCode: 0 });
  const second = await startUp(folder);
  const keyIds = async (): Promise<string[]> => {
    const { rows } = await second.store.pool.query<{ key: string }>(
      `select distinct split_part(sealed, '.', 2) as key from
         (select sealed from authorization_configurations union all select sealed from signing_secrets) as all_sealed`,
    );
    return rows.map(({ key }) => key);
  };
  const listed = await sluice(folder.path, "vault", "list");
  const [{ id }] = (JSON.parse(listed.stdout) as { keys: [{ id: string }] }).keys;
  await eventually(async () => (await keyIds()).join() === id, { timeoutMs: 20_000 });
  await send(folder, `${endpoint.url}/c`, oauth);
  await expectNoSecret(folder, second, secret);
  await stopUp(second);
}, 300_000);

async function expectNoSecret(
  folder: Folder,
  { running, store, natsUrl }: Up,
  secret: string,
): Promise<void> {
  const places = {
    logs: await everyLog(folder),
    rows: await everyRow(store),
    messages: await everyMessage(natsUrl),
    terminal: running.stdout() + running.stderr(),
  };
  const leaks = Object.entries(places).filter(
    ([, text]) => CANARY.test(text) || text.includes("whsec_") || text.includes(secret),
  );
  expect(leaks.map(([place]) => place)).toEqual([]);
  expect(await filesWith(folder, [CREDENTIALS, secret.slice("whsec_".length)])).toEqual([]);
  expect(Object.values(places).every((text) => text.length > 50)).toBe(true);
}
