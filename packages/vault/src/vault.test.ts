import { randomBytes } from "node:crypto";
import { assert, nat, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { type SealedFor, Vault } from "./vault.ts";
import { VaultError } from "./vault-error.ts";

const key = (id: string) => ({ id, bytes: randomBytes(32) });
const what: SealedFor = { workspaceId: "acme", kind: "authorization", id: "0".repeat(24), version: 3 };

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof VaultError ? error.code : String(error);
  }
};

test("what was sealed opens as it was, whatever the text", () => {
  const vault = new Vault([key("k1")]);
  assert(
    property(string({ unit: "grapheme", maxLength: 5_000 }), (plain) => {
      expect(vault.open(vault.seal(plain, what), what)).toBe(plain);
    }),
    { numRuns: 50 },
  );
});

test("the same text sealed twice looks different, and shows nothing of itself", () => {
  const vault = new Vault([key("k1")]);
  const [first, second] = [vault.seal("canary", what), vault.seal("canary", what)];
  expect(first).not.toBe(second);
  expect(first).toMatch(/^sv1\.k1\./);
  expect(Buffer.from(first.split(".")[3]!, "base64url").includes("canary")).toBe(false);
});

test.each([
  ["another workspace", { workspaceId: "other" }],
  ["another kind", { kind: "token" as const }],
  ["another id", { id: "1".repeat(24) }],
  ["another version", { version: 4 }],
])("moved to %s it does not open", (_, change) => {
  const vault = new Vault([key("k1")]);
  const sealed = vault.seal("secret", what);
  expect(codeOf(() => vault.open(sealed, { ...what, ...change }))).toBe("DOES_NOT_OPEN");
  expect(codeOf(() => vault.rewrap(sealed, { ...what, ...change }))).toBe("DOES_NOT_OPEN");
});

test("with any bit of its bytes changed it does not open", () => {
  const vault = new Vault([key("k1")]);
  const [version, id, ...parts] = vault.seal("secret", what).split(".");
  assert(
    property(nat(1), nat(59), nat(7), (part, at, bit) => {
      const bytes = parts.map((text) => Buffer.from(text, "base64url"));
      bytes[part]![at % bytes[part]!.length]! ^= 1 << bit;
      const altered = [version, id, ...bytes.map((one) => one.toString("base64url"))].join(".");
      expect(codeOf(() => vault.open(altered, what))).toBe("DOES_NOT_OPEN");
    }),
    { numRuns: 200 },
  );
});

describe("a new key put first", () => {
  const [old, next] = [key("old"), key("next")];
  const sealed = new Vault([old]).seal("secret", what);
  const both = new Vault([next, old]);

  test("seals from now on, while the old one still opens", () => {
    expect(both.open(sealed, what)).toBe("secret");
    expect(both.seal("new", what).startsWith(both.currentPrefix)).toBe(true);
  });

  test("wraps what is there again without touching the content, and then the old key may go", () => {
    const rewrapped = both.rewrap(sealed, what);
    expect(rewrapped.split(".")[3]).toBe(sealed.split(".")[3]);
    expect(new Vault([next]).open(rewrapped, what)).toBe("secret");
    expect(codeOf(() => new Vault([next]).open(sealed, what))).toBe("UNKNOWN_KEY");
  });
});

test("what is no sealed text is refused in words, and so is a vault without keys", () => {
  const vault = new Vault([key("k1")]);
  const refused = ["", "secret", "sv2.k1.a.b", "sv1.k1.a", "sv1..a.b"].map((text) =>
    codeOf(() => vault.open(text, what)),
  );
  expect(new Set(refused)).toEqual(new Set(["NOT_SEALED"]));
  expect(codeOf(() => new Vault([]))).toBe("NO_KEYS");
});
