// compose.yaml and Containerfile, as far as they can be checked without a container engine.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { read, ROOT, settingsOf } from "./read-sources.ts";

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
  depends_on?: Record<string, unknown>;
}

const { services, volumes } = parse(read("compose.yaml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const APPS = ["api", "planner", "ledger", "delivery"] as const;

test.each(APPS)("%s gets settings that it knows, and all that it needs", (app) => {
  const { environment = {}, command } = services[app] ?? {};
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
    const { environment, healthcheck, stop_grace_period } = services[app] ?? {};
    expect(healthcheck?.test.join(" ")).toContain(`:${environment?.["PORT"]}/healthz`);
    expect(environment?.["HOST"]).toBe("0.0.0.0");
    expect(Number.parseInt(stop_grace_period ?? "0", 10)).toBeGreaterThan(25);
  },
);

test("whom a service waits for exists, and so does everything that is mounted", () => {
  for (const { depends_on = {}, volumes: mounts = [] } of Object.values(services)) {
    expect(Object.keys(depends_on).filter((name) => services[name] === undefined)).toEqual([]);
    for (const [source = ""] of mounts.map((mount) => mount.split(":"))) {
      expect(source.startsWith("./") ? existsSync(join(ROOT, source)) : source in volumes).toBe(true);
    }
  }
});

test("no password stands in the file", () => {
  const secrets = read("compose.yaml").match(/(?:PASSWORD|PEPPER|KEYS): .*/g) ?? [];
  expect(secrets.length).toBeGreaterThan(3);
  expect(secrets.filter((line) => !line.includes("${"))).toEqual([]);
});

test("the image runs the command line as an ordinary user, with the pnpm that the repository pins", () => {
  const text = read("Containerfile");
  const entry = /ENTRYPOINT \["node", "([^"]+)", "run"\]/.exec(text)?.[1] ?? "";
  expect(existsSync(join(ROOT, entry))).toBe(true);
  expect(text).toMatch(/^USER node$/m);
  const { packageManager } = JSON.parse(read("package.json")) as { packageManager: string };
  expect(text).toContain(packageManager);
});
