// The quotas of all workspaces as this process knows them: settings, asked again every two seconds while calls come, and a
// meter for each thing that is counted. HOT: once per call.
//
//   D1. Without limits a call costs one look into a map.
//   D2. What is remembered is bounded: what rests is forgotten first.
import {
  DEFAULT_QUOTA_SETTINGS,
  effectiveQuotas,
  type QuotaOperation,
  type WorkspaceId,
} from "@sluice/schema";
import { type Admission, PermitMeter } from "./permit-meter.ts";
import type { Meter, QuotaPorts } from "./quota-ports.ts";

const FRESH_MS = 2_000;
const MAX_WORKSPACES = 10_000;
const MAX_METERS = 50_000;

interface Known {
  limited: ReadonlySet<QuotaOperation>;
  askAgainAtMs: number;
}

const DEFAULT_LIMITED: ReadonlySet<QuotaOperation> = new Set(effectiveQuotas(DEFAULT_QUOTA_SETTINGS).keys());

export class QuotaDesk {
  readonly #ports: QuotaPorts;
  readonly #known = new Map<WorkspaceId, Known>();
  readonly #meters = new Map<string, PermitMeter>();

  constructor(ports: QuotaPorts) {
    this.#ports = ports;
  }

  /** null: the call is not limited. */
  admit(meter: Meter, cost = 1): Admission | Promise<Admission> | null {
    const limited = this.#limitedIn(meter.workspaceId);
    return limited.has(meter.operation) ? this.#meterOf(meter).admit(cost) : null; // D1
  }

  /** What became of a permit for a creation. */
  async settle(meter: Meter, { untilMs }: Admission, isUsed: boolean): Promise<void> {
    if (untilMs !== null) await this.#ports.settle(meter, untilMs, isUsed);
    else if (!isUsed) this.#meterOf(meter).giveBack();
  }

  /** At once; whoever is not known yet has the default, and the take itself reads the settings anyway. */
  #limitedIn(workspaceId: WorkspaceId): ReadonlySet<QuotaOperation> {
    const nowMs = this.#ports.monotonicMs();
    let known = this.#known.get(workspaceId);
    if (known === undefined) {
      if (this.#known.size >= MAX_WORKSPACES) forgetFirst(this.#known);
      known = { limited: DEFAULT_LIMITED, askAgainAtMs: -Infinity };
      this.#known.set(workspaceId, known);
    }
    if (nowMs >= known.askAgainAtMs) this.#ask(workspaceId, known, nowMs);
    return known.limited;
  }

  /** In passing: calls do not wait for it. When it fails the limits stay as they were known. */
  #ask(workspaceId: WorkspaceId, known: Known, nowMs: number): void {
    known.askAgainAtMs = nowMs + FRESH_MS;
    void this.#learn(workspaceId, known).catch(() => undefined);
  }

  async #learn(workspaceId: WorkspaceId, known: Known): Promise<void> {
    known.limited = new Set(effectiveQuotas(await this.#ports.settings(workspaceId)).keys());
  }

  #meterOf(meter: Meter): PermitMeter {
    const id = `${meter.workspaceId} ${meter.name}`;
    const known = this.#meters.get(id);
    if (known !== undefined) return known;
    if (this.#meters.size >= MAX_METERS) forgetFirst(this.#meters, (rested) => rested.isIdle); // D2
    const fresh = new PermitMeter(meter, this.#ports);
    this.#meters.set(id, fresh);
    return fresh;
  }
}

function forgetFirst<T>(remembered: Map<string, T>, mayGo: (value: T) => boolean = () => true): void {
  for (const [name, value] of remembered) {
    if (!mayGo(value)) continue;
    remembered.delete(name);
    return;
  }
}
