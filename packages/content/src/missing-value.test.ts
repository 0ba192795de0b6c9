import { describe, expect, it } from "vitest";
import { raw, renderOne, requestFor } from "../test/render-one.ts";

const NO_CITY = { kind: "unrendered", reason: "UserAttribute['city'] has no value" };
/** Makes the template an uncommon one, which liquidjs interprets. */
const INTERPRETED = "{% assign unused = 1 %}";

describe.each([
  ["compiled", ""],
  ["interpreted", INTERPRETED],
])("a missing value in a template that is %s", (_, prefix) => {
  const render = (text: string) => renderOne(raw(prefix + text));

  it.each([
    "{{ UserAttribute['city'] }}",
    "Dear {{ UserAttribute['city'] | upcase | append: '!' }}",
    "{{ 'in ' | append: UserAttribute['city'] }}",
    "{{ UserAttribute['town'] | default: UserAttribute['city'] }}",
    "{{ UserAttribute['town'] | default: 'x' | append: UserAttribute['city'] }}",
    "{% if UserAttribute['town'] %}{% else %}{{ UserAttribute['city'] }}{% endif %}",
  ])("ends the recipient when it is put out: %s", (text) => {
    expect(render(text)).toEqual(NO_CITY);
  });

  it.each([
    ["{{ UserAttribute['city'] | default: 'home' }}", "home"],
    ["{{ UserAttribute['city'] | upcase | default: 'home' | append: '!' }}", "home!"],
    ["{{ UserAttribute['city'] | default('home') }}", "home"],
    ["{% if UserAttribute['city'] %}a{% else %}b{% endif %}", "b"],
    ["{% if UserAttribute['city'] == nil %}a{% endif %}", "a"],
    ["{% if UserAttribute['age'] <= 18 or UserAttribute['age'] >= 0 %}a{% else %}b{% endif %}", "b"],
    ["{% unless UserAttribute['city'] contains 'x' %}a{% endunless %}", "a"],
    ["{% case UserAttribute['city'] %}{% when 'x' %}a{% else %}b{% endcase %}", "b"],
  ])("is nil in a condition and covered by a default: %s", (text, body) => {
    expect(render(text)).toMatchObject({ body });
  });
});

it("an empty text is no missing value, and a default covers it too", () => {
  expect(
    requestFor(raw("<{{ UserAttribute['city'] }}{{ UserAttribute['city'] | default: 'x' }}>"), { city: "" })
      .body,
  ).toBe("<x>");
});

it("a variable that was assigned a missing value is missing, filters or not", () => {
  const text = "{% assign city = UserAttribute['city'] | upcase %}{{ city }}";
  expect(renderOne(raw(text))).toEqual({ kind: "unrendered", reason: "city has no value" });
});

it("a captured output is an output", () => {
  expect(renderOne(raw("{% capture c %}{{ UserAttribute['city'] }}{% endcapture %}"))).toEqual(NO_CITY);
});

it("a loop over a missing value is empty", () => {
  const text = "{% for part in UserAttribute['city'] %}x{% else %}none{% endfor %}";
  expect(requestFor(raw(text)).body).toBe("none");
});

describe.each([
  ["compiled", ""],
  ["interpreted", INTERPRETED],
])("do_not_send in a template that is %s", (_, prefix) => {
  it.each([
    ['{% do_not_send "too young" %}', "too young"],
    ['{% MOE_NOT_SEND("too young") %}', "too young"],
    ["{% do_not_send %}", "do_not_send"],
  ])("ends the recipient as skipped: %s", (tag, reason) => {
    const text = `${prefix}{% if UserAttribute['age'] < 18 %}${tag}{% endif %}ok`;
    expect(renderOne(raw(text), { age: 17 })).toEqual({ kind: "skipped", reason });
    expect(renderOne(raw(text), { age: 18 })).toMatchObject({ body: "ok" });
  });
});
