// The rules over imports, each a pure function from what was read to sentences that say what is wrong.
import { dirname, join } from "node:path/posix";
import type { SourceFile, Workspace } from "./read-workspaces.ts";

export interface Drawing {
  /** Which workspace packages each workspace may import; names without `@sluice/`. */
  arrows: Readonly<Record<string, readonly string[]>>;
  /** Workspaces that tests may import besides their arrows, by the folder that holds them. */
  forTests: Readonly<Record<"apps" | "packages" | "benchmarks", readonly string[]>>;
  /** Modules (`@scope/*` for a whole scope) that only these folders may import. */
  outsideWorlds: Readonly<Record<string, readonly string[]>>;
  /** Workspaces whose sources may import these outside modules and no other. */
  onlyOutside: Readonly<Record<string, readonly string[]>>;
  /** Folders whose sources import nothing but Node and each other. */
  standalone: readonly string[];
  forbiddenFolders: readonly string[];
  /** Doors beside a package's own, which every importer of the package would otherwise load. */
  sideDoors?: readonly string[];
}

const SCOPE = "@sluice/";

export const isTest = ({ path }: SourceFile): boolean => path.endsWith(".test.ts") || path.includes("/test/");
const isRelative = (specifier: string): boolean => specifier.startsWith(".");
const isNode = (specifier: string): boolean => specifier.startsWith("node:");
/** `@scope/name/deep` → `@scope/name`. */
const moduleOf = (specifier: string): string =>
  specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
const modulesOf = ({ imports }: SourceFile): string[] =>
  imports.filter((specifier) => !isRelative(specifier) && !isNode(specifier)).map(moduleOf);

/** All violations, each a sentence that starts with the file or folder. */
export function violationsOf(
  workspaces: readonly Workspace[],
  drawing: Drawing,
  rootTools: readonly string[],
): string[] {
  return workspaces.flatMap((workspace) => [
    ...undrawnArrows(workspace, drawing),
    ...outsideWorlds(workspace, drawing),
    ...doors(workspace, drawing.sideDoors ?? []),
    ...escapes(workspace),
    ...standalone(workspace, drawing),
    ...forbiddenFolders(workspace, drawing),
    ...cycles(workspace),
    ...dependencies(workspace, rootTools),
  ]);
}

function undrawnArrows({ folder, name, files }: Workspace, { arrows, forTests }: Drawing): string[] {
  const drawn = arrows[folder];
  if (!drawn) return [`${folder} is not in the drawing: add it with its arrows`];
  const group = folder.split("/")[0] as keyof Drawing["forTests"];
  return files.flatMap((file) => {
    const allowed = isTest(file) ? [...drawn, ...forTests[group]] : drawn;
    return modulesOf(file)
      .filter((module) => module.startsWith(SCOPE) && module !== name)
      .filter((module) => !allowed.includes(module.slice(SCOPE.length)))
      .map((module) => `${file.path} imports ${module}: that arrow is not drawn`);
  });
}

function outsideWorlds({ folder, files }: Workspace, { outsideWorlds, onlyOutside }: Drawing): string[] {
  const worlds = Object.entries(outsideWorlds);
  const isWorld = (pattern: string, module: string) =>
    module === pattern || (pattern.endsWith("/*") && module.startsWith(pattern.slice(0, -1)));
  return files.flatMap((file) =>
    modulesOf(file).flatMap((module) => {
      const world = worlds.find(([pattern]) => isWorld(pattern, module));
      const only = onlyOutside[folder];
      if (world && !world[1].includes(folder))
        return [`${file.path} imports ${module}: only ${world[1].join(", ")} may`];
      if (only && !isTest(file) && !module.startsWith(SCOPE) && !only.includes(module)) {
        return [
          `${file.path} imports ${module}: ${folder} may import nothing from outside but ${only.join(", ")}`,
        ];
      }
      return [];
    }),
  );
}

/** A package has one door, and those that the drawing names. */
function doors({ files }: Workspace, sideDoors: readonly string[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter((specifier) => specifier.startsWith(SCOPE) && specifier !== moduleOf(specifier))
      .filter((specifier) => !sideDoors.includes(specifier))
      .map(
        (specifier) => `${path} imports ${specifier}: import ${moduleOf(specifier)}, the package's only door`,
      ),
  );
}

function escapes({ folder, files }: Workspace): string[] {
  return files.flatMap((file) =>
    relativeTargets(file)
      .filter((target) => !target.startsWith(`${folder}/`))
      .map((target) => `${file.path} imports ${target} by a relative path that leaves ${folder}`),
  );
}

function standalone({ files }: Workspace, drawing: Drawing): string[] {
  const isInside = (path: string) => drawing.standalone.some((folder) => path.startsWith(`${folder}/`));
  return files
    .filter((file) => isInside(file.path) && !isTest(file))
    .flatMap((file) =>
      [...modulesOf(file), ...relativeTargets(file).filter((target) => !isInside(target))].map(
        (target) => `${file.path} imports ${target}: it must share no code with what it judges`,
      ),
    );
}

function forbiddenFolders({ files }: Workspace, { forbiddenFolders: forbidden }: Drawing): string[] {
  return files
    .filter(({ path }) =>
      dirname(path)
        .split("/")
        .some((folder) => forbidden.includes(folder)),
    )
    .map(({ path }) => `${path} is in a folder that says nothing about its subject`);
}

const relativeTargets = ({ path, imports }: SourceFile): string[] =>
  imports.filter(isRelative).map((specifier) => join(dirname(path), specifier));

/** Depth first; each cycle is told once, from where it was met. */
function cycles({ files }: Workspace): string[] {
  const targets = new Map(files.map((file) => [file.path, relativeTargets(file)]));
  const finished = new Set<string>();
  const trail: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    if (finished.has(path)) return;
    const start = trail.indexOf(path);
    if (start >= 0) return void found.push(`${[...trail.slice(start), path].join(" → ")} is a cycle`);
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const path of targets.keys()) visit(path);
  return found;
}

/** package.json says what is imported: by sources in dependencies, by tests alone in devDependencies. */
function dependencies(workspace: Workspace, rootTools: readonly string[]): string[] {
  const { folder, name, files, dependencies: declared, devDependencies: declaredForTests } = workspace;
  if (files.length === 0) return [`${folder} has no sources: a folder appears when it has content`];
  const bySources = modulesImportedBy(
    files.filter((file) => !isTest(file)),
    name,
  );
  const byTests = modulesImportedBy(files.filter(isTest), name);
  const missing = [...bySources]
    .filter((module) => !declared.includes(module))
    .map((module) => `${folder} imports ${module} and does not declare it under dependencies`);
  const missingForTests = [...byTests]
    .filter((module) => ![...declared, ...declaredForTests, ...rootTools].includes(module))
    .map((module) => `${folder} imports ${module} in tests and does not declare it under devDependencies`);
  const unused = declared
    .filter((module) => !bySources.has(module))
    .map((module) => `${folder} declares ${module} under dependencies and no source imports it`);
  const unusedForTests = declaredForTests
    .filter(
      (module) =>
        !byTests.has(module) &&
        !isTypesOf(module, [...bySources, ...byTests]) &&
        !workspace.scripts.includes(module),
    )
    .map((module) => `${folder} declares ${module} under devDependencies and no test imports it`);
  return [...missing, ...missingForTests, ...unused, ...unusedForTests];
}

function modulesImportedBy(files: readonly SourceFile[], self: string): Set<string> {
  return new Set(files.flatMap(modulesOf).filter((module) => module !== self));
}

/** `@types/pg` is used where `pg` is, `@types/slack__bolt` where `@slack/bolt` is. */
const isTypesOf = (module: string, imported: readonly string[]): boolean =>
  module.startsWith("@types/") &&
  imported.some((name) => module.slice("@types/".length) === name.replace("@", "").replace("/", "__"));
