import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identifyProcess } from "../src/process-identity.ts";
import { openTestFolder } from "../src/test-folder.ts";

test("what a killed test run leaves behind is stopped and removed by the next one, and a living one is left alone", async () => {
  const temporary = await mkdtemp(join(tmpdir(), "sluice-embedded-"));
  const living = await openTestFolder(temporary);
  const child = spawn(process.execPath, [join(import.meta.dirname, "test-owner.ts")], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const natsPid = Number(line);
  expect(await identifyProcess(natsPid)).toBeDefined();

  const next = await openTestFolder(temporary);

  expect(await identifyProcess(natsPid)).toBeUndefined();
  expect((await readdir(temporary)).map((name) => join(temporary, name)).toSorted()).toEqual(
    [living.path, next.path].toSorted(),
  );
  await rm(temporary, { recursive: true });
});
