import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generateVaultKey, parseVaultKeys, readVaultKeys, writeVaultKeys } from "./vault-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "vault-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

const keys = [generateVaultKey(0), generateVaultKey(1)];

test("keys written are read back, from a variable with commas and from a file with lines", () => {
  expect(parseVaultKeys(writeVaultKeys(keys)).map(({ id }) => id)).toEqual(keys.map(({ id }) => id));
  expect(readVaultKeys({ keys: writeVaultKeys(keys).trim().replaceAll("\n", ",") })).toHaveLength(2);
});

test("a file that others may read is refused with the command that helps", () => {
  const path = join(folder, "keys");
  writeFileSync(path, writeVaultKeys(keys), { mode: 0o644 });
  expect(() => readVaultKeys({ keysFile: path })).toThrow(`chmod 600 ${path}`);
  chmodSync(path, 0o600);
  expect(readVaultKeys({ keysFile: path })).toHaveLength(2);
  expect(() => readVaultKeys({ keysFile: join(folder, "absent") })).toThrow(/SLUICE_KEYS_FILE/);
});

test("a key that is too short, or two of one id, are refused without being shown", () => {
  expect(() => parseVaultKeys("k1:c2hvcnQ=")).toThrow(/Key number 1/);
  expect(() => parseVaultKeys("c2VjcmV0")).toThrow(/^(?!.*c2VjcmV0)/);
  const [first] = writeVaultKeys(keys).split("\n");
  expect(() => parseVaultKeys(`${first},${first}`)).toThrow(/same id/);
});
