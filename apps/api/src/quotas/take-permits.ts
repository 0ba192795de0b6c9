// Permits of one moment, within the limits of one operation: for the calls that wait, and some ahead where limits are large.
//
//   T1. Of a limit one process has at most a twentieth ahead, for a sixth of the shortest window: what it does not use is lost
//       to the others for no longer. Limits below forty give nothing ahead, so that each call counts when it comes.
//   T2. Permits for creations are held: they may be used until the create has been answered.
import { effectiveQuotas, type OperationLimits, QUOTA_WINDOWS_MS, type QuotaSettings } from "@sluice/schema";
import { HOLD_MS, type Meter, type PermitsWanted, type TakenPermits } from "./quota-ports.ts";
import { NOTHING_TAKEN, type RollingWindow, take, type Taken } from "./rolling-windows.ts";

const SHARE_AHEAD = 1 / 20;
const WINDOW_AHEAD = 1 / 6;

export function takePermits(
  moment: { taken: Taken | null; settings: QuotaSettings; nowMs: number },
  { operation }: Pick<Meter, "operation">,
  wanted: PermitsWanted,
): { taken: Taken | null; result: TakenPermits | null } {
  const limits = effectiveQuotas(moment.settings).get(operation);
  if (limits === undefined) return { taken: null, result: null };
  const windows = windowsOf(limits);
  const mostAhead = Math.floor(Math.min(...windows.map(({ limit }) => limit)) * SHARE_AHEAD); // T1
  const isAhead = mostAhead >= 2;
  const usableMs = isAhead ? Math.min(...windows.map(({ windowMs }) => windowMs)) * WINDOW_AHEAD : 0;
  const heldMs = operation === "created" ? HOLD_MS : 0; // T2
  const { taken, ...result } = take(moment.taken ?? NOTHING_TAKEN, windows, {
    nowMs: moment.nowMs,
    wanted: wanted.now + (isAhead ? Math.min(wanted.ahead, mostAhead) : 0),
    least: wanted.least,
    usableMs: usableMs + heldMs,
  });
  return { taken, result: { ...result, usableMs: isAhead ? usableMs : null } };
}

const windowsOf = (limits: OperationLimits): RollingWindow[] =>
  (Object.keys(QUOTA_WINDOWS_MS) as Array<keyof typeof QUOTA_WINDOWS_MS>).flatMap((name) => {
    const limit = limits[name];
    return typeof limit === "number" ? [{ windowMs: QUOTA_WINDOWS_MS[name], limit }] : [];
  });
