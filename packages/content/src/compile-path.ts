// Path and query of a request.
import type { Connector } from "@sluice/schema";
import type { TemplateCompiler } from "./compile-template.ts";
import { joinPieces, mapPiece } from "./piece.ts";
import type { Piece } from "./piece.ts";
import { URL_COMPONENT, URL_PATH, escapeUrlComponent } from "./place.ts";
import { Unrendered } from "./render-stop.ts";
import { urlParts } from "./url-parts.ts";

/** Servers commonly refuse request lines beyond 8 to 16 KB. */
export const MAX_PATH_LENGTH = 16 * 1024;

const TOO_LONG = new Unrendered(`the URL has more than ${MAX_PATH_LENGTH} characters`);
const DOT_SEGMENT = new Unrendered('the URL\'s path has a "." or ".." segment');

export function compilePath(connector: Connector, compiler: TemplateCompiler): Piece {
  const { path, parameters } = urlParts(connector.url);
  const query = [...parameters, ...connector.url_parameters].flatMap(({ key, value }, index) => [
    `${index === 0 ? "?" : "&"}${escapeUrlComponent(key)}=`,
    compiler.compile(value, URL_COMPONENT),
  ]);
  const checkedPath = mapPiece(compiler.compile(path, URL_PATH), refuseDotSegments);
  const piece = joinPieces([checkedPath, ...query]);
  return typeof piece === "string" ? piece : mapPiece(piece, refuseLong);
}

/** A user named `..` must not reach another resource: encoding leaves dots as they are, servers resolve them. */
function refuseDotSegments(path: string): string {
  if (hasDotSegment(path)) throw DOT_SEGMENT;
  return path;
}

export function hasDotSegment(path: string): boolean {
  return path.includes("/.") && /\/\.{1,2}(?:\/|$)/.test(path);
}

function refuseLong(path: string): string {
  if (path.length > MAX_PATH_LENGTH) throw TOO_LONG;
  return path;
}
