// What holding a workspace to its quotas needs.
import type { QuotaOperation, QuotaSettings, WorkspaceId } from "@sluice/schema";
import type { Tightest } from "./rolling-windows.ts";

/** Whose calls of what: `name` is counted for itself, within the limits of its operation. */
export interface Meter {
  workspaceId: WorkspaceId;
  operation: QuotaOperation;
  name: string;
}

export interface PermitsWanted {
  /** By calls that wait. */
  now: number;
  /** Fewer are of no use. */
  least: number;
  /** To be used soon: only limits that are large give some ahead. */
  ahead: number;
}

export interface TakenPermits {
  granted: number;
  /** null: for the calls that wait, and for them alone. */
  usableMs: number | null;
  /** Names the take, for `settle`. */
  untilMs: number;
  tightest: Tightest;
  /** When nothing was granted. */
  waitMs: number;
}

export interface QuotaPorts {
  settings(workspaceId: WorkspaceId): Promise<QuotaSettings>;
  /** All processes together get no more than the limits allow. null: nothing is limited. */
  take(meter: Meter, wanted: PermitsWanted): Promise<TakenPermits | null>;
  /** Of permits for creations, which are granted to be used within HOLD_MS: one was used now, or never will be. */
  settle(meter: Meter, untilMs: number, isUsed: boolean): Promise<void>;
  change(
    workspaceId: WorkspaceId,
    settings: QuotaSettings,
    by: { person: string; source: string },
  ): Promise<void>;
  monotonicMs(): number;
}

/** A create is answered before: longer than the server's handlers may take. */
export const HOLD_MS = 35_000;
