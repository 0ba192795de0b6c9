// A part of a request: text that is the same for every recipient, or a function of the recipient.
import type { RecipientRow } from "@sluice/schema";
import type { Unrendered } from "./render-stop.ts";

export type RowRender = (row: RecipientRow) => string;
export type Piece = string | RowRender;

/** One piece out of many: neighbouring texts become one, and a recipient costs one call for each part that varies. */
export function joinPieces(pieces: readonly Piece[]): Piece {
  const texts = [""];
  const renders: RowRender[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") texts[texts.length - 1] += piece;
    else {
      renders.push(piece);
      texts.push("");
    }
  }
  const first = texts[0] ?? "";
  return renders.length === 0 ? first : interleave(first, renders, texts.slice(1));
}

// HOT: once per recipient for the body. bench/render.bench.ts
function interleave(first: string, renders: readonly RowRender[], after: readonly string[]): RowRender {
  return (row) => {
    let text = first;
    for (let i = 0; i < renders.length; i++) {
      const render = renders[i];
      if (render !== undefined) text += render(row) + after[i];
    }
    return text;
  };
}

/**
 * The piece, with texts that `refusalOf` objects to ending the recipient. A constant is judged once, here, and still
 * ends each recipient on its own: compiling never fails on what rendering can report.
 */
export function guardPiece(piece: Piece, refusalOf: (text: string) => Unrendered | null): Piece {
  if (typeof piece === "string" && refusalOf(piece) === null) return piece;
  const render = toRender(piece);
  return (row) => {
    const text = render(row);
    const refusal = refusalOf(text);
    if (refusal !== null) throw refusal;
    return text;
  };
}

export function toRender(piece: Piece): RowRender {
  return typeof piece === "string" ? () => piece : piece;
}
