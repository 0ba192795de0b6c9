// The ports of quotas, fitted from Postgres.
import { DEFAULT_QUOTA_SETTINGS, QuotaSettings, type WorkspaceId } from "@sluice/schema";
import {
  auditWorkspace,
  findQuotaSettings,
  setQuotaSettings,
  type Store,
  type StoredQuotaSettings,
  takeQuota,
} from "@sluice/store";
import type { QuotaPorts } from "./quota-ports.ts";
import { settle, type Taken } from "./rolling-windows.ts";
import { takePermits } from "./take-permits.ts";

export function connectQuotaPorts(of: (workspaceId: WorkspaceId) => Store, nowMs: () => number): QuotaPorts {
  return {
    settings: async (workspaceId) => settingsIn(await findQuotaSettings(of(workspaceId).db, workspaceId)),
    take: (meter, wanted) =>
      takeQuota(of(meter.workspaceId), meter, (moment) =>
        takePermits(
          {
            taken: moment.taken as Taken | null,
            settings: settingsIn(moment.settings),
            nowMs: moment.nowMs,
          },
          meter,
          wanted,
        ),
      ),
    settle: (meter, untilMs, isUsed) =>
      takeQuota(of(meter.workspaceId), meter, (moment) => ({
        taken:
          moment.taken === null ? null : settle(moment.taken as Taken, untilMs, isUsed ? moment.nowMs : null),
        result: undefined,
      })),
    change: (workspaceId, settings, by) =>
      of(workspaceId)
        .db.transaction()
        .execute(async (db) => {
          await setQuotaSettings(db, workspaceId, settings, nowMs());
          const detail = { preset: settings.preset, limits: JSON.stringify(settings.limits) };
          await auditWorkspace(db, {
            workspaceId,
            action: "workspace.quotas_changed",
            by,
            detail,
            nowMs: nowMs(),
          });
        }),
    monotonicMs: () => performance.now(),
  };
}

/** Settings of a newer version that this one does not understand: the default. */
function settingsIn(stored: StoredQuotaSettings | null): QuotaSettings {
  const parsed = QuotaSettings.safeParse(stored ?? DEFAULT_QUOTA_SETTINGS);
  return parsed.success ? parsed.data : DEFAULT_QUOTA_SETTINGS;
}
