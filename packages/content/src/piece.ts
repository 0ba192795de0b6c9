// A part of a request: text that is the same for every recipient, or a function of the recipient.
import type { RecipientRow } from "@sluice/schema";

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

/** The piece with every rendered text passed through `change`. */
export function mapPiece(piece: Piece, change: (text: string) => string): Piece {
  return typeof piece === "string" ? change(piece) : (row) => change(piece(row));
}
