// Templates are written by customers: the worst of them cost little and read nothing but their data.
import { describe, expect, it } from "vitest";
import { raw, renderOne, requestFor } from "./render-one.ts";

const TOO_MUCH_MEMORY = { kind: "unrendered", reason: "the template uses too much memory" };
const TOO_MANY_STEPS = { kind: "unrendered", reason: "the template takes too many steps" };

describe("a template that would never end", () => {
  it.each([
    ["a loop of ten million", "{% for i in (1..10000000) %}{{ i }}{% endfor %}", TOO_MUCH_MEMORY],
    [
      "nested loops",
      "{% for i in (1..900) %}{% for j in (1..900) %}x{% endfor %}{% endfor %}",
      TOO_MANY_STEPS,
    ],
    [
      "nested empty loops",
      "{% for i in (1..900) %}{% for j in (1..900) %}{% endfor %}{% endfor %}",
      TOO_MANY_STEPS,
    ],
    [
      "a text that doubles",
      "{% assign a = 'xx' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}",
      TOO_MUCH_MEMORY,
    ],
    [
      "an array that doubles",
      "{% assign a = 'x,y' | split: ',' %}{% for i in (1..40) %}{% assign a = a | concat: a %}{% endfor %}",
      TOO_MUCH_MEMORY,
    ],
    ["a date as wide as a book", "{{ UserAttribute['v'] | date: '%50000000d' }}", TOO_MUCH_MEMORY],
    [
      "a replacement that multiplies",
      `{{ UserAttribute['v'] | replace: '1', '${"1".repeat(500)}'${" | replace: '1', '11111111111111111111'".repeat(5)} }}`,
      TOO_MUCH_MEMORY,
    ],
  ])("is stopped: %s", (_, text, result) => {
    expect(renderOne(raw(text), { v: "1111111111" })).toEqual(result);
  });
});

describe("a prototype", () => {
  it.each([
    "UserAttribute['v'].constructor",
    "UserAttribute['v'].__proto__",
    "UserAttribute['constructor']",
    "UserAttribute['__proto__']",
    "UserAttribute['toString']",
    "UserAttribute['v'].constructor.constructor",
  ])("is not reached by %s", (path) => {
    const reason = `${path} has no value`;
    expect(renderOne(raw(`{{ ${path} }}`), { v: "x" })).toEqual({ kind: "unrendered", reason });
    expect(renderOne(raw(`{% assign unused = 1 %}{{ ${path} }}`), { v: "x" })).toEqual({
      kind: "unrendered",
      reason,
    });
  });

  it("leaves an attribute with such a name alone", () => {
    const user = JSON.parse('{"__proto__":"p","constructor":"c"}') as Record<string, string>;
    const text = "{{ UserAttribute['__proto__'] }}{{ UserAttribute.constructor }}";
    expect(requestFor(raw(text), user).body).toBe("pc");
    expect(requestFor(raw(`{% assign unused = 1 %}${text}`), user).body).toBe("pc");
  });
});

it("a filter that fails ends the recipient and shows no value", () => {
  expect(renderOne(raw("{{ UserAttribute['v'] | base64_decode }}"), { v: "secret!" })).toEqual({
    kind: "unrendered",
    reason: "the template fails: invalid base64 provided to base64_decode",
  });
});

it("what one recipient used is not charged to the next", () => {
  const text = `{{ UserAttribute['v'] | append: '${"x".repeat(15_000)}' | size }}`;
  for (let i = 0; i < 200; i++) expect(renderOne(raw(text), { v: "x" })).toMatchObject({ kind: "request" });
});

it("a date is the same on every machine, and 'now' is the time that was passed in", () => {
  expect(requestFor(raw("{{ 'now' | date: '%a %d %b %Y %H:%M %z' }}")).body).toBe(
    "Tue 03 Feb 2026 04:05 +0000",
  );
  expect(requestFor(raw("{{ '2026-07-01 08:30' | date: '%H:%M %z' }}")).body).toBe("08:30 +0000");
});

it("Jinja that has one meaning in Liquid is understood", () => {
  const text =
    "{# note #}{{ UserAttribute['v'] | default('a|b)', true) | replace('|', '-') | upper() }}{% raw %}{{ x | f('y') }}{% endraw %}";
  expect(requestFor(raw(text)).body).toBe("A-B){{ x | f('y') }}");
});
