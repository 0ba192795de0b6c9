import { expect, test } from "vitest";
import { createReporter } from "./reporter.ts";

function recorded(isInteractive: boolean) {
  let text = "";
  let nowMs = 0;
  const screen = {
    isInteractive,
    columns: () => 20,
    write: (part: string) => void (text += part),
    paint: (_style: string, part: string) => part,
  };
  return {
    reporter: createReporter(screen, () => nowMs),
    text: () => text.replaceAll("\u001b[2K", "⌫"),
    pass: (ms: number) => (nowMs += ms),
  };
}

test("before a person, the line below stays below what is said", () => {
  const { reporter, text } = recorded(true);
  reporter.update("10 %");
  reporter.say("hello");
  reporter.settle("done");
  expect(text()).toBe("\r10 %\r⌫hello\n10 %\r⌫done\n");
});

test("a line that would wrap is cut", () => {
  const { reporter, text } = recorded(true);
  reporter.update("x".repeat(30));
  expect(text()).toBe(`\r${"x".repeat(18)}…`);
});

test("into a pipe, progress is a plain line every five seconds", () => {
  const { reporter, text, pass } = recorded(false);
  for (let percent = 0; percent < 10; percent++) {
    reporter.update(`${percent} %`);
    pass(1_000);
  }
  reporter.settle();
  expect(text()).toBe("0 %\n5 %\n");
});
