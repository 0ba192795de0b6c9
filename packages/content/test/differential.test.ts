// Compiled templates against liquidjs itself: the same bytes for thousands of templates and users.
import * as fc from "fast-check";
import { Context, Liquid } from "liquidjs";
import { expect, test } from "vitest";
import type { RecipientRow } from "@sluice/schema";
import { MemoryAllowance } from "../src/allowances.ts";
import { compileNodes } from "../src/compile-nodes.ts";
import { interpretTemplate } from "../src/interpret-template.ts";
import { MEMORY_LIMIT, createLiquid } from "../src/liquid-engine.ts";
import { parseTemplate } from "../src/parse-template.ts";
import type { Piece } from "../src/piece.ts";
import { PLAIN } from "../src/place.ts";
import { reasonOf } from "../src/reason-of.ts";
import { templateData } from "../src/template-data.ts";

process.env["TZ"] = "UTC"; // the reference reads a date without a zone as the machine's; ours as UTC

const NAMES = ["city", "First Name", "age", "score", "vip", "size"] as const;
const CAMPAIGN = { id: "c1", name: 'Spring "offer"' };
const NOW_MS = Date.UTC(2026, 1, 3, 4, 5, 6);

const data = templateData(NAMES, CAMPAIGN);
const liquid = createLiquid({ nowMs: () => NOW_MS });
const memory = new MemoryAllowance(MEMORY_LIMIT);
const context = new Context({}, liquid.options, { sync: true }, { liquid });
context.memoryLimit = memory as unknown as Context["memoryLimit"];
const plainLiquid = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  memoryLimit: MEMORY_LIMIT,
  timezoneOffset: 0,
  locale: "en-US",
  templates: {},
});

const oneOf = <T>(...items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);
const userField = oneOf(
  ...NAMES.map((name) => `UserAttribute['${name}']`),
  "UserAttribute.city",
  "UserAttribute.age",
  "UserAttribute['user_id']",
  "UserAttribute['city'].size",
  "UserAttribute['city'].first",
  "UserAttribute.vip.last",
  "CampaignAttribute['name']",
  "CampaignAttribute.id",
  "user.city",
  "user['First Name']",
  "user.vip.last",
);
const literal = oneOf(
  "'x'",
  '"Köln"',
  "''",
  "3",
  "-2.5",
  "0",
  "true",
  "false",
  "nil",
  "empty",
  "blank",
  "'10'",
);
const operand = fc.oneof({ weight: 3, arbitrary: userField }, { weight: 1, arbitrary: literal });
const bareFilter = oneOf(
  "upcase",
  "downcase",
  "capitalize",
  "strip",
  "size",
  "escape",
  "url_encode",
  "abs",
  "ceil",
  "floor",
  "lstrip",
  "rstrip",
  "strip_html",
  "newline_to_br",
  "base64_encode",
  "first",
  "last",
  "reverse",
  "squish",
  "slugify",
  "round",
  "date_to_xmlschema",
  "sha256",
  "escape_once",
  "strip_newlines",
  "url_decode",
);
const filter = fc.oneof(
  bareFilter,
  fc
    .tuple(
      oneOf(
        "default",
        "append",
        "prepend",
        "plus",
        "minus",
        "times",
        "divided_by",
        "modulo",
        "remove",
        "split",
        "truncate",
        "truncatewords",
        "round",
        "at_least",
        "at_most",
        "date",
        "slice",
        "join",
        "remove_first",
      ),
      operand,
    )
    .map(([name, argument]) => `${name}: ${argument}`),
  fc
    .tuple(oneOf("replace", "slice", "truncate", "replace_first", "default"), operand, operand)
    .map(([name, first, second]) =>
      name === "default" ? `default: ${first}, allow_false: true` : `${name}: ${first}, ${second}`,
    ),
  oneOf("date: '%Y-%m-%d %H:%M'", "date: '%A, %e %B'", "date: '%s', '+02:00'"),
);
const filters = fc.array(filter, { maxLength: 3 }).map((names) => names.map((name) => ` | ${name}`).join(""));
const expression = fc
  .tuple(
    operand,
    fc.array(fc.tuple(oneOf("==", "!=", "<", ">", "<=", ">=", "contains", "and", "or"), operand), {
      maxLength: 4,
    }),
    fc.boolean(),
  )
  .map(
    ([first, rest, negated]) =>
      `${negated ? "not " : ""}${first}${rest.map(([op, right]) => ` ${op} ${right}`).join("")}`,
  );
const output = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: operand }, { weight: 1, arbitrary: expression }),
    filters,
    oneOf("", "-"),
  )
  .map(([value, chain, trim]) => `{{${trim} ${value}${chain} ${trim}}}`);
const text = oneOf(
  "",
  " ",
  "Dear ",
  ", ",
  '"quoted"\\',
  "ünï 👍",
  "\n  ",
  "{ }",
  "{% comment %}{{ x }}{% endcomment %}",
);

const { template } = fc.letrec<{ template: string; node: string }>((tie) => ({
  template: fc.array(tie("node"), { maxLength: 3 }).map((nodes) => nodes.join("")),
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    output,
    fc
      .tuple(
        oneOf("if", "unless"),
        expression,
        filters,
        tie("template"),
        expression,
        tie("template"),
        tie("template"),
      )
      .map(
        ([tag, when, chain, a, or, b, c]) =>
          `{% ${tag} ${when}${chain} %}${a}{%- elsif ${or} %}${b}{% else -%}${c}{% end${tag} %}`,
      ),
    fc
      .tuple(operand, operand, operand, tie("template"), tie("template"), tie("template"))
      .map(
        ([value, x, y, a, b, c]) =>
          `{% case ${value} %}{% when ${x}, ${y} %}${a}{% when ${y} %}${b}{% else %}${c}{% endcase %}`,
      ),
  ),
}));

const uncommon = fc
  .tuple(template, operand, filters, template)
  .map(
    ([before, value, chain, inside]) =>
      `${before}{% assign v = ${value}${chain} %}{% capture w %}${inside}{% endcapture %}` +
      `{% for i in (1..3) %}{{ i }}{{ forloop.last }}{% if i == 2 %}{% break %}{% endif %}${inside}{% endfor %}{{ w }}{{ v }}`,
  );

const scalar = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary" }),
  oneOf("Köln", "", " ", "10", "3.7", "2026-02-03T04:05:06Z", "a,b", "<b>&amp;</b>", "\ud800"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const user: fc.Arbitrary<RecipientRow> = fc
  .tuple(fc.string({ minLength: 1 }), ...NAMES.map(() => scalar))
  .map(([id, ...values]) => [id, ...values]);

type Rendered = { text: string } | { kind: string; reason: string };

function attempt(render: () => string): Rendered {
  try {
    return { text: render() };
  } catch (error) {
    const { kind, reason } = reasonOf(error);
    return { kind, reason };
  }
}

function run(piece: Piece, row: RecipientRow): Rendered {
  memory.renew();
  return attempt(() => (typeof piece === "string" ? piece : piece(row)));
}

/** The reference has no notion of a missing value: to it, the value is undefined. */
function byPlainLiquid(source: string, row: RecipientRow): Rendered {
  const values = NAMES.map((name, index) => [name, row[index + 1] ?? undefined]);
  const attributes = Object.fromEntries([...values, ["user_id", row[0]]]) as Record<string, unknown>;
  const scope = { UserAttribute: attributes, user: attributes, CampaignAttribute: CAMPAIGN };
  return attempt(() => plainLiquid.parseAndRenderSync(source, scope));
}

const isMissing = (rendered: Rendered): boolean =>
  "reason" in rendered && rendered.reason.endsWith("has no value");

test("a common template is compiled, and gives what liquidjs gives, byte for byte", () => {
  let compared = 0;
  fc.assert(
    fc.property(template, fc.array(user, { minLength: 5, maxLength: 5 }), (source, users) => {
      const compiled = compileNodes(parseTemplate(liquid, source), { liquid, data, context, place: PLAIN });
      expect(compiled).toBeDefined();
      const interpreted = interpretTemplate(parseTemplate(liquid, source), PLAIN, liquid, data);
      for (const row of users) {
        const result = run(compiled!, row);
        expect(result).toEqual(run(interpreted, row));
        if (isMissing(result)) continue;
        compared += 1;
        expect(result).toEqual(byPlainLiquid(source, row));
      }
    }),
    { numRuns: 1_200 },
  );
  expect(compared).toBeGreaterThan(1_500);
});

test("an interpreted template gives what liquidjs gives, as long as no value is missing", () => {
  let compared = 0;
  fc.assert(
    fc.property(uncommon, user, (source, row) => {
      const interpreted = interpretTemplate(parseTemplate(liquid, source), PLAIN, liquid, data);
      const result = run(interpreted, row);
      if (isMissing(result) || row.includes(null)) return;
      compared += 1;
      expect(result).toEqual(byPlainLiquid(source, row));
    }),
    { numRuns: 600 },
  );
  expect(compared).toBeGreaterThan(50);
});
