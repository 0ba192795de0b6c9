// docs/api-parity.md is held to the code: each test that it names exists, and each operation stands in it.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeApi } from "../src/openapi/describe-api.ts";

const DOCS = join(import.meta.dirname, "../../../docs");
const page = readFileSync(join(DOCS, "api-parity.md"), "utf8");

test("each link leads to a file, and where it names a test the file has it", () => {
  const links = [...page.matchAll(/\[([^\]]+(?:\[[^\]]*\][^\]]*)?)\]\(([^)]+)\)/g)];
  expect(links.length).toBeGreaterThan(100);
  const broken = links.filter(([, name = "", path = ""]) => {
    const file = join(DOCS, path);
    if (!existsSync(file)) return true;
    return statSync(file).isFile() && path.endsWith(".ts") && !readFileSync(file, "utf8").includes(name);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test("each operation stands in it", async () => {
  const { paths } = await describeApi();
  const missing = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .map((method) => `${method.toUpperCase()} ${path}`)
      .filter((operation) => !page.includes(`\`${operation}\``)),
  );
  expect(missing).toEqual([]);
});

test("each row says one of the four: works, stored, refused, ours", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && line.includes("]("));
  const unsaid = rows.filter((line) => !/ \| (?:works|stored, not sent yet|refused|ours) \| \[/.test(line));
  expect(unsaid).toEqual([]);
});
