import { expect, test } from "vitest";
import { parsePermalink } from "./permalink.ts";

test.each([
  "https://acme.slack.com/archives/C0123456789/p1763800000123456",
  "<https://acme.slack.com/archives/C0123456789/p1763800000123456>",
  "<https://acme.slack.com/archives/C0123456789/p1763800000123456|a card>",
])("%s is a message", (text) => {
  expect(parsePermalink(text)).toEqual({
    channelId: "C0123456789",
    messageTs: "1763800000.123456",
    threadTs: null,
  });
});

test("a link of a reply names its thread, however the command escaped it", () => {
  const link =
    "<https://acme.slack.com/archives/C01/p1763800009000001?thread_ts=1763800000.123456&amp;cid=C01>";
  expect(parsePermalink(link)?.threadTs).toBe("1763800000.123456");
});

test.each(["C-7F3KQ", "https://acme.slack.com/archives/C01", "spring sale"])("%s is none", (text) => {
  expect(parsePermalink(text)).toBeNull();
});
