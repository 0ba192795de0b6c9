// Containerfile and .dockerignore: what goes into the image and what does not, without an engine that builds it.
import { existsSync, globSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { expect, test } from "vitest";
import { read, ROOT } from "./read-sources.ts";

const containerfile = read("Containerfile");
const manifest = JSON.parse(read("package.json")) as {
  packageManager: string;
  optionalDependencies: { node: string };
};

/** As engines read it: a pattern takes a folder with all that is in it, and the last one that fits decides. */
const patterns = read(".dockerignore")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => ({ glob: line.replace(/^!/, ""), isLetThrough: line.startsWith("!") }));

function reachesTheImage(path: string): boolean {
  const parts = path.split("/");
  const itself = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  return (
    patterns.findLast(({ glob }) => itself.some((part) => matchesGlob(part, glob)))?.isLetThrough ?? true
  );
}

test("it runs the command line as an ordinary user, with the pnpm that the repository pins", () => {
  const entry = /ENTRYPOINT \["node", "([^"]+)", "run"\]/.exec(containerfile)?.[1] ?? "";
  expect(existsSync(join(ROOT, entry))).toBe(true);
  expect(/^USER (\d+):\d+$/m.exec(containerfile)?.[1]).not.toBe("0");
  expect(containerfile).toContain(`install --global ${manifest.packageManager}`);
});

test("both stages have the Node that the repository is tested with", () => {
  const [major] = manifest.optionalDependencies.node.split(".");
  const bases = [...containerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toEqual([`node:${major}-bookworm-slim`, `node:${major}-bookworm-slim`]);
});

test.each([
  ".env",
  ".npmrc",
  ".git/config",
  ".sluice/vault-keys",
  ".tools/nats/usr/sbin/nats-server",
  "apps/api/.env",
  "apps/api/.env.local",
  "apps/api/.sluice/keys.json",
  "apps/api/node_modules/zod/package.json",
  "apps/api/test/fuzz/fuzz.int.test.ts",
  "apps/cli/src/cli-error.test.ts",
  "benchmarks/results/api.json",
  "compose.yaml",
  "deploy/nats.conf",
  "docs/operations.md",
  "node_modules/.modules.yaml",
  "packages/store/node_modules/pg/package.json",
  "packages/testkit/src/index.ts",
  "server.key",
])("%s does not reach the image", (path) => {
  expect(reachesTheImage(path)).toBe(false);
});

test("all that runs reaches it: the sources of every app, and of every package that one needs", () => {
  const folders = globSync("apps/*", { cwd: ROOT });
  for (const folder of folders) folders.push(...neededBy(folder).filter((next) => !folders.includes(next)));
  expect(folders.length).toBeGreaterThan(12);
  const files = folders.flatMap((folder) => [
    `${folder}/package.json`,
    ...globSync(`${folder}/src/**/*.{ts,json}`, { cwd: ROOT }).filter((path) => !path.endsWith(".test.ts")),
  ]);
  expect(files.filter((path) => !reachesTheImage(path))).toEqual([]);
  const root = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "apps/slack-bot/manifest.json"];
  expect(root.filter((path) => !reachesTheImage(path))).toEqual([]);
});

/** Packages of this repository that a production installation of `folder` needs. */
function neededBy(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as {
    dependencies?: Record<string, string>;
  };
  return Object.entries(dependencies).flatMap(([name, version]) =>
    version.startsWith("workspace:") ? [name.replace("@sluice/", "packages/")] : [],
  );
}
