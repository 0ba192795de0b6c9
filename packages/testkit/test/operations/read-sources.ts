// What the code says of itself, by its text: settings, error codes and metrics that an operator may meet.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../../../..");
export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const code = (path: string): string =>
  read(path)
    .replaceAll(/\/\*[^]*?\*\//g, "")
    .replaceAll(/^\s*\/\/.*$/gm, "");

const sources = (): string[] =>
  globSync(["apps/*/src/**/*.ts", "packages/*/src/**/*.ts"], { cwd: ROOT }).filter(
    (path) => !path.endsWith(".test.ts"),
  );

const every = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");

/** Variables in the `Environment` of an app's config.ts. */
export function settingsOf(app: string): string[] {
  return every(read(`apps/${app}/src/config.ts`), /^ {2}([A-Z][A-Z0-9_]+):/gm);
}

/** Variables that the command line, or what it starts, reads on its own. */
export function otherSettings(): string[] {
  const texts = sources()
    .filter((path) => /^(apps\/cli|packages\/embedded)\//.test(path))
    .map(read);
  return unique(texts.flatMap((text) => every(text, /(?:env\["|\.env\(")([A-Z_]+)"/g))).filter(
    (name) => name !== "" && name !== "PATH",
  );
}

/** Members of every `…Code` union, codes that a class carries, and the API's own. */
export function errorCodes(): string[] {
  const texts = sources().map(code);
  const unions = texts.flatMap((text) => every(text, /export type \w+Code =((?:[^;"]|"[^"]*")*);/g));
  const carried = texts.flatMap((text) => every(text, /readonly code(?:: | = )("[^;]*);/g));
  const ofApi = texts.flatMap((text) => every(text, /const CODE_OF_STATUS = \{([^}]*)\}/g));
  const given = sources()
    .filter((path) => path.startsWith("apps/api/"))
    .flatMap((path) => every(code(path), /(?:code:|isInvalid \?) ("[A-Z_]{4,}")/g));
  return unique(
    [...unions, ...carried, ...ofApi, ...given].flatMap((text) => every(text, /"([A-Z][A-Z_]+)"/g)),
  );
}

export function metricNames(): string[] {
  return unique(sources().flatMap((path) => every(read(path), /"(sluice_[a-z0-9]+_[a-z0-9_]+)"/g)));
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].toSorted();
