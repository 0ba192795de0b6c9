// The workspace's control group: how large it is, and who is listed. Campaigns that leave it out do so when they are cut.
import type { ControlGroupView } from "@sluice/schema";
import {
  auditWorkspace,
  CONTROL_GROUP_ID,
  controlGroup,
  ensureControlGroupList,
  listLoads,
  setControlGroupPercentage,
} from "@sluice/store";
import type { GivenFile, LoadDesk } from "./load-desk.ts";
import type { LoadDone } from "./run-load.ts";
import type { Caller, SegmentPorts } from "./segment-ports.ts";
import { toLoadView } from "./segment-views.ts";

interface Change {
  action: "add" | "remove";
  claimedBy?: string | undefined;
}

export class ControlGroupDesk {
  readonly #ports: SegmentPorts;
  readonly #loads: LoadDesk;

  constructor(ports: SegmentPorts, loads: LoadDesk) {
    this.#ports = ports;
    this.#loads = loads;
  }

  async get({ workspaceId }: Caller): Promise<ControlGroupView> {
    const { db } = this.#ports.storeOf(workspaceId);
    const group = await controlGroup(db, workspaceId);
    const [lastLoad] = await listLoads(db, { workspaceId, segmentId: CONTROL_GROUP_ID }, 1);
    return {
      percentage: group.percentage,
      user_count: group.userCount,
      version: group.version,
      updated_by: group.updatedBy,
      updated_time: group.updatedAt?.toISOString() ?? null,
      last_load: lastLoad === undefined ? null : toLoadView(lastLoad),
    };
  }

  async setPercentage(caller: Caller, percentage: number): Promise<ControlGroupView> {
    const { workspaceId, actor } = caller;
    const { nowMs, storeOf } = this.#ports;
    await storeOf(workspaceId)
      .db.transaction()
      .execute(async (tx) => {
        const before = await controlGroup(tx, workspaceId);
        if (before.percentage === percentage) return;
        await setControlGroupPercentage(tx, workspaceId, percentage);
        const detail = { from_percentage: before.percentage, to_percentage: percentage };
        const action = "control_group.changed";
        await auditWorkspace(tx, { workspaceId, action, by: actor, detail, nowMs: nowMs() });
      });
    return this.get(caller);
  }

  /** @throws ApiError 409 while another file is loaded; AudienceError */
  async upload(caller: Caller, change: Change, source: AsyncIterable<Uint8Array>): Promise<LoadDone> {
    await this.#ensureList(caller);
    return this.#loads.upload(caller, fileOf(change), source);
  }

  /** @returns the load's id. @throws ApiError 409 */
  async fetchLater(
    caller: Caller,
    { fileUrl, callbackUrl, ...change }: Change & { fileUrl: string; callbackUrl?: string | undefined },
  ): Promise<string> {
    await this.#ensureList(caller);
    return this.#loads.fetchLater(caller, { ...fileOf(change), fileUrl, callbackUrl });
  }

  async #ensureList({ workspaceId, actor }: Caller): Promise<void> {
    const { db } = this.#ports.storeOf(workspaceId);
    await ensureControlGroupList(db, workspaceId, actor.person, new Date(this.#ports.nowMs()));
  }
}

const fileOf = ({ action, claimedBy }: Change): GivenFile => ({
  segmentId: CONTROL_GROUP_ID,
  action,
  attributeName: "uid",
  attributeType: "string",
  event: "control_group.file_given",
  claimedBy,
});
