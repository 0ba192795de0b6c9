import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import * as words from "@sluice/schema";
import { z } from "zod";
import { CampaignCreate, CampaignDeliveryType, Channel, DELIVERY_TYPES, parseInput } from "@sluice/schema";
import { describeApi } from "./describe-api.ts";
import type { OpenApiDocument, Operation } from "./document.ts";
import { CAMPAIGN_EXAMPLES, EXAMPLES } from "./examples/all-examples.ts";
import { GROUPS } from "./operations/operation-text.ts";

/** Readers wait for it, and so do generators of clients. */
const MAX_BYTES = 500_000;

let document: OpenApiDocument;
let operations: Array<[name: string, operation: Operation]>;

beforeAll(async () => {
  document = await describeApi();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
});

test("the description is OpenAPI 3.1, as a validator of others sees it", async () => {
  const result = await new Validator().validate(
    structuredClone(document) as object as Record<string, unknown>,
  );
  expect(result.errors).toBeUndefined();
  expect(document.openapi).toBe("3.1.0");
});

test("it stays small enough to be read", () => {
  expect(JSON.stringify(document).length).toBeLessThan(MAX_BYTES);
});

test("every operation has a name of its own, a group, a summary, and a text that teaches", () => {
  const untold = operations.filter(
    ([, { operationId, summary, description, tags }]) =>
      !/^[a-z][A-Za-z]+$/.test(operationId ?? "") ||
      (summary ?? "").length < 5 ||
      (description ?? "").length < 30 ||
      !(tags?.[0] !== undefined && tags[0] in GROUPS),
  );
  expect(untold.map(([name]) => name)).toEqual([]);
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every operation tells what it answers, and how it refuses", () => {
  const always = ["400", "401", "403", "429", "500", "503"];
  const silent = operations.filter(([, { responses }]) => {
    const isAnswered = Object.keys(responses).some((status) => status.startsWith("2"));
    return !isAnswered || always.some((status) => responses[status] === undefined);
  });
  expect(silent.map(([name]) => name)).toEqual([]);
});

test("no schema is named and unused, and none is used and unnamed", () => {
  const text = JSON.stringify(document);
  const used = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect(used).toEqual(new Set(Object.keys(document.components.schemas)));
});

test("every body that is taken has an example", () => {
  const bare = operations.filter(
    ([, { operationId, requestBody }]) =>
      requestBody?.content["application/json"] !== undefined && EXAMPLES[operationId ?? ""] === undefined,
  );
  expect(bare.map(([name]) => name)).toEqual([]);
});

test("every example is what the description says", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  ajv.addSchema(document, "api");
  for (const [name, { requestBody }] of operations) {
    const media = requestBody?.content["application/json"];
    const pointer = `/paths/${name.split(" ")[1]!.replaceAll("/", "~1")}/${name.split(" ")[0]}/requestBody/content/application~1json/schema`;
    for (const [key, { value }] of Object.entries(media?.examples ?? {})) {
      const isValid = ajv.validate({ $ref: `api#${encodeURI(pointer)}` }, value);
      expect([name, key, isValid, ajv.errorsText()]).toEqual([name, key, true, "No errors"]);
    }
  }
});

test("every pattern means the same without its flags, which a description cannot carry", () => {
  const flagged = Object.values(words)
    .flatMap(patternsOf)
    .filter(({ flags }) => /[ims]/.test(flags));
  expect(flagged.map(String)).toEqual([]);
});

/** Of a schema and everything within it. */
function patternsOf(schema: unknown): RegExp[] {
  const found = new Set<RegExp>();
  const seen = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof RegExp) found.add(value);
    else if (value instanceof z.ZodType) walk(value.def);
    else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
      Object.values(value).forEach(walk);
  };
  walk(schema);
  return [...found];
}

describe("campaigns by example", () => {
  test("there is one for each channel and delivery type", () => {
    const kinds = Channel.options.flatMap((channel) =>
      CampaignDeliveryType.options
        .filter((kind) => DELIVERY_TYPES[channel].safeParse(kind).success)
        .map((kind) => `${channel.toLowerCase()}-${kind.toLowerCase().replaceAll("_", "-")}`),
    );
    expect(new Set(Object.keys(CAMPAIGN_EXAMPLES))).toEqual(new Set(kinds));
  });

  test.each(Object.entries(CAMPAIGN_EXAMPLES))("%s is accepted by the schema", (_name, { value }) => {
    expect(parseInput(CampaignCreate, value)).toMatchObject({ ok: true });
  });
});
