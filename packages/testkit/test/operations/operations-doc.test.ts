// docs/operations.md names everything that an operator may set, meet or be woken by.
import { expect, test } from "vitest";
import { errorCodes, metricNames, otherSettings, read, settingsOf } from "./read-sources.ts";

const doc = read("docs/operations.md");
const missingIn = (text: string, names: readonly string[]): string[] =>
  names.filter((name) => !text.includes(`\`${name}\``));

function section(title: string): string {
  const start = doc.indexOf(`\n## ${title}\n`);
  expect(start, `a section "${title}"`).toBeGreaterThan(0);
  const end = doc.indexOf("\n## ", start + 1);
  return doc.slice(start, end < 0 ? undefined : end);
}

test.each(["api", "planner", "delivery", "ledger", "slack-bot"])(
  "every setting of %s is in the table",
  (app) => {
    const rows = section("Settings")
      .split("\n")
      .filter((line) => line.startsWith("|") && new RegExp(`\\b(?:${app}|all)\\b`).test(line));
    expect(settingsOf(app).length).toBeGreaterThan(4);
    expect(missingIn(rows.join("\n"), settingsOf(app))).toEqual([]);
  },
);

test("so is what the command line reads", () => {
  expect(missingIn(section("Settings"), otherSettings())).toEqual([]);
});

test("every error code is there, with what to do", () => {
  const codes = errorCodes();
  expect(codes).toEqual(expect.arrayContaining(["UNREACHABLE", "NATS_NOT_FOUND", "NOT_FOUND"]));
  expect(missingIn(section("Error codes"), codes)).toEqual([]);
});

test("every metric is there, and none that no longer exists", () => {
  const names = metricNames();
  const told = [...doc.matchAll(/`(sluice_[a-z0-9]+_[a-z0-9_]+)/g)].map(([, name]) => name ?? "");
  expect(missingIn(section("Metrics and alarms"), names)).toEqual([]);
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
});
