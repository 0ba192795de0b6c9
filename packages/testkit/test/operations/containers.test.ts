// compose.yaml and Containerfile, as far as they can be checked without a container engine. With one: deploy/try-compose.sh.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { read, ROOT, settingsOf } from "./read-sources.ts";

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string | null>;
  volumes?: string[];
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
  depends_on?: Record<string, unknown>;
  restart?: string;
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
}

const compose = read("compose.yaml");
const { services, volumes } = parse(compose, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const service = (name: string): Service => services[name] ?? { image: "" };
const NATS = ["nats-1", "nats-2", "nats-3"];

/** What `sluice run` can become. */
const APPS = [
  ...(/^const APPS = \[([^\]]+)\]/m.exec(read("apps/cli/src/commands/run.ts"))?.[1] ?? "").matchAll(
    /"([a-z-]+)"/g,
  ),
].map(([, app]) => app ?? "");

test("every app that the image can become has an entry, and a way to its place in the Containerfile's first line", () => {
  expect(APPS.length).toBeGreaterThan(4);
  expect(Object.keys(services).filter((name) => service(name).image === "sluice")).toEqual(
    expect.arrayContaining(APPS),
  );
  expect(APPS.filter((app) => !(read("Containerfile").split("\n")[0] ?? "").includes(app))).toEqual([]);
});

test.each(APPS)("%s gets settings that it knows, and all that it needs", (app) => {
  const { environment = {}, command } = service(app);
  expect(command).toEqual([app]);
  const known = settingsOf(app);
  expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
  const needed = ["NATS_URL", "DATABASE_URL", "SLUICE_PEPPER", "SLUICE_KEYS"].filter((name) =>
    known.includes(name),
  );
  expect(Object.keys(environment)).toEqual(expect.arrayContaining(needed));
});

test.each(APPS)(
  "%s is asked for its health on the port that it listens on, and is given time to end",
  (app) => {
    const { environment, healthcheck, stop_grace_period } = service(app);
    expect(healthcheck?.test.join(" ")).toContain(`:${environment?.["PORT"]}/healthz`);
    expect(environment?.["HOST"]).toBe("0.0.0.0");
    expect(Number.parseInt(stop_grace_period ?? "0", 10)).toBeGreaterThan(25);
  },
);

test("whoever knows an address waits until its server is well, and nobody waits for others", () => {
  for (const app of APPS) {
    const { environment = {}, depends_on = {} } = service(app);
    const neighbours = "DATABASE_URL" in environment ? [...NATS, "postgres"] : NATS;
    expect([app, ...Object.keys(depends_on).toSorted()]).toEqual([app, ...neighbours]);
    expect(new Set(Object.values(depends_on).map((on) => JSON.stringify(on)))).toEqual(
      new Set(['{"condition":"service_healthy"}']),
    );
  }
});

test("API and delivery are told the same of where requests may go, and the bot every way to Slack", () => {
  const egress = ["SLUICE_ALLOW_CIDRS", "SLUICE_DENY_HOSTS", "SLUICE_ALLOW_PORTS", "SLUICE_ALLOW_HTTP"];
  for (const app of ["api", "delivery"])
    expect(Object.keys(service(app).environment ?? {})).toEqual(
      expect.arrayContaining([...egress, "SLUICE_PROXY"]),
    );
  const ofSlack = settingsOf("slack-bot").filter((name) => name.startsWith("SLACK_"));
  const notForContainers = ["SLACK_PORT", "SLACK_API_URL"];
  expect(Object.keys(service("slack-bot").environment ?? {})).toEqual(
    expect.arrayContaining(ofSlack.filter((name) => !notForContainers.includes(name))),
  );
});

test("apps and nats-servers write nowhere but to volumes and /tmp, have no right of root, and come back", () => {
  for (const name of [...APPS, ...NATS]) {
    const confined = { read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] };
    expect({ name, ...service(name) }).toMatchObject({ name, ...confined, restart: "unless-stopped" });
  }
  for (const app of APPS) expect(service(app).tmpfs).toEqual(["/tmp"]);
  expect(service("postgres").restart).toBe("unless-stopped");
});

test("Postgres is asked over TCP, which its first server does not hear, and has a database in UTF8", () => {
  const { environment, healthcheck } = service("postgres");
  expect(healthcheck?.test.join(" ")).toContain("pg_isready -h 127.0.0.1");
  expect(environment?.["POSTGRES_INITDB_ARGS"]).toContain("--encoding=UTF8");
});

test("nats-servers collect garbage as those that Sluice starts itself", () => {
  const percent = /COLLECT_AT_GROWTH_PERCENT = (\d+)/.exec(read("packages/embedded/src/start-nats.ts"))?.[1];
  for (const name of NATS) expect(service(name).environment?.["GOGC"]).toBe(percent);
});

test("who is mounted exists", () => {
  for (const { volumes: mounts = [] } of Object.values(services)) {
    for (const [source = ""] of mounts.map((mount) => mount.split(":"))) {
      expect(source.startsWith("./") ? existsSync(join(ROOT, source)) : source in volumes).toBe(true);
    }
  }
});

test("no password stands in the file, and what it asks for is told in docs/operations.md", () => {
  const secrets = compose.match(/(?:PASSWORD|PEPPER|KEYS): .*/g) ?? [];
  expect(secrets.length).toBeGreaterThan(3);
  expect(secrets.filter((line) => !line.includes("${"))).toEqual([]);
  const asked = [...compose.matchAll(/\$\{([A-Z_]+)|^ {2,6}([A-Z_]+):$/gm)].map(([, a, b]) => a ?? b ?? "");
  const told = read("docs/operations.md");
  expect(asked.filter((name) => !new RegExp(`\\b${name}\\b`).test(told))).toEqual([]);
});
