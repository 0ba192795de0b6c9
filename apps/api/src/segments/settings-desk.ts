// What is switched on for a workspace; every change is in the audit log.
import type { z } from "zod";
import type { WorkspaceSettingsChange, WorkspaceSettingsView } from "@sluice/schema";
import { auditWorkspace, changeWorkspaceSettings, workspaceSettings } from "@sluice/store";
import type { Caller, SegmentPorts } from "./segment-ports.ts";

type View = z.infer<typeof WorkspaceSettingsView>;

export class SettingsDesk {
  readonly #ports: Pick<SegmentPorts, "storeOf" | "nowMs">;

  constructor(ports: Pick<SegmentPorts, "storeOf" | "nowMs">) {
    this.#ports = ports;
  }

  async get({ workspaceId }: Caller): Promise<View> {
    return shown(await workspaceSettings(this.#ports.storeOf(workspaceId).db, workspaceId));
  }

  async change(caller: Caller, change: z.infer<typeof WorkspaceSettingsChange>): Promise<View> {
    const { workspaceId, actor } = caller;
    const isOn = change.campaign_audience_limit;
    if (isOn === undefined) return this.get(caller);
    await this.#ports
      .storeOf(workspaceId)
      .db.transaction()
      .execute(async (tx) => {
        await changeWorkspaceSettings(tx, workspaceId, { campaign_audience_limit: isOn });
        const detail = { campaign_audience_limit: isOn ? "on" : "off" };
        const action = "workspace.settings_changed";
        await auditWorkspace(tx, { workspaceId, action, by: actor, detail, nowMs: this.#ports.nowMs() });
      });
    return this.get(caller);
  }
}

const shown = ({ campaign_audience_limit }: View): View => ({ campaign_audience_limit });
