// Whatever authors write and users bring: problems are reported, results are returned, and what leaves is well formed.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Connector } from "@sluice/schema";
import { attributesRead, compileConnector, connectorProblems, eventAttributesRead } from "../src/index.ts";

const fragment = fc.oneof(
  fc.constantFrom(
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "'",
    '"',
    "\\",
    "|",
    "(",
    ")",
    "[",
    "]",
    "${",
    "}",
    "..",
    "/",
    "?",
    "#",
    "&",
    "=",
    "{% raw %}",
    "{% endraw %}",
    "{% comment %}{% endcomment %}",
    "{% do_not_send %}",
    "日本",
    "\n",
    "%",
    "%41",
    ".",
    "{{ UserAttribute['a'] }}",
    "{{ UserAttribute['b'] | default: '..' }}",
    "{{ UserAttribute['a'] | json }}",
    "{{ EventAttribute['a'] }}",
    "{{ EventAttribute['list'] | join: ', ' }}",
    "{% for i in EventAttribute['list'] %}",
    "{{ CampaignAttribute.name }}",
    "{{ CampaignAttribute.name.x }}",
    "{% if UserAttribute['a'] %}",
    "{% endif %}",
    "{% assign x = UserAttribute['a'] %}",
    "{{ x }}",
    "{% for i in (1..3) %}",
    "{% endfor %}",
  ),
  fc.string({ unit: "binary", maxLength: 5 }),
);
const template = fc.array(fragment, { maxLength: 6 }).map((fragments) => fragments.join(""));
const input = fc.record({
  url: template.map((rest) => `https://api.example.com/${rest}`),
  headers: template.map((value) => [{ key: "X-V", value }]),
  body: fc.oneof(
    template.map((leaf) => ({ type: "JSON", json: { leaf, list: [1, leaf] } })),
    template.map((value) => ({ type: "FORM", form: [{ key: "k", value }] })),
  ),
});
const value = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.constantFrom("..", "\r\n"),
);

function isWellFormed(type: string, body: string): boolean {
  if (type === "FORM") return /^k=[!-~]*$/.test(body);
  JSON.parse(body); // a thrown SyntaxError shows what is wrong
  return true;
}

test("no connector makes validation throw, and none that passes renders anything ill formed", () => {
  let rendered = 0;
  fc.assert(
    fc.property(input, value, value, fc.boolean(), (written, a, b, isTriggered) => {
      const parsed = Connector.safeParse(written);
      if (!parsed.success || connectorProblems(parsed.data, "", { isTriggered }).length > 0) return;
      const attributes = attributesRead(parsed.data);
      const eventAttributes = isTriggered ? eventAttributesRead(parsed.data) : undefined;
      const campaign = { id: "c", name: "日本" };
      const { render } = compileConnector(parsed.data, { attributes, eventAttributes, campaign });
      const values = attributes.map((name) => (name === "a" ? a : b));
      const ofEvent = (eventAttributes ?? []).map((name) => (name === "list" ? [a, b, "x"] : a));
      const result = render(["user", ...values, ...ofEvent]);
      if (result.kind !== "request") return;
      rendered += 1;
      expect(result.origin).toBe("https://api.example.com");
      expect(result.path).toMatch(/^\/[!-~]*$/);
      expect(new URL(result.origin + result.path).pathname).toBe(result.path.split("?")[0]);
      for (const text of result.headers) expect(text).toMatch(/^[\t -~\u0080-\u00ff]*$/);
      expect(isWellFormed(written.body.type, result.body ?? "")).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(rendered).toBeGreaterThan(100);
});
