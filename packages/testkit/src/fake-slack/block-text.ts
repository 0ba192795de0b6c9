// What a person reads in blocks, and what they can press or fill in: found by what is written there, as a person finds it.
type Json = Record<string, unknown>;

export interface Pressable {
  block_id: string;
  element: Json;
  label: string;
}

/** All text, top to bottom, a line for each part. */
export function readBlocks(blocks: readonly unknown[]): string {
  const lines: string[] = [];
  visit(blocks, (part) => {
    for (const key of ["text", "title", "alt_text", "name"]) {
      const value = part[key];
      if (typeof value === "string") lines.push(value);
    }
  });
  return lines.join("\n");
}

/** Buttons, menus and their like. */
export function pressables(blocks: readonly unknown[]): Pressable[] {
  return objectsIn(blocks).flatMap((block) =>
    elementsOf(block)
      .filter(({ action_id }) => typeof action_id === "string")
      .map((element) => ({ block_id: String(block["block_id"]), element, label: labelOf(element) })),
  );
}

/** Input blocks, by their label. */
export function inputs(blocks: readonly unknown[]): Pressable[] {
  return objectsIn(blocks).flatMap((block) =>
    block["type"] === "input" && isObject(block["element"])
      ? [{ block_id: String(block["block_id"]), element: block["element"], label: textOf(block["label"]) }]
      : [],
  );
}

export function textOf(text: unknown): string {
  const inner = isObject(text) ? text["text"] : text;
  return typeof inner === "string" ? inner : "";
}

const labelOf = (element: Json): string =>
  textOf(element["text"]) || textOf(element["placeholder"]) || String(element["action_id"]);

function elementsOf(block: Json): Json[] {
  const elements = objectsIn(block["elements"]);
  if (isObject(block["accessory"])) elements.push(block["accessory"]);
  if (isObject(block["element"]) && block["dispatch_action"] === true) elements.push(block["element"]);
  return elements;
}

function visit(value: unknown, see: (part: Json) => void): void {
  if (Array.isArray(value)) for (const part of value) visit(part, see);
  if (!isObject(value)) return;
  see(value);
  for (const part of Object.values(value)) visit(part, see);
}

const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
