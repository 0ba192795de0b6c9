import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "../src/folder-lock.ts";
import { openDataFolder } from "./open-data-folder.ts";

test("of many that take over from a dead owner in the same moment, one succeeds", async () => {
  await using folder = await openDataFolder();
  const first = await lockFolder(folder.path);
  const dead = { owner: { ...first.owner, startedAt: "a process of that id, before this one" } };
  await writeFile(join(folder.path, "owner.1.json"), JSON.stringify(dead));

  const takeovers = await Promise.allSettled(Array.from({ length: 30 }, () => lockFolder(folder.path)));

  expect(takeovers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await readdir(folder.path)).toHaveLength(1);
});

test("a released folder can be taken again, by one", async () => {
  await using folder = await openDataFolder();
  await (await lockFolder(folder.path)).release();

  const takeovers = await Promise.allSettled(Array.from({ length: 30 }, () => lockFolder(folder.path)));

  expect(takeovers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a lock that cannot be read belongs to nobody", async () => {
  await using folder = await openDataFolder();
  const lock = await lockFolder(folder.path);
  await lock.release();
  await writeFile(join(folder.path, "owner.1.json"), "{");

  await expect(lockFolder(folder.path)).resolves.toHaveProperty("owner.pid", process.pid);
});

test("a data folder that cannot be made is refused with what to do", async () => {
  await using folder = await openDataFolder();
  await (await lockFolder(folder.path)).release();
  const file = join(folder.path, "owner.1.json");

  await expect(lockFolder(file)).rejects.toMatchObject({
    code: "DATA_FOLDER_NOT_WRITABLE",
    message: expect.stringContaining("choose one that you may write to"),
  });
});
