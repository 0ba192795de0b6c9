// Where progress and messages for people go: stderr, so that stdout belongs to a command's result.
import { styleText } from "node:util";

export type Style = "bold" | "dim" | "green" | "yellow" | "red" | "cyan";

export interface Screen {
  /** A person watches: lines may be redrawn. */
  isInteractive: boolean;
  columns: () => number;
  write: (text: string) => void;
  /** Plain text where colour is not wanted (NO_COLOR) or not possible. */
  paint: (style: Style, text: string) => string;
}

const DEFAULT_COLUMNS = 80;

export function screenOn(stream: NodeJS.WriteStream = process.stderr): Screen {
  return {
    isInteractive: stream.isTTY,
    columns: () => stream.columns || DEFAULT_COLUMNS,
    write: (text) => void stream.write(text),
    paint: (style, text) => styleText(style, text, { stream }),
  };
}
