// The rules are tried on a small repository that keeps them, and on one breach of each.
import { expect, test } from "vitest";
import { importsOf } from "./read-workspaces.ts";
import type { Workspace } from "./read-workspaces.ts";
import { violationsOf } from "./rules.ts";
import type { Drawing } from "./rules.ts";

const drawing: Drawing = {
  arrows: {
    "apps/api": ["schema", "bus"],
    "apps/ledger": ["bus"],
    "packages/bus": ["schema"],
    "packages/schema": [],
  },
  forTests: { apps: ["testkit"], packages: ["testkit"], benchmarks: [] },
  outsideWorlds: { "@nats-io/*": ["packages/bus"], pg: ["packages/store"] },
  onlyOutside: { "packages/schema": ["zod"] },
  standalone: ["packages/bus/src/judge"],
  forbiddenFolders: ["utils"],
};

type Imports = Record<string, string[]>;
const workspace = (
  folder: string,
  files: Imports,
  dependencies: string[],
  devDependencies: string[] = [],
): Workspace => ({
  folder,
  name: `@sluice/${folder.split("/")[1]}`,
  dependencies,
  devDependencies,
  scripts: "vitest run",
  files: Object.entries(files).map(([path, imports]) => ({ path: `${folder}/${path}`, imports })),
});

const api = (files: Imports = {}, dependencies: string[] = [], devDependencies: string[] = []) =>
  workspace(
    "apps/api",
    {
      "src/main.ts": ["./server.ts", "@sluice/schema", "@sluice/bus"],
      "src/server.ts": ["node:http"],
      ...files,
    },
    ["@sluice/schema", "@sluice/bus", ...dependencies],
    devDependencies,
  );
const bus = (files: Imports = {}, dependencies: string[] = []) =>
  workspace("packages/bus", { "src/index.ts": ["@nats-io/kv"], ...files }, ["@nats-io/kv", ...dependencies]);

const violations = (...workspaces: Workspace[]) => violationsOf(workspaces, drawing, ["vitest"]);

test("a repository that keeps the rules has no violation", () => {
  const tested = api(
    { "test/server.int.test.ts": ["vitest", "@sluice/testkit", "../src/server.ts"] },
    [],
    ["@sluice/testkit"],
  );
  expect(
    violations(tested, bus(), workspace("packages/schema", { "src/index.ts": ["zod"] }, ["zod"])),
  ).toEqual([]);
});

test.each<[string, Workspace, string]>([
  [
    "an app that imports an app",
    api({ "src/a.ts": ["@sluice/ledger"] }, ["@sluice/ledger"]),
    "that arrow is not drawn",
  ],
  [
    "a source that imports the testkit",
    api({ "src/a.ts": ["@sluice/testkit"] }, ["@sluice/testkit"]),
    "that arrow is not drawn",
  ],
  ["an empty shell", workspace("packages/bus", {}, ["@nats-io/kv"]), "has no sources"],
  ["a workspace that is not drawn", workspace("apps/new", {}, []), "is not in the drawing"],
  ["NATS outside of bus", api({ "src/a.ts": ["@nats-io/kv"] }, ["@nats-io/kv"]), "only packages/bus may"],
  [
    "Postgres outside of store, even in a test",
    api({ "test/a.test.ts": ["pg"] }, [], ["pg"]),
    "only packages/store may",
  ],
  [
    "schema with more than zod",
    workspace("packages/schema", { "src/a.ts": ["pino"] }, ["pino"]),
    "nothing from outside but zod",
  ],
  ["a deep import", api({ "src/a.ts": ["@sluice/bus/src/kv.ts"] }), "the package's only door"],
  [
    "a relative import that leaves",
    api({ "src/a.ts": ["../../../packages/bus/src/index.ts"] }),
    "leaves apps/api",
  ],
  ["a judge that imports the engine", bus({ "src/judge/a.ts": ["../index.ts"] }), "share no code"],
  ["a folder called utils", api({ "src/utils/a.ts": [] }), "says nothing about its subject"],
  ["a cycle", api({ "src/a.ts": ["./b.ts"], "src/b.ts": ["./a.ts"] }), "is a cycle"],
  ["an undeclared dependency", api({ "src/a.ts": ["fastify"] }), "does not declare it under dependencies"],
  [
    "a dependency of sources declared for tests",
    api({ "src/a.ts": ["pino"] }, [], ["pino"]),
    "does not declare it under dependencies",
  ],
  ["an undeclared dependency of a test", api({ "test/a.test.ts": ["pino"] }), "under devDependencies"],
  ["a dependency that nothing imports", api({}, ["pino"]), "no source imports it"],
  ["a dependency of tests that none imports", api({}, [], ["pino"]), "no test imports it"],
])("%s is found", (_name, broken, sentence) => {
  expect(violations(broken)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
});

test("types of an imported module, and tools of the scripts, are used", () => {
  const typed = workspace(
    "packages/bus",
    { "src/index.ts": ["@nats-io/kv"] },
    ["@nats-io/kv"],
    ["@types/nats-io__kv", "vitest"],
  );
  expect(violations(typed)).toEqual([]);
});

test("imports are found in every form, and nowhere else", () => {
  const source = [
    'import { a } from "one";',
    "import type { A,",
    '  B } from "two";',
    'import "three";',
    'export * from "./four.ts";',
    'export { type C } from "./five.ts";',
    'const six = await IMPORT("six");',
    'IMPORT.meta.resolve("seven/package.json");',
    '// import { no } from "comment";',
    ' * see IMPORT("doc")',
    'export const query = sql`select a from "users"`;',
    "const text = 'from \"nowhere\"';",
  ]
    .join("\n")
    .replaceAll("IMPORT", "import"); // spelled so that the real boundaries test does not read it here
  expect(importsOf(source)).toEqual([
    "one",
    "two",
    "three",
    "./four.ts",
    "./five.ts",
    "six",
    "seven/package.json",
  ]);
});
