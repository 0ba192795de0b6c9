// What is fetched of a shared file, and from where: the bot's token goes to Slack and to nobody else.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { downloadFile } from "../src/slack/download-file.ts";

let server: Server;
let origin: string;
const seen: Array<{ path: string; authorization: string | undefined }> = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ path: request.url ?? "", authorization: request.headers.authorization });
    if (request.url === "/elsewhere") response.writeHead(302, { location: "http://localhost:1/" }).end();
    else if (request.url === "/latin1") response.end(Buffer.from([0xe9, 0x20]));
    else if (request.url === "/long") response.end("x".repeat(2_000));
    else response.end("channel: CONNECTOR");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const limits = () => ({ token: "xoxb-1", slackApiUrl: `${origin}/api/`, maxBytes: 1_000 });
const at = (path: string) => ({ size: 10, url_private_download: `${origin}${path}` });

test("a file of Slack's own is read with the bot's token", async () => {
  expect(await downloadFile(at("/sale.yaml"), limits())).toBe("channel: CONNECTOR");
  expect(seen).toContainEqual({ path: "/sale.yaml", authorization: "Bearer xoxb-1" });
});

test.each([
  ["that lies elsewhere, as Slack says", { is_external: true }, "lies outside of Slack"],
  ["with another address", { url_private_download: "https://evil.example/x" }, "lies outside of Slack"],
  ["with no address", { url_private_download: "x" }, "lies outside of Slack"],
  ["that says it is too large", { size: 5_000 }, "is larger than"],
])("a file %s is not fetched", async (_, facts, why) => {
  const before = seen.length;
  await expect(downloadFile({ ...at("/x"), ...facts }, limits())).rejects.toThrow(why);
  expect(seen).toHaveLength(before);
});

test("a file that turns out to be larger than it says, or no text, is refused, and no redirect is followed", async () => {
  await expect(downloadFile(at("/long"), limits())).rejects.toThrow("is larger than");
  await expect(downloadFile(at("/latin1"), limits())).rejects.toThrow("is no text in UTF-8");
  await expect(downloadFile(at("/elsewhere"), limits())).rejects.toThrow("cannot be fetched from Slack now");
});

test.each([
  ["https://files.slack.com/files-pri/T1-F1/sale.yaml", true],
  ["https://slack.com.evil.example/x", false],
  ["https://evilslack.com/x", false],
  ["http://files.slack.com/x", false],
])("without another address given, %s is Slack's: %s", async (url, isSlacks) => {
  const outcome = downloadFile(
    { size: 5_000, url_private_download: url },
    { ...limits(), slackApiUrl: undefined },
  );
  await expect(outcome).rejects.toThrow(isSlacks ? "is larger than" : "lies outside of Slack");
});
