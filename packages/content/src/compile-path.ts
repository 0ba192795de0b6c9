// Path and query of a request.
import type { Connector } from "@sluice/schema";
import type { TemplateCompiler } from "./compile-template.ts";
import { guardPiece, joinPieces } from "./piece.ts";
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
  const guardedPath = guardPiece(compiler.compile(path, URL_PATH), refusalOfDots);
  return guardPiece(joinPieces([guardedPath, ...query]), refusalOfLong);
}

/** A user named `..` must not reach another resource: encoding leaves dots as they are, servers resolve them. */
function refusalOfDots(path: string): Unrendered | null {
  return hasDotSegment(path) ? DOT_SEGMENT : null;
}

export function hasDotSegment(path: string): boolean {
  return path.includes("/.") && /\/\.{1,2}(?:\/|$)/.test(path);
}

function refusalOfLong(path: string): Unrendered | null {
  return path.length > MAX_PATH_LENGTH ? TOO_LONG : null;
}
