// The attempt log over the whole way: endpoint → sender thread → stream → Postgres → API → a person's terminal.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connectBus } from "@sluice/bus";
import { openStore } from "@sluice/store";
import { eventually, startEndpoint } from "@sluice/testkit";
import { expect, test } from "vitest";
import { dataFolder } from "../src/stack/data-folder.ts";
import { findRunningStack } from "../src/stack/running-stack.ts";
import { campaign, sluice, startSluice, temporaryFolder } from "./sluice.ts";

const CANARIES = [
  "canary.7@example.com",
  "canary.7%40example.com",
  "+4917012345",
  "opaque-canary-key",
  "Canary-Surname",
];
const TIMEOUT_MS = 300_000;

interface Failure {
  user_id: string;
  attempt: number;
  status: number;
  error_code: string;
}

const usersCsv = `user_id,email,phone,surname\n${Array.from(
  { length: 12 },
  (_, i) => `user-${i},canary.${i}@example.com,+49170123456${i % 10},Canary-Surname-${i}\n`,
).join("")}`;

const content = (url: string) => ({
  campaign_content: {
    content: {
      connector: {
        url: `${url}/notify/{{UserAttribute['email']}}`,
        url_parameters: [{ key: "to", value: "{{UserAttribute['phone']}}" }],
        headers: [
          { key: "X-Api-Key", value: "opaque-canary-key" },
          { key: "X-Shop", value: "berlin" },
        ],
        body: {
          type: "JSON",
          json: { to: "{{UserAttribute['email']}}", surname: "{{UserAttribute['surname']}}", shop: 7 },
        },
        timeout_ms: 4_000, // longer than a busy machine needs for an answer
        success: { statuses: ["200"], and: { body_path: "ok", equals: true } },
      },
    },
  },
});

test(
  "every failure is found by user, status and run, with what was sent and what came back, and with no personal data",
  async () => {
    await using folder = await temporaryFolder();
    await using endpoint = await startEndpoint(({ headers, body, path }) => {
      const key = String(headers["idempotency-key"]);
      if (key.endsWith(":user-1"))
        return { status: 404, body: `no ${body} at ${path} for opaque-canary-key` };
      if (key.endsWith(":user-2")) return { hang: true };
      return { status: 200, body: `{"ok":${!key.endsWith(":user-3")},"echo":${body}}` };
    });
    await folder.write("campaign.json", campaign(endpoint.url, content(endpoint.url)));
    await folder.write("users.csv", usersCsv);
    process.env["SLUICE_REDACT_FIELDS"] = "surname";
    const up = startSluice(folder.path, "up", "--port", "0", "--json", "--allow-cidr", "127.0.0.0/8");
    delete process.env["SLUICE_REDACT_FIELDS"];
    await eventually(() => up.stdout(), { timeoutMs: 180_000 });
    const run = async (...args: string[]) => {
      const ended = await sluice(folder.path, ...args);
      expect([args[1], ended.exitCode, ended.stderr.slice(-300)]).toEqual([args[1], 0, expect.anything()]);
      return ended.stdout;
    };

    await sluice(folder.path, "send", "campaign.json", "--users", "users.csv", "--json");
    const [{ id }] = JSON.parse(await run("campaign", "list")) as [{ id: string }];
    const found = async (...options: string[]) =>
      JSON.parse(await run("campaign", "attempts", id, "--limit", "100", "--json", ...options)).attempts;
    const failures = await eventually(
      async () => {
        const attempts = await found("--errors");
        return attempts.length === 4 && attempts;
      },
      { timeoutMs: 60_000 },
    );

    const told = failures
      .map((one: Failure) => [one.user_id, one.attempt, one.status, one.error_code])
      .sort();
    expect(told).toEqual([
      ["user-1", 1, 404, "status 404"],
      ["user-2", 1, 0, "timeout"],
      ["user-2", 2, 0, "timeout"],
      ["user-3", 1, 200, "success rule not met"],
    ]);
    const [refused] = await found("--user", "user-1");
    expect(refused).toMatchObject({
      request: {
        url: `${endpoint.url}/notify/[email]?to=[number]`,
        body: '{"to":"[email]","surname":"[redacted]","shop":7}',
      },
      response: { body: expect.stringContaining("for [redacted]") },
    });
    expect(refused.request.headers).toContainEqual(["X-Shop", "berlin"]);
    expect(await found("--status", "404", "--run", refused.run_id)).toEqual([refused]);
    expect((await found("--user", "user-5"))[0]).toMatchObject({ status: 200, error_code: null });
    expect(await run("campaign", "attempts", id, "--errors")).toMatch(/user-2 +2 +– .*timeout/);
    await run("campaign", "attempts", id, "--export", "attempts.ndjson");

    const everything = [
      await readFile(join(folder.path, "attempts.ndjson"), "utf8"),
      await tableOf(join(folder.path, ".sluice")),
      await streamOf(join(folder.path, ".sluice")),
    ];
    for (const text of everything) {
      expect(text).toContain("user-1");
      expect(CANARIES.filter((canary) => text.includes(canary))).toEqual([]);
    }
    up.child.kill("SIGTERM");
    await up.ended;
  },
  TIMEOUT_MS,
);

async function stackOf(path: string) {
  const stack = await findRunningStack(dataFolder(path));
  if (stack === null) throw new Error("nothing runs");
  return stack;
}

async function tableOf(path: string): Promise<string> {
  const { databaseUrl } = await stackOf(path);
  const store = openStore({ databaseUrl, applicationName: "test" });
  try {
    return JSON.stringify((await store.pool.query("select * from attempt_log")).rows);
  } finally {
    await store.close();
  }
}

async function streamOf(path: string): Promise<string> {
  const { natsUrl } = await stackOf(path);
  const bus = await connectBus({ natsUrl, name: "test" });
  try {
    const { state } = await bus.jsm.streams.info("ATTEMPTS");
    let text = "";
    for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
      text += (await bus.jsm.streams.getMessage("ATTEMPTS", { seq }))?.string() ?? "";
    }
    return text;
  } finally {
    await bus.close();
  }
}
