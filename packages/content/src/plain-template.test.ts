import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainTemplate } from "./plain-template.ts";
import { JSON_STRING, RAW_JSON, URL_PATH } from "./place.ts";
import { parsedProblems } from "./template-problems.ts";

test.each([
  "Hello {{UserAttribute['first_name'] | default: 'there'}}!",
  '{{ UserAttribute["u_em"] }} and {{UserAttribute[\'Last Seen\']|default: ""}}',
])("%s is seen to be sound", (text) => expect(isPlainTemplate(text)).toBe(true));

test.each([
  "{{{UserAttribute['a']}}",
  "{{UserAttribute['']}}",
  "{{UserAttribute['a'}}",
  "{{UserAttribute['a'] | default: 'MOE_NOT_SEND'}}",
  "{{UserAttribute['a'] | upcase}}",
  "{{ user.city }}",
  "{% if x %}{{UserAttribute['a']}}{% endif %}",
  "{# {{UserAttribute['a']}} #}",
])("%s is looked at closer", (text) => expect(isPlainTemplate(text)).toBe(false));

const piece = fc.oneof(
  fc.constantFrom(
    "{{UserAttribute['city']}}",
    "{{ UserAttribute[\"city\"] | default: 'none' }}",
    "{{UserAttribute['size']|default:''}}",
    "{{UserAttribute['1.2'] | default: \"a, b | c\"}}",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "{#",
    "#}",
    "'",
    '"',
    "\\",
    "| default: ",
    "UserAttribute['city']",
    "\n",
  ),
  fc.string({ maxLength: 5 }),
);

test("what is seen to be sound is sound when it is parsed, wherever it stands", () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
      fc.constantFrom(JSON_STRING, RAW_JSON, URL_PATH),
      (text, place) => {
        fc.pre(isPlainTemplate(text));
        expect(parsedProblems(text, place, false)).toEqual([]);
      },
    ),
    { numRuns: 3_000 },
  );
});
