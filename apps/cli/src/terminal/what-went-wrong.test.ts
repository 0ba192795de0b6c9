import { expect, test } from "vitest";
import { badInput } from "../cli-error.ts";
import { whatWentWrong } from "./what-went-wrong.ts";

const textOf = (error: unknown, isVerbose = false): string =>
  whatWentWrong(error, isVerbose)
    .map(({ text }) => text)
    .join("\n");

test("bad input is a sentence, then every problem with the path of its field", () => {
  const error = badInput("campaign.json has 1 problem; nothing was sent.", {
    problems: [{ field: "basic_details.name", issue: "is missing" }],
  });
  expect(textOf(error)).toBe(
    "sluice: campaign.json has 1 problem; nothing was sent.\n  basic_details.name: is missing",
  );
});

test("what was not foreseen tells its reason, without a stack", () => {
  const error = new Error("the database could not be brought up to date", { cause: new Error("disk full") });
  expect(textOf(error)).toBe("sluice: the database could not be brought up to date: disk full");
});

test("--verbose adds where it comes from; secrets are shown by neither", () => {
  const error = new Error("postgres://u:s3cret@db refused", { cause: new Error("inner") });
  expect(textOf(error, true)).toMatch(/what-went-wrong\.test\.ts[^]*caused by Error: inner/);
  expect(textOf(error, true)).not.toContain("s3cret");
});
