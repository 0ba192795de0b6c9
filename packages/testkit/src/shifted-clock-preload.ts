// Loaded into a process with --import: its wall clock is shifted by the milliseconds that stand in a file, and follows the
// file while it runs. The monotonic clock and timers are left alone, as when somebody sets a host's time.
import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 20;
const RealDate = Date;
const file = process.env["CLOCK_SHIFT_FILE"] ?? "";
let shiftMs = 0;
let lookedAtMs = -Infinity;

function shift(): number {
  if (performance.now() - lookedAtMs < LOOK_EVERY_MS) return shiftMs;
  lookedAtMs = performance.now();
  try {
    shiftMs = Number(readFileSync(file, "utf8"));
  } catch {
    // Not written yet: as it was.
  }
  return shiftMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + shift()] : args, newTarget) as object,
  apply: () => new Date().toString(),
  get: (target, name, receiver) =>
    name === "now" ? () => RealDate.now() + shift() : (Reflect.get(target, name, receiver) as unknown),
});
