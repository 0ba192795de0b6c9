// The text of a file → a value, and where each part of it stands. YAML 1.2 or JSON; nothing in it is obeyed.
//
//   R1. Bounded: bytes, aliases, depth. A text that is too much is a problem, not a crash.
//   R2. No tags, no merging, no second document: a value means what it says.
//   R3. JSON is judged by JSON's own rules; the YAML parser only tells where things stand.
import { type Document, isNode, LineCounter, parseDocument } from "yaml";

export const MAX_FILE_BYTES = 256 * 1_024;
const MAX_ALIASES = 100;
const MAX_DEPTH = 64;

export interface FileProblem {
  /** Dotted path; empty: the whole file. */
  field: string;
  issue: string;
  /** From 1; null: nobody knows. */
  line: number | null;
}

export type Source =
  | { ok: true; value: unknown; lineOf(path: readonly (string | number)[]): number | null }
  | { ok: false; problems: FileProblem[] };

export function readSource(text: string, isJson: boolean): Source {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_FILE_BYTES)
    return failed([
      { field: "", issue: `has ${bytes} bytes; at most ${MAX_FILE_BYTES} are read`, line: null },
    ]);
  const depth = depthOf(text);
  if (depth > MAX_DEPTH)
    return failed([{ field: "", issue: `nests more than ${MAX_DEPTH} levels deep`, line: null }]);
  return isJson ? readJson(text) : readYaml(text);
}

function readYaml(text: string): Source {
  const counter = new LineCounter();
  const document = parsed(text, counter);
  if (document === null) return failed([{ field: "", issue: "cannot be read as YAML", line: null }]);
  const wrong = [...document.errors, ...document.warnings]; // R2: an unknown tag is only warned of
  if (wrong.length > 0)
    return failed(
      wrong.map(({ message, pos }) => ({
        field: "",
        issue: firstLine(message),
        line: lineAt(counter, pos[0]),
      })),
    );
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { ok: true, value, lineOf: (path) => lineOf(document, counter, path) };
  } catch {
    return failed([{ field: "", issue: `uses aliases (*name) more than ${MAX_ALIASES} times`, line: null }]);
  }
}

/** R3 */
function readJson(text: string): Source {
  const counter = new LineCounter();
  const document = parsed(text, counter);
  try {
    const value: unknown = JSON.parse(text);
    return {
      ok: true,
      value,
      lineOf: (path) => (document === null ? null : lineOf(document, counter, path)),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line] = /\bline (\d+)/.exec(message) ?? [];
    return failed([
      {
        field: "",
        issue: `is no JSON: ${firstLine(message)}`,
        line: line === undefined ? null : Number(line),
      },
    ]);
  }
}

/** Null: the parser itself gave up. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, {
      lineCounter,
      schema: "core",
      merge: false,
      prettyErrors: false,
      strict: true,
      uniqueKeys: true,
      logLevel: "error",
    });
  } catch {
    return null;
  }
}

/** R1. Brackets alone can nest deeper than a parser's stack; indentation costs a byte for each level, squared. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const letter of text) {
    if (letter === "[" || letter === "{") deepest = Math.max(deepest, ++depth);
    else if (letter === "]" || letter === "}") depth = Math.max(0, depth - 1);
  }
  return deepest;
}

/** Of the deepest part of the path that is there. */
function lineOf(document: Document, counter: LineCounter, path: readonly (string | number)[]): number | null {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineAt(counter, node.range[0]);
  }
  return null;
}

const lineAt = (counter: LineCounter, offset: number): number | null => {
  const { line } = counter.linePos(offset);
  return line > 0 ? line : null;
};

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
const failed = (problems: FileProblem[]): Source => ({ ok: false, problems });
