// Loaded into an app with `--import`: its wall clock, threads included, is off by as many milliseconds as the file says
// that SHIFTED_CLOCK_FILE names. Timers and the monotonic clock are untouched, as when somebody sets a host's clock.
import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 100;
const file = process.env["SHIFTED_CLOCK_FILE"] ?? "";
const RealDate = Date;
const realNow = Date.now.bind(Date);
let offsetMs = 0;

const look = (): void => {
  try {
    offsetMs = Number(readFileSync(file, "utf8"));
  } catch {
    offsetMs = 0; // not there yet: the clock is right
  }
};
look();
setInterval(look, LOOK_EVERY_MS).unref();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [realNow() + offsetMs] : args, newTarget) as Date,
  apply: () => new RealDate(realNow() + offsetMs).toString(),
  get: (target, name, receiver) =>
    name === "now" ? () => realNow() + offsetMs : (Reflect.get(target, name, receiver) as unknown),
});
