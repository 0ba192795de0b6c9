// What a command says while it works: lasting lines, and below them one line that is redrawn in place. Without a person
// watching (a pipe, a log) that line becomes a plain line every few seconds.
import type { Screen, Style } from "./screen.ts";

const PLAIN_LINE_EVERY_MS = 5_000;
const REDRAW_EVERY_MS = 100;
const ERASE_LINE = "\r\u001b[2K";

export interface Reporter {
  screen: Screen;
  /** A lasting line. */
  say: (text: string, style?: Style) => void;
  /** Replaces the line that is redrawn. */
  update: (text: string) => void;
  /** Ends the line that is redrawn: leaves `text` in its place, or nothing. */
  settle: (text?: string) => void;
}

export function createReporter(screen: Screen, nowMs: () => number = () => performance.now()): Reporter {
  let live = "";
  let drawnAtMs = Number.NEGATIVE_INFINITY;

  const erase = (): string => (screen.isInteractive && live !== "" ? ERASE_LINE : "");
  const redraw = (): string => (screen.isInteractive && live !== "" ? fit(live, screen.columns()) : "");

  return {
    screen,
    say(text, style) {
      screen.write(`${erase()}${style ? screen.paint(style, text) : text}\n${redraw()}`);
    },
    update(text) {
      if (nowMs() - drawnAtMs < (screen.isInteractive ? REDRAW_EVERY_MS : PLAIN_LINE_EVERY_MS)) return;
      drawnAtMs = nowMs();
      const before = erase();
      live = text;
      screen.write(screen.isInteractive ? `${before || "\r"}${redraw()}` : `${text}\n`);
    },
    settle(text) {
      const before = erase();
      live = "";
      drawnAtMs = Number.NEGATIVE_INFINITY;
      if (before !== "" || text !== undefined)
        screen.write(text === undefined ? before : `${before}${text}\n`);
    },
  };
}

/** A line that wraps could not be redrawn. */
function fit(text: string, columns: number): string {
  return text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`;
}
