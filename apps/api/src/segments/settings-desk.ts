// What is switched on for a workspace; every change is in the audit log.
import type { z } from "zod";
import {
  DEFAULT_ERROR_RATE_BRAKE,
  type WorkspaceSettingsChange,
  type WorkspaceSettingsView,
} from "@sluice/schema";
import { auditWorkspace, changeWorkspaceSettings, workspaceSettings } from "@sluice/store";
import type { Caller, SegmentPorts } from "./segment-ports.ts";

type View = z.infer<typeof WorkspaceSettingsView>;
type Change = z.infer<typeof WorkspaceSettingsChange>;

export class SettingsDesk {
  readonly #ports: Pick<SegmentPorts, "storeOf" | "nowMs">;

  constructor(ports: Pick<SegmentPorts, "storeOf" | "nowMs">) {
    this.#ports = ports;
  }

  async get({ workspaceId }: Caller): Promise<View> {
    return shown(await workspaceSettings(this.#ports.storeOf(workspaceId).db, workspaceId));
  }

  async change(caller: Caller, change: Change): Promise<View> {
    const { workspaceId, actor } = caller;
    const detail = told(change);
    if (Object.keys(detail).length === 0) return this.get(caller);
    await this.#ports
      .storeOf(workspaceId)
      .db.transaction()
      .execute(async (tx) => {
        await changeWorkspaceSettings(tx, workspaceId, given(change));
        const action = "workspace.settings_changed";
        await auditWorkspace(tx, { workspaceId, action, by: actor, detail, nowMs: this.#ports.nowMs() });
      });
    return this.get(caller);
  }
}

const shown = ({
  campaign_audience_limit,
  error_rate_brake = DEFAULT_ERROR_RATE_BRAKE,
}: Pick<View, "campaign_audience_limit"> & Partial<View>): View => ({
  campaign_audience_limit,
  error_rate_brake,
});

const given = ({ campaign_audience_limit, error_rate_brake }: Change): Partial<View> => ({
  ...(campaign_audience_limit !== undefined && { campaign_audience_limit }),
  ...(error_rate_brake !== undefined && { error_rate_brake }),
});

/** For the audit log: what is set, in a line each. */
const told = ({ campaign_audience_limit, error_rate_brake }: Change): Record<string, string> => ({
  ...(campaign_audience_limit !== undefined && {
    campaign_audience_limit: campaign_audience_limit ? "on" : "off",
  }),
  ...(error_rate_brake !== undefined && {
    error_rate_brake: error_rate_brake === null ? "off" : JSON.stringify(error_rate_brake),
  }),
});
