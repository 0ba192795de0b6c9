// The text of a CSV cell → a value of the type that the header gives its column.
import type { AttributeDataType, AttributeScalar } from "@sluice/schema";
import { parseInstantMs } from "../filter/instant.ts";

const DECIMAL = /^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$/;

/** @returns null when the text is no value of that type. Dates are checked, and kept as they were written. */
export function cellValue(text: string, type: AttributeDataType): AttributeScalar | null {
  switch (type) {
    case "string":
      return text;
    case "double":
      return DECIMAL.test(text.trim()) ? Number(text) : null;
    case "bool":
      return toBool(text.trim().toLowerCase());
    case "datetime":
      return parseInstantMs(text.trim()) === null ? null : text.trim();
    default:
      return type satisfies never;
  }
}

function toBool(text: string): boolean | null {
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  return null;
}
