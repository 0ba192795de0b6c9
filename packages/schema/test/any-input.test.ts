// Whatever is sent to us: what a schema accepts stays what it is, and what it does not accept is a list of problems.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { z } from "zod";
import {
  CampaignCreate,
  CAMPAIGN_PATCH,
  LedgerEntry,
  parseInput,
  PermitDemand,
  PermitGrant,
  TriggeredSend,
} from "../src/index.ts";
import { anyOfSchema } from "./any-of-schema.ts";

const schemas: Record<string, z.ZodType> = {
  CampaignCreate,
  PatchOfPush: CAMPAIGN_PATCH.PUSH,
  PatchOfEmail: CAMPAIGN_PATCH.EMAIL,
  PatchOfConnector: CAMPAIGN_PATCH.CONNECTOR,
  TriggeredSend,
  LedgerEntry,
  PermitDemand,
  PermitGrant,
};

let deep: unknown = "end";
for (let depth = 0; depth < 2_000; depth++) deep = [deep];

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    Infinity,
    -1,
    1e308,
    "",
    "\ud800",
    "\u0000",
    "x".repeat(200_000),
    deep,
    [[[]]],
    JSON.parse('{"__proto__": {"isAdmin": true}}'),
    Object.create(null),
  ),
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 3 }),
);

test.each(Object.entries(schemas))("%s takes what it describes, and takes it again as it is", (_, schema) => {
  let taken = 0;
  fc.assert(
    fc.property(anyOfSchema(schema), (input) => {
      const parsed = parseInput(schema, JSON.parse(JSON.stringify(input))); // as it travels
      if (!parsed.ok) return;
      taken += 1;
      expect(parseInput(schema, JSON.parse(JSON.stringify(parsed.value)))).toEqual(parsed);
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(30);
});

test.each(Object.entries(schemas))(
  "%s, whatever is put into it anywhere, gives a list of problems",
  (_, schema) => {
    const mutated = fc.tuple(anyOfSchema(schema), nasty, fc.nat(), fc.constantFrom("replace", "add"));
    fc.assert(
      fc.property(mutated, ([input, value, at, how]) => {
        const parsed = parseInput(schema, mutate(input, value, at, how));
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { field, issue } of parsed.problems) {
          expect(typeof field).toBe("string");
          expect(issue).not.toBe("");
        }
        expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
      }),
      { numRuns: 400 },
    );
  },
);

/** One place of the input, chosen by `at`, is replaced, or gets a field that nobody knows. */
function mutate(input: unknown, value: unknown, at: number, how: string): unknown {
  const copy: unknown = structuredClone(input);
  const places: Array<{ holder: object; name: string }> = [];
  const walk = (holder: unknown): void => {
    if (typeof holder !== "object" || holder === null) return;
    for (const name of Object.keys(holder)) {
      places.push({ holder, name });
      walk(Reflect.get(holder, name));
    }
  };
  walk(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  Reflect.set(place.holder, how === "replace" ? place.name : "__unknown__", value);
  return copy;
}
