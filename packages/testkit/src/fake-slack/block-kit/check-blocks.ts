// Would Slack take these blocks? Shapes and limits from its published types, and by hand what types cannot say.
import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { chartProblems } from "./chart-problems.ts";

export type Surface = "message" | "modal" | "home";

const MAX_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
/** Blocks that have a place of their own; all others may stand anywhere. */
const ONLY_IN: Readonly<Record<string, readonly Surface[]>> = {
  alert: ["modal"],
  container: ["message"],
  carousel: ["message", "home"],
  input: ["message", "modal", "home"],
};
const MAX_ALERT_LENGTH = 200;
const MAX_PROBLEMS = 20;

type Block = Record<string, unknown>;

const compile = onceOnly(() => {
  const schema: object = JSON.parse(readFileSync(new URL("block-kit.schema.json", import.meta.url), "utf8"));
  const ajv = new Ajv({ allErrors: true, discriminator: true, strict: false });
  ajv.addSchema(schema, "block-kit");
  const of = (name: string): ValidateFunction => {
    const check = ajv.getSchema(`block-kit#/definitions/${name}`);
    if (check === undefined) throw new Error(`the Block Kit schema has no ${name}`);
    return check;
  };
  return { message: of("MessageSurface"), modal: of("ModalSurface"), home: of("HomeSurface") };
});

/** @returns each problem with the JSON pointer of what is wrong; empty when Slack would take them. */
export function checkBlocks(surface: Surface, blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ["/blocks must be an array"];
  return [...schemaProblems("message", { blocks: withoutCharts(blocks) }), ...ruleProblems(surface, blocks)];
}

export function checkView(view: Readonly<Record<string, unknown>>): string[] {
  const { type, blocks } = view;
  if (type !== "modal" && type !== "home") return ['/type must be "modal" or "home"'];
  if (!Array.isArray(blocks)) return ["/blocks must be an array"];
  const problems = schemaProblems(type, { ...view, blocks: withoutCharts(blocks) });
  if (type === "modal" && view["submit"] === undefined && blocks.some(isInput))
    problems.push("/submit is required when there are input blocks");
  return [...problems, ...ruleProblems(type, blocks)];
}

function schemaProblems(surface: Surface, value: object): string[] {
  const check = compile()[surface];
  if (check(value)) return [];
  return [...new Set((check.errors ?? []).map(toText))].slice(0, MAX_PROBLEMS);
}

const toText = ({ instancePath, message = "is not valid", params }: ErrorObject): string => {
  const extra = "additionalProperty" in params ? ` (${String(params["additionalProperty"])})` : "";
  return `${instancePath} ${message}${extra}`;
};

function ruleProblems(surface: Surface, blocks: readonly Block[]): string[] {
  const problems: string[] = [];
  if (blocks.length > MAX_BLOCKS[surface])
    problems.push(`/blocks has ${blocks.length} of ${MAX_BLOCKS[surface]}`);
  blocks.forEach((block, i) => {
    const only = ONLY_IN[String(block["type"])];
    if (only !== undefined && !only.includes(surface))
      problems.push(`/blocks/${i} cannot stand in a ${surface}`);
    if (block["type"] === "section" && block["text"] === undefined && block["fields"] === undefined)
      problems.push(`/blocks/${i} needs text or fields`);
    if (block["type"] === "alert" && lengthOf(block["text"]) > MAX_ALERT_LENGTH)
      problems.push(`/blocks/${i}/text has more than ${MAX_ALERT_LENGTH} characters`);
  });
  const tables = blocks.filter(({ type }) => type === "table").length;
  if (tables > 1) problems.push(`/blocks has ${tables} tables; one is possible`);
  return [...problems, ...repeatedIds(blocks), ...chartProblems(blocks)];
}

/** `block_id` is unique in a surface, `action_id` in a block. */
function repeatedIds(blocks: readonly Block[]): string[] {
  const blockIds = blocks.map((block) => block["block_id"]).filter((id) => id !== undefined);
  const problems = repeats(blockIds).map((id) => `/blocks has two blocks with block_id ${String(id)}`);
  blocks.forEach((block, i) => {
    const elements = Array.isArray(block["elements"]) ? (block["elements"] as Block[]) : [];
    const actionIds = elements.map((element) => element["action_id"]).filter((id) => id !== undefined);
    for (const id of repeats(actionIds))
      problems.push(`/blocks/${i} has two elements with action_id ${String(id)}`);
  });
  return problems;
}

const repeats = (ids: readonly unknown[]): unknown[] => [
  ...new Set(ids.filter((id, i) => ids.indexOf(id) !== i)),
];

/** The published types do not know the chart block yet. */
const withoutCharts = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => (block["type"] === "data_visualization" ? { type: "divider" } : block));

const isInput = (block: Block): boolean => block["type"] === "input";

function lengthOf(text: unknown): number {
  const inner = typeof text === "object" && text !== null ? Reflect.get(text, "text") : text;
  return typeof inner === "string" ? inner.length : 0;
}

function onceOnly<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
