import { WebAPIRateLimitedError } from "@slack/web-api";
import { createLogger } from "@sluice/telemetry";
import { eventually } from "@sluice/testkit";
import { expect, test } from "vitest";
import { NotPosted, Outbox } from "./outbox.ts";

const message = (text: string) => ({ channel: "C1", text });

/** A Slack that takes one message each time it is let to. */
function slowSlack() {
  const taken: string[] = [];
  const waiting: Array<() => void> = [];
  const outbox = new Outbox(
    ({ text }) =>
      new Promise((resolve) => {
        waiting.push(() => {
          taken.push(text);
          resolve({ ts: String(taken.length) });
        });
      }),
    createLogger("slack-bot"),
  );
  const take = async (): Promise<void> => (await eventually(() => waiting.shift()))();
  return { outbox, taken, take };
}

test("messages of a channel go in their order, and what somebody waits for goes before them", async () => {
  const { outbox, taken, take } = slowSlack();
  for (const text of ["one", "two", "three"]) outbox.add(message(text));
  const cards = Promise.all([outbox.post(message("card")), outbox.post(message("another"))]);
  for (let i = 0; i < 5; i++) await take();
  expect(await cards).toEqual([{ ts: "2" }, { ts: "3" }]);
  await eventually(() => taken.length === 5);
  expect(taken).toEqual(["one", "card", "another", "two", "three"]);
});

test("of too many messages the oldest are given up, and no card", async () => {
  const { outbox, taken, take } = slowSlack();
  for (let i = 0; i < 300; i++) outbox.add(message(`m${i}`));
  void outbox.post(message("card"));
  for (let i = 0; i < 200; i++) await take();
  await eventually(() => taken.length === 200);
  expect(taken.slice(0, 2)).toEqual(["m0", "card"]);
  expect(taken.at(-1)).toBe("m299");
});

test("what Slack never has time for was not posted, for certain; so was what waits when the bot ends", async () => {
  let tries = 0;
  const busy = async (): Promise<never> => {
    tries += 1;
    throw new WebAPIRateLimitedError(0);
  };
  const outbox = new Outbox(busy, createLogger("slack-bot"));
  await expect(outbox.post(message("card"))).rejects.toBeInstanceOf(NotPosted);
  expect(tries).toBe(10);
  outbox.stop();
  await expect(outbox.post(message("card"))).rejects.toThrow("the bot ends");
});

test("a post whose answer was lost is not made again", async () => {
  let tries = 0;
  const lost = async (): Promise<never> => {
    tries += 1;
    throw new Error("socket closed");
  };
  const outbox = new Outbox(lost, createLogger("slack-bot"));
  await expect(outbox.post(message("card"))).rejects.toThrow("socket closed");
  expect(tries).toBe(1);
});
