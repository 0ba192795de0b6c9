// Bad input ends with 2 and says everything at once; nothing is started, nothing is sent.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { campaign, type Folder, sluice, temporaryFolder, usersCsv } from "./sluice.ts";

let folder: Folder;
beforeAll(async () => {
  folder = await temporaryFolder();
  await folder.write("users.csv", usersCsv(2));
  await mkdir(join(folder.path, "folder.csv"));
  await folder.write("good.json", campaign("https://example.test/"));
});
afterAll(() => folder[Symbol.asyncDispose]());

test.each([
  [["send", "--users", "users.csv"], /missing required argument 'campaign'/],
  [["send", "good.json"], /required option '--users/],
  [["send", "nothing.json", "--users", "users.csv"], /nothing\.json cannot be read/],
  [["send", "users.csv", "--users", "users.csv"], /users\.csv is not JSON/],
  [["send", "good.json", "--users", "nobody.csv"], /nobody\.csv cannot be read/],
  [["send", "good.json", "--users", "users.xls"], /name the file \.csv or \.ndjson/],
  [["import", "users", "nobody.ndjson"], /nobody\.ndjson cannot be read/],
  [["import", "users", "folder.csv"], /folder\.csv cannot be read/],
  [["up", "--delivery", "0"], /whole number from 1/],
  [["up", "--api", "9"], /whole number from 1 to 8/],
  [["campaign", "stats", "0".repeat(24), "--run", "last"], /A run id is a UUID/],
  [["campaign", "dead-letters", "0".repeat(24), "--run", "1"], /A run id is a UUID/],
  [["campaign", "show", "abc"], /24 hexadecimal digits/],
  [["fly"], /unknown command 'fly'/],
])("%j", async (args, complaint) => {
  const ended = await sluice(folder.path, ...args);
  expect(ended.stderr).toMatch(complaint);
  expect([ended.exitCode, ended.stdout]).toEqual([2, ""]);
});

test("every problem of a campaign is said at once, with the path of its field", async () => {
  const bad = campaign("ftp://example.test/", { basic_details: { name: "Hi" }, colour: "red" });
  await folder.write("bad.json", bad);
  const ended = await sluice(folder.path, "send", "bad.json", "--users", "users.csv");
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain("bad.json has 3 problems; nothing was sent.");
  expect(ended.stderr).toMatch(/basic_details\.name: .*\n.*connector\.url: .*\n.*colour: unknown field/s);
});

test("none of this made a data folder", () => {
  expect(existsSync(join(folder.path, ".sluice"))).toBe(false);
});
