import { type Reply, startEndpoint } from "@sluice/testkit";
import { expect, test } from "vitest";
import { createEgress } from "../src/egress.ts";
import { egressPolicy } from "../src/egress-policy.ts";
import { type GuardedDownload, guardedDownload } from "../src/guarded-download.ts";

const egress = createEgress(egressPolicy({ SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }));

async function download(url: string, changes: Partial<GuardedDownload> = {}): Promise<string> {
  const file = { url, maxBytes: 1_000_000, timeoutMs: 5_000, idleTimeoutMs: 5_000, ...changes };
  const chunks: Buffer[] = [];
  for await (const chunk of guardedDownload(egress, file)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("a file streams in, however large a part of its bound it is", async () => {
  const body = "u1\n".repeat(100_000);
  await using endpoint = await startEndpoint([{ status: 200, body }]);
  expect(await download(`${endpoint.url}/users.csv?signature=1`)).toBe(body);
  expect(endpoint.requests).toMatchObject([{ method: "GET", path: "/users.csv?signature=1" }]);
});

test.each<[string, Reply, Partial<GuardedDownload>, string]>([
  ["larger than its bound", { status: 200, body: "x".repeat(3_000_000) }, {}, "more than 0 MB"],
  ["not there", { status: 404 }, {}, "answered 404"],
  ["elsewhere", { status: 302, headers: { location: "http://169.254.169.254/" } }, {}, "answered 302"],
  ["compressed", { status: 200, headers: { "content-encoding": "gzip" }, body: "x" }, {}, "compressed"],
  ["that never comes", { hang: true }, { timeoutMs: 300 }, "SLUICE_DEADLINE"],
  [
    "whose end never comes",
    { drip: { bodyBytes: 100_000, everyMs: 5 } },
    { timeoutMs: 300 },
    "SLUICE_DEADLINE",
  ],
])("a file %s is refused in words without its query", async (_, reply, changes, words) => {
  await using endpoint = await startEndpoint([reply]);
  const error = await download(`${endpoint.url}/users.csv?signature=secret`, changes).then(
    () => null,
    (error: unknown) => error as Error,
  );
  expect(error?.message).toContain(words);
  expect(error?.message).not.toContain("secret");
});

test("nothing is fetched from where requests may not go", async () => {
  await expect(download("http://169.254.169.254/latest/meta-data")).rejects.toMatchObject({
    code: "SLUICE_ADDRESS_REFUSED",
  });
});

test("who gives up is not waited for", async () => {
  await using endpoint = await startEndpoint([{ hang: true }]);
  const giveUp = new AbortController();
  const downloading = download(endpoint.url, { signal: giveUp.signal });
  giveUp.abort();
  await expect(downloading).rejects.toThrow("no answer");
});
