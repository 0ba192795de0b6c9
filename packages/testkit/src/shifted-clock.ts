// The wall clock of another process, set to another time while it runs.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ShiftedClock extends Disposable {
  /** For the process whose clock it is. */
  env: { NODE_OPTIONS: string; CLOCK_SHIFT_FILE: string };
  /** Holds within some 20 ms. */
  shiftTo(shiftMs: number): void;
}

/** Not shifted at first. */
export function shiftedClock(): ShiftedClock {
  const folder = mkdtempSync(join(tmpdir(), "sluice-clock-"));
  const file = join(folder, "shift-ms");
  const preload = new URL("./shifted-clock-preload.ts", import.meta.url).href;
  const shiftTo = (shiftMs: number): void => {
    writeFileSync(`${file}.new`, String(shiftMs));
    renameSync(`${file}.new`, file); // whole or not at all
  };
  shiftTo(0);
  return {
    env: { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_FILE: file },
    shiftTo,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
