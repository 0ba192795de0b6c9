import { describe, expect, it } from "vitest";
import { issuesOf, raw, renderOne, requestFor } from "../test/render-one.ts";
import { attributesRead, eventAttributesRead } from "./attributes-read.ts";
import { connector } from "../test/render-one.ts";

const textOf = (template: string, user: Record<string, string>): string | null =>
  requestFor(raw(template), user).body;

describe("the short names user and event", () => {
  it("mean the attributes, by dot and by subscript", () => {
    expect(textOf("{{ user.city }} {{ user['First Name'] }}", { city: "Köln", "First Name": "Ada" })).toBe(
      "Köln Ada",
    );
  });

  it("mean the same in a template that liquidjs interprets", () => {
    expect(textOf("{% for i in (1..2) %}{{ user.city }}{% endfor %}", { city: "x" })).toBe("xx");
  });

  it("are found among what a template reads", () => {
    const content = connector(raw("{{ user.city }}{{ event.code }}{{ UserAttribute['city'] }}"));
    expect([attributesRead(content), eventAttributesRead(content)]).toEqual([["city"], ["code"]]);
  });

  it("yield to a variable that the template sets itself", () => {
    const template = "{% assign user = UserAttribute['city'] %}{{ user }}";
    expect(issuesOf(raw(template))).toEqual([]);
    expect(textOf(template, { city: "Pune" })).toBe("Pune");
  });

  it("end the recipient by the words that the author wrote when there is no value", () => {
    expect(renderOne(raw("{{ user.city }}"))).toEqual({
      kind: "unrendered",
      reason: "user.city has no value",
    });
  });

  it("keep the rules of the names that they stand for", () => {
    expect(issuesOf(raw("{{ user }} {{ event.code }}"))).toEqual([
      expect.stringContaining("name the attribute literally: UserAttribute['city']"),
      expect.stringContaining("available in an API-triggered campaign only"),
    ]);
  });
});
