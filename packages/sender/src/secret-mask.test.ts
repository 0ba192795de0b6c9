import { describe, expect, test } from "vitest";
import { secretMask } from "./secret-mask.ts";

describe("a secret that an endpoint repeats is masked", () => {
  const token = 'a+b/c="d&e';
  const mask = secretMask([`Bearer ${token}`], "[x]");

  test.each([
    ["as it was sent", `wrong: Bearer ${token}!`],
    ["without its prefix", `wrong: ${token}!`],
    ["in JSON", JSON.stringify({ sent: token })],
    [
      "in JSON with escaped slashes, as PHP writes it",
      JSON.stringify({ sent: token }).replaceAll("/", "\\/"),
    ],
    ["percent-encoded", `/callback?sent=${encodeURIComponent(token)}`],
    [
      "percent-encoded in lower case",
      `/callback?sent=${encodeURIComponent(token).replaceAll(/%../g, (hex) => hex.toLowerCase())}`,
    ],
    ["in HTML", "<b>a+b/c=&quot;d&amp;e</b>"],
    ["in HTML of a careful template", "<b>a&#43;b&#x2F;c&#x3D;&quot;d&amp;e</b>"],
  ])("%s", (_, text) => {
    expect(mask(text)).toMatch(/\[x\]/);
    expect(mask(text)).not.toMatch(/a\+b|a%2b|a&#43;/i);
  });

  test("that `Basic` only encodes", () => {
    const basic = secretMask([`Basic ${Buffer.from("crm:pass:word").toString("base64")}`], "[x]");
    expect(basic("user crm: pass:word is wrong (crm:pass:word)")).toBe("user crm: [x] is wrong ([x])");
  });
});

test("a secret that is part of another leaves nothing of it", () => {
  expect(secretMask(["abcdef", "abcdef-ghijkl"], "[x]")("abcdef-ghijkl abcdef")).toBe("[x] [x]");
});

test("what is as short as any word stays", () => {
  expect(secretMask(["Bearer one", "two"], "[x]")("one, two")).toBe("one, two");
});
