// What segments and control groups need: the caller's part of the store, and the way to files and callbacks.
import type { Actor } from "@sluice/campaigns";
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "@sluice/store";
import type { Logger } from "@sluice/telemetry";

/** Requests that leave go through the guard that requests to endpoints go through. */
export interface FilePorts {
  /** @throws DownloadRefusedError, AddressRefusedError, GuardedRequestError */
  download(file: { url: string; maxBytes: number; signal: AbortSignal }): AsyncIterable<Uint8Array>;
  /** POST of JSON. @returns the status. @throws AddressRefusedError, GuardedRequestError */
  tell(url: string, message: object): Promise<number>;
}

export interface SegmentPorts {
  /** Of every workspace: asked for ids of work alone. */
  store: Store;
  /** Shows rows of this workspace alone. */
  storeOf: (workspaceId: WorkspaceId) => Store;
  files: FilePorts;
  nowMs: () => number;
  randomBytes: (count: number) => Uint8Array;
  log: Logger;
}

/** Who asks, from the credential. */
export interface Caller {
  workspaceId: WorkspaceId;
  actor: Actor;
}
