import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acquireNatsServer } from "../src/index.ts";
import { openDataFolder } from "./open-data-folder.ts";

/** A folder holding a nats-server that can say its version and nothing else. */
async function fakeNatsServer(folder: string, version: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "nats-server");
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`);
  await chmod(path, 0o755);
  return path;
}

test("a nats-server on PATH that is too old is passed over, and that is said", async () => {
  await using folder = await openDataFolder();
  const old = await fakeNatsServer(join(folder.path, "old"), "2.9.10");
  const recent = await fakeNatsServer(join(folder.path, "recent"), "2.14.0");
  const progress: string[] = [];

  const found = await acquireNatsServer({
    env: { PATH: `${join(folder.path, "old")}:${join(folder.path, "recent")}` },
    onProgress: (text) => progress.push(text),
  });

  expect(found).toEqual({ path: recent, version: "2.14.0" });
  expect(progress).toEqual([`Passed over: ${old} is 2.9.10, older than 2.12.7.`]);
});

test("NATS_SERVER_BIN is used, or refused with the reason; never replaced by another", async () => {
  await using folder = await openDataFolder();
  const old = await fakeNatsServer(join(folder.path, "old"), "2.10.27");
  const recent = await fakeNatsServer(join(folder.path, "recent"), "2.15.1");

  expect((await acquireNatsServer({ env: { NATS_SERVER_BIN: recent } })).path).toBe(recent);
  await expect(acquireNatsServer({ env: { NATS_SERVER_BIN: old } })).rejects.toMatchObject({
    code: "NATS_TOO_OLD",
  });
  const missing = acquireNatsServer({ env: { NATS_SERVER_BIN: "/nowhere/nats-server" } });
  await expect(missing).rejects.toMatchObject({ code: "NATS_NOT_FOUND" });
});

test("when nothing is found and nothing can be downloaded, one message says what was tried and what to do", async () => {
  await using folder = await openDataFolder();
  const old = await fakeNatsServer(join(folder.path, "old"), "2.9.10");
  const file = join(folder.path, "a-file");
  await writeFile(file, "where no folder can be made");
  const found = acquireNatsServer({
    env: { PATH: join(folder.path, "old") },
    usualFolders: [],
    toolsFolder: join(file, "tools"),
  });

  const error = await found.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: "NATS_NOT_FOUND" });
  for (const part of [old, "download failed", "brew", "docker", "NATS_URL", "NATS_SERVER_BIN"]) {
    expect(String(error)).toContain(part);
  }
});
