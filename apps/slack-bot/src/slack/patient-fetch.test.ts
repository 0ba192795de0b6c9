import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { patientFetch } from "./patient-fetch.ts";

let close: (() => void) | undefined;
afterEach(() => close?.());

/** Answers one call after the other as told. @returns its address, and the bodies that came */
async function slackThat(...answers: ReadonlyArray<(response: ServerResponse) => void>) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const call = bodies.push(body) - 1;
      return answers[Math.min(call, answers.length - 1)]?.(response);
    });
  });
  close = () => server.close();
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

const waits = (seconds: string) => (response: ServerResponse) =>
  response.writeHead(429, { "retry-after": seconds }).end("{}");
const takes = (response: ServerResponse) => response.end('{"ok":true}');

test("what Slack says to do later is done later, with the same body", async () => {
  const slack = await slackThat(waits("0"), waits("0"), takes);
  const response = await patientFetch(slack.url, { method: "POST", body: "text=hello" });
  expect(await response.json()).toEqual({ ok: true });
  expect(slack.bodies).toEqual(Array(3).fill("text=hello"));
});

test.each([
  ["again and again", "0", 4],
  ["longer than anybody waits", "600", 1],
  ["without a time", "soon", 1],
])("who is told to wait %s hears of it", async (_how, seconds, calls) => {
  const slack = await slackThat(waits(seconds));
  expect((await patientFetch(slack.url, { method: "POST" })).status).toBe(429);
  expect(slack.bodies).toHaveLength(calls);
});

test("a call whose answer is lost is not made again", async () => {
  const slack = await slackThat((response) => response.destroy(), takes);
  await expect(patientFetch(slack.url, { method: "POST" })).rejects.toThrow("fetch failed");
  expect(slack.bodies).toHaveLength(1);
});
