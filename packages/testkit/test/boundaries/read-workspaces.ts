// Every source file of the repository with what it imports, as plain data for the rules.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string;
  /** As written: `./a.ts`, `@sluice/bus`, `node:fs`, `pg`. */
  imports: readonly string[];
}

export interface Workspace {
  /** `apps/api`, `packages/bus`, `benchmarks` */
  folder: string;
  name: string;
  dependencies: readonly string[];
  devDependencies: readonly string[];
  /** The commands in package.json: they may use a tool that no file imports. */
  scripts: string;
  files: readonly SourceFile[];
}

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  scripts?: Record<string, string>;
}

/** Reads `apps/*`, `packages/*` and `benchmarks`; a folder without package.json is no workspace. */
export function readWorkspaces(root: string): Workspace[] {
  return globSync(["apps/*", "packages/*", "benchmarks"], { cwd: root })
    .map(toSlashes)
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .sort()
    .map((folder) => readWorkspace(root, folder));
}

/** What the manifest at the root offers to the tests of all. */
export function readRootTools(root: string): string[] {
  return Object.keys(readManifest(root, ".").devDependencies ?? {});
}

function readWorkspace(root: string, folder: string): Workspace {
  const manifest = readManifest(root, folder);
  const paths = globSync(`${folder}/**/*.{ts,tsx,mts}`, { cwd: root, exclude: ["**/node_modules/**"] });
  return {
    folder,
    name: manifest.name,
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    scripts: Object.values(manifest.scripts ?? {}).join("\n"),
    files: paths
      .map(toSlashes)
      .sort()
      .map((path) => ({ path, imports: importsOf(readFileSync(join(root, path), "utf8")) })),
  };
}

const readManifest = (root: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;

const toSlashes = (path: string): string => path.replaceAll("\\", "/");

const STATEMENT = /^[ \t]*(?:import|export)\s+(?:[^"'`;=()]*?\sfrom\s*)?["']([^"']+)["']/gm;
const EXPRESSION = /\b(?:import|import\.meta\.resolve|require|require\.resolve)\(\s*["']([^"']+)["']/g;
const COMMENT_LINE = /^\s*(?:\/\/|\/?\*).*$/gm;

/** Statements, re-exports, dynamic imports and resolved names; types count like values. */
export function importsOf(source: string): string[] {
  const code = source.replace(COMMENT_LINE, "");
  const found = [...code.matchAll(STATEMENT), ...code.matchAll(EXPRESSION)].map(
    ([, specifier]) => specifier ?? "",
  );
  return [...new Set(found)];
}
