import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkLibraries } from "./postgres-binaries.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-libraries-"));
  await mkdir(join(folder, "native", "lib"), { recursive: true });
  await writeFile(join(folder, "native", "lib", "libpq.so.5.18"), "the library");
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  await writeFile(join(folder, "native", "pg-symlinks.json"), JSON.stringify(links));
});
afterEach(() => rm(folder, { recursive: true }));

test("links that the install script did not make are made in a folder of ours", async () => {
  const linksFolder = join(folder, "links");

  expect(await linkLibraries(folder, linksFolder)).toBe(false);
  expect(await readFile(join(linksFolder, "libpq.so.5"), "utf8")).toBe("the library");
});

test("a package with its links is left as it is", async () => {
  await writeFile(join(folder, "native", "lib", "libpq.so.5"), "the link");

  expect(await linkLibraries(folder, join(folder, "links"))).toBe(true);
});
