// "Maximum length for the text in this field is 150 characters." → maxLength: 150, where it is meant: on the field itself
// when it is a string, on its `text` when it is a text object, on the items when it is a list.
export interface SchemaNode {
  type?: string | string[];
  $ref?: string;
  const?: unknown;
  description?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  required?: string[];
  maxLength?: number;
  minLength?: number;
  maxItems?: number;
  discriminator?: { propertyName: string };
  [keyword: string]: unknown;
}

const TEXT_OBJECTS = new Set(
  ["PlainTextElement", "MrkdwnElement", "TextObject"].map((name) => `#/definitions/${name}`),
);

/** The longest text that a field's description allows. */
function lengthIn(words: string): number | undefined {
  const found =
    /max(?:imum)?(?: of| is)? (?:a )?length (?:of|for[^.]*? is)(?: this field is)? (\d[\d,]*)/i.exec(words) ??
    /maximum length(?: for[^.]*?)? (?:is|of) (\d[\d,]*)/i.exec(words) ??
    /max length (?:of )?(\d[\d,]*)/i.exec(words) ??
    /(?:limited to|maximum of) (\d[\d,]*) characters/i.exec(words);
  return numberOf(found?.[1]);
}

/** The longest list. */
function countIn(words: string): number | undefined {
  const found =
    /maximum (?:number )?of (?:items is )?(\d[\d,]*) ?(?:elements|items|options|blocks|objects|option groups|rows)?/i.exec(
      words,
    ) ??
    /maximum number of [a-z ]+ is (\d[\d,]*)/i.exec(words) ??
    /max of (\d[\d,]*)/i.exec(words) ??
    /up to (\d[\d,]*)/i.exec(words);
  return numberOf(found?.[1]);
}

const numberOf = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits.replaceAll(",", ""));

/** @returns the schema with limits, and without the words. */
export function withLimits(node: SchemaNode): SchemaNode {
  const { description: _, properties, items, anyOf, ...rest } = node;
  const limited: SchemaNode = { ...rest };
  if (properties !== undefined)
    limited.properties = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [
        name,
        limitedField(withLimits(field), field.description ?? ""),
      ]),
    );
  if (items !== undefined) limited.items = withLimits(items);
  if (anyOf !== undefined) limited.anyOf = anyOf.map(withLimits);
  return limited;
}

function limitedField(field: SchemaNode, description: string): SchemaNode {
  const words = description.replaceAll(/\s+/g, " ").replaceAll(/\{@link [^}]*\}/g, "link");
  if (field.type === "array") return limitedList(field, words);
  const maxLength = lengthIn(words);
  if (maxLength === undefined) return field;
  if (field.type === "string" && field.const === undefined) return { ...field, maxLength };
  return limitedText(field, maxLength);
}

function limitedList(field: SchemaNode, words: string): SchemaNode {
  const maxItems = countIn(words.replace(/maximum length[^.]*\./gi, ""));
  const maxLength = lengthIn(words);
  return {
    ...field,
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(maxLength === undefined || field.items === undefined
      ? {}
      : { items: limitedText(field.items, maxLength) }),
  };
}

/** Of a text object only; other objects have limits of their own. */
function limitedText(field: SchemaNode, maxLength: number): SchemaNode {
  if (field.type === "string") return { ...field, maxLength };
  if (field.$ref === undefined || !TEXT_OBJECTS.has(field.$ref)) return field;
  const text = { type: "string", minLength: 1, maxLength };
  return { allOf: [{ $ref: field.$ref }, { type: "object", properties: { text } }] };
}
