import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tlsOptions } from "./tls-options.ts";

test("an address without tls:// and without files leaves the choice to the server", () => {
  expect(tlsOptions("nats://127.0.0.1:4222")).toEqual({});
  expect(tlsOptions("nats://a:4222,tls://b:4222")).toEqual({ tls: {} });
});

test("files behind one address count for all", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-tls-"));
  const path = join(folder, "ca.pem");
  await writeFile(path, "an authority");
  expect(tlsOptions(`tls://a:4222?sslrootcert=${path},tls://b:4222`)).toEqual({
    tls: { ca: "an authority" },
  });
  await rm(folder, { recursive: true });
});

test("a file that cannot be read is named, with the word that names it", () => {
  expect(() => tlsOptions("tls://a:4222?sslkey=/nowhere/key.pem")).toThrow(/sslkey, \/nowhere\/key.pem/);
});
