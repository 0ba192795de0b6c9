// Headers of a request, as the flat list that the HTTP client takes. Constant headers are one list for all recipients.
import type { Connector, RecipientRow } from "@sluice/schema";
import type { TemplateCompiler } from "./compile-template.ts";
import { guardPiece } from "./piece.ts";
import type { Piece } from "./piece.ts";
import { PLAIN } from "./place.ts";
import { Unrendered } from "./render-stop.ts";
import { contentTypeOf } from "./template-sites.ts";

export const MAX_HEADER_LENGTH = 16 * 1024;

/** What RFC 9110 lets a value carry: no CR, LF or NUL (they would smuggle a header), nothing outside latin1. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export function isHeaderValue(text: string): boolean {
  return HEADER_VALUE.test(text);
}

export function compileHeaders(
  connector: Connector,
  compiler: TemplateCompiler,
): (row: RecipientRow) => readonly string[] {
  const pairs = withContentType(connector).flatMap(({ key, value }): Piece[] => [
    key,
    guarded(key, compiler.compile(value, PLAIN)),
  ]);
  const constants = pairs.filter((piece) => typeof piece === "string");
  if (constants.length === pairs.length) return () => constants;
  return (row) => pairs.map((piece) => (typeof piece === "string" ? piece : piece(row)));
}

function withContentType(connector: Connector): Connector["headers"] {
  const hasOwn = connector.headers.some(({ key }) => key.toLowerCase() === "content-type");
  const value = contentTypeOf(connector);
  if (hasOwn || value === undefined) return connector.headers;
  return [{ key: "content-type", value }, ...connector.headers];
}

function guarded(name: string, piece: Piece): Piece {
  const unsendable = new Unrendered(`header ${name} has a character that headers cannot carry`);
  const tooLong = new Unrendered(`header ${name} has more than ${MAX_HEADER_LENGTH} characters`);
  return guardPiece(piece, (value) => {
    if (!isHeaderValue(value)) return unsendable;
    return value.length > MAX_HEADER_LENGTH ? tooLong : null;
  });
}
