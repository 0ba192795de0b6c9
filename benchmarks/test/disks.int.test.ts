// A full disk and a power cut under real servers, without the rest of Sluice: what was acknowledged is there, and both go on.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { DiskReport } from "../src/chaos/disk-lab.ts";
import { diskRights } from "../src/chaos/disk-rights.ts";

const ENTRY = join(import.meta.dirname, "../src/chaos/disk-lab-main.ts");

const rights = await diskRights();
if (rights.command === null)
  console.warn(`SKIPPED, so not tested here: full disks and power cuts. ${rights.missing}`);

test.skipIf(rights.command === null)(
  "after a full disk and a power cut nats-server and Postgres go on by themselves, and nothing acknowledged is lost",
  { timeout: 180_000 },
  async () => {
    const [unshare = "", ...args] = rights.command ?? [];
    const lab = spawn(unshare, [...args, process.execPath, ENTRY], { stdio: ["pipe", "pipe", "inherit"] });
    const reports = JSON.parse(await text(lab.stdout)) as Record<"nats" | "postgres", DiskReport>;
    for (const [name, { lost, refusedWhileFull }] of Object.entries(reports))
      expect({ name, lost, wasFull: refusedWhileFull > 0 }).toEqual({ name, lost: 0, wasFull: true });
  },
);
