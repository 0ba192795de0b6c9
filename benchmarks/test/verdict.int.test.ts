// The verdict as a program: files in, exit code out, over what a real sink recorded.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSinkProcess } from "../src/sink/sink-process.ts";

const users = Array.from({ length: 50 }, (_, i) => `user ${i}/é`);
let folder: string;
const file = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verdict-"));
  await using sink = await startSinkProcess(["--record", file("records.bin")]);
  for (const userId of users) {
    const key = `run_1:${encodeURIComponent(userId)}`;
    await fetch(sink.url, {
      method: "POST",
      body: userId,
      headers: { "idempotency-key": key, "x-attempt": "1" },
    });
  }
  const rows = users.map((user_id) =>
    JSON.stringify({ user_id, end: "delivered", attempts: 1, possible_duplicate: false }),
  );
  await writeFile(file("outcome.jsonl"), rows.join("\n"));
  const summary = { run_id: "run_1", targeted: 50, excluded: {}, recipients: 50, delivered: 50 };
  const none = { skipped: 0, unknown: 0, expired: 0, cancelled: 0, dead_lettered: 0 };
  await writeFile(file("summary.json"), JSON.stringify({ ...summary, ...none }));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function verdict(...options: string[]) {
  const entry = join(import.meta.dirname, "../src/verdict/main.ts");
  const inputs = [
    "--records",
    file("records.bin"),
    "--outcome",
    file("outcome.jsonl"),
    "--summary",
    file("summary.json"),
  ];
  return spawnSync(process.execPath, [entry, ...inputs, ...options], { encoding: "utf8" });
}

test("holds: exit 0, a table, and the same as JSON", async () => {
  const { status, stdout } = verdict("--json", file("verdict.json"), "--requests-per-minute", "50");
  expect(stdout).toContain("run run_1: HOLDS");
  expect(status).toBe(0);
  expect(JSON.parse(await readFile(file("verdict.json"), "utf8"))).toMatchObject({ verdict: "holds" });
});

test("violated: exit 1", () => {
  expect(verdict("--requests-per-minute", "49")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("FAIL I6"),
  });
});

test("void: exit 2", () => {
  expect(verdict("--at-least", "kill_delivery=1").status).toBe(2);
});

test("records that are cut short are refused, not judged", async () => {
  await truncate(file("records.bin"), 48 * 50 - 1);
  expect(verdict()).toMatchObject({ status: 2, stderr: expect.stringContaining("ends within a record") });
});
