// Files given: uploaded, and loaded at once; or behind an address, and loaded by whichever process finds the time.
import { mintUuidV7 } from "@sluice/schema";
import {
  auditWorkspace,
  failLoad,
  insertLoad,
  listLoads,
  type MemberAction,
  type NewLoad,
  type StoredLoad,
  type WorkspaceEvent,
} from "@sluice/store";
import { ApiError } from "../api-error.ts";
import { loadFailure } from "./load-failure.ts";
import { type LoadDone, runLoad } from "./run-load.ts";
import type { Caller, SegmentPorts } from "./segment-ports.ts";

export interface GivenFile {
  segmentId: string;
  action: MemberAction;
  attributeName: string;
  attributeType: "string" | "double";
  /** For the audit log. */
  event: Extract<WorkspaceEvent["action"], "segment.file_given" | "control_group.file_given">;
  claimedBy?: string | undefined;
}

export class LoadDesk {
  readonly #ports: SegmentPorts;
  readonly #onWaiting: () => void;

  /** @param onWaiting there is a file to fetch */
  constructor(ports: SegmentPorts, onWaiting: () => void) {
    this.#ports = ports;
    this.#onWaiting = onWaiting;
  }

  /** @returns the load's id. @throws ApiError 409 while another file of the list is loaded */
  async fetchLater(
    caller: Caller,
    file: GivenFile & { fileUrl: string; callbackUrl?: string | undefined },
  ): Promise<string> {
    const load = await this.#insert(caller, file, file.fileUrl, file.callbackUrl);
    this.#onWaiting();
    return load.loadId;
  }

  /** @throws ApiError 409; AudienceError for a file that cannot be used: then nothing is changed */
  async upload(caller: Caller, file: GivenFile, source: AsyncIterable<Uint8Array>): Promise<LoadDone> {
    const { workspaceId } = caller;
    const { loadId } = await this.#insert(caller, file, null);
    const store = this.#ports.storeOf(workspaceId);
    const load = {
      load_id: loadId,
      segment_id: file.segmentId,
      tries: 1,
      action: file.action,
      attribute_name: file.attributeName,
      attribute_type: file.attributeType,
      requested_by: caller.actor.person,
    };
    try {
      return await runLoad(store, workspaceId, load, source);
    } catch (error) {
      const { words } = loadFailure(error);
      await failLoad(store.db, { workspaceId, loadId }, 1, words).catch(() => "the first failure tells more");
      throw error;
    }
  }

  /** Newest first. */
  list({ workspaceId }: Caller, segmentId: string, limit: number): Promise<StoredLoad[]> {
    return listLoads(this.#ports.storeOf(workspaceId).db, { workspaceId, segmentId }, limit);
  }

  async #insert(
    { workspaceId, actor }: Caller,
    { event, claimedBy, ...file }: GivenFile,
    fileUrl: string | null,
    callbackUrl?: string,
  ): Promise<NewLoad> {
    const { nowMs, randomBytes, storeOf } = this.#ports;
    const loadId = mintUuidV7(nowMs(), randomBytes(10));
    const load: NewLoad = { workspaceId, loadId, fileUrl, callbackUrl, by: actor.person, ...pick(file) };
    await storeOf(workspaceId)
      .db.transaction()
      .execute(async (tx) => {
        if (!(await insertLoad(tx, load))) throw busy();
        const claim = claimedBy === undefined ? {} : { claimed_by: claimedBy };
        const detail = { segment_id: file.segmentId, load_id: loadId, action: file.action, ...claim };
        await auditWorkspace(tx, { workspaceId, action: event, by: actor, detail, nowMs: nowMs() });
      });
    return load;
  }
}

const pick = ({
  segmentId,
  action,
  attributeName,
  attributeType,
}: Omit<GivenFile, "event" | "claimedBy">) => ({
  segmentId,
  action,
  attributeName,
  attributeType,
});

const busy = (): ApiError =>
  new ApiError(409, "Another file is being loaded into this list. Wait for its end, then give this one.");
