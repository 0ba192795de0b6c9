// Body of a request.
import type { Connector } from "@sluice/schema";
import type { TemplateCompiler } from "./compile-template.ts";
import { guardPiece, joinPieces } from "./piece.ts";
import type { Piece } from "./piece.ts";
import { FORM_FIELD, escapeForm, placeOfRawBody } from "./place.ts";
import { Unrendered } from "./render-stop.ts";
import { contentTypeOf } from "./template-sites.ts";
import type { Json } from "./template-sites.ts";

export const MAX_BODY_BYTES = 256 * 1024;
/** UTF-8 needs at most three bytes for a UTF-16 unit: shorter texts need no counting. */
const SURELY_SMALL_LENGTH = Math.floor(MAX_BODY_BYTES / 3);

const TOO_LARGE = new Unrendered(`the body has more than ${MAX_BODY_BYTES} bytes`);

export function compileBody(connector: Connector, compiler: TemplateCompiler): Piece {
  const body = joinPieces(bodyPieces(connector, compiler));
  return guardPiece(body, refusalOfLarge);
}

function bodyPieces(connector: Connector, compiler: TemplateCompiler): readonly Piece[] {
  const { body } = connector;
  switch (body?.type) {
    case undefined:
      return [];
    case "JSON":
      return jsonPieces(body.json, compiler);
    case "FORM":
      return body.form.flatMap(({ key, value }, index) => [
        `${index === 0 ? "" : "&"}${escapeForm(key)}=`,
        compiler.compile(value, FORM_FIELD),
      ]);
    case "RAW":
      return [compiler.compile(body.raw, placeOfRawBody(contentTypeOf(connector) ?? ""))];
    default:
      return body satisfies never;
  }
}

/** Keys are literal, string leaves are templates, everything else stands as it is. */
function jsonPieces(value: Json, compiler: TemplateCompiler): readonly Piece[] {
  if (typeof value === "string") return compiler.compileJsonLeaf(value);
  if (typeof value !== "object" || value === null) return [JSON.stringify(value)];
  if (Array.isArray(value)) {
    return ["[", ...commaSeparated(value.map((part) => jsonPieces(part, compiler))), "]"];
  }
  const members = Object.entries(value).map(([key, part]) => [
    `${JSON.stringify(key)}:`,
    ...jsonPieces(part, compiler),
  ]);
  return ["{", ...commaSeparated(members), "}"];
}

function commaSeparated(parts: readonly (readonly Piece[])[]): Piece[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [",", ...part]));
}

function refusalOfLarge(body: string): Unrendered | null {
  const isLarge = body.length > SURELY_SMALL_LENGTH && Buffer.byteLength(body) > MAX_BODY_BYTES;
  return isLarge ? TOO_LARGE : null;
}
