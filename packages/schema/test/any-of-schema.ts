// Values that a zod schema accepts, made from the JSON Schema that it tells of itself. What the schema only says in a
// refinement is not seen: some of the values break it.
import { anyOfJsonSchemas, type JsonSchema } from "@sluice/testkit";
import type * as fc from "fast-check";
import { z } from "zod";

export function anyOfSchema(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as Described;
  return anyOfJsonSchemas($defs, (ref) => ref.replace("#/$defs/", ""))(root);
}

type Described = JsonSchema & { $defs?: Record<string, JsonSchema> };
