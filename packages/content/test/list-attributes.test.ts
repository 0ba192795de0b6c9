// Attributes that hold lists, as templates read them.
import { Connector } from "@sluice/schema";
import { expect, test } from "vitest";
import { compileConnector } from "../src/index.ts";

const LIKES = ["tea", 'mi"lk', "rum"];

function bodyOf(template: string, likes: unknown): string {
  const body = { type: "RAW", raw: template, content_type: "application/json" };
  const connector = Connector.parse({ url: "https://api.example.com/notify", body });
  const campaign = { id: "0123456789abcdef01234567", name: "Lists" };
  const compiled = compileConnector(connector, { attributes: ["likes"], campaign, nowMs: () => 0 });
  const result = compiled.render(["user-1", likes as never]);
  return result.kind === "request" ? String(result.body) : `${result.kind}: ${result.reason}`;
}

test.each([
  ["a loop", `{% for one in UserAttribute['likes'] %}["{{ one }}"]{% endfor %}`, '["tea"]["mi\\"lk"]["rum"]'],
  ["a join", `"{{ UserAttribute['likes'] | join: ", " }}"`, '"tea, mi\\"lk, rum"'],
  ["one of them", `"{{ UserAttribute['likes'][1] }}"`, '"mi\\"lk"'],
  [
    "the first, the size",
    `"{{ UserAttribute['likes'] | first }}",{{ UserAttribute['likes'] | size }}`,
    '"tea",3',
  ],
  ["a condition", `{% if UserAttribute['likes'] contains "rum" %}1{% else %}0{% endif %}`, "1"],
  ["the whole as JSON", `{{ UserAttribute['likes'] | json }}`, JSON.stringify(LIKES)],
])("%s over a list is what Liquid says", (_what, template, expected) => {
  expect(bodyOf(template, LIKES)).toBe(expected);
});

test("an empty list is there, and loops over nothing", () => {
  expect(bodyOf(`[{% for one in UserAttribute['likes'] %}1{% endfor %}]`, [])).toBe("[]");
  expect(bodyOf(`{{ UserAttribute['likes'] | json }}`, null)).toContain("likes");
});
