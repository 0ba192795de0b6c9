// What the Data API needs of the store and the bus.
import type { NewEvents } from "@sluice/bus";
import type { RefusedElement, User, UserIdentifierType, WorkspaceId } from "@sluice/schema";
import type { ChangeOutcome, DeviceToPut, MergePair, setDeviceOptOut, UserChange } from "@sluice/store";

export interface RefusedElements {
  requestId: string;
  /** Of the whole request. */
  elements: number;
  refused: number;
  listed: readonly RefusedElement[];
}

/** What the stream of events is to say of it; called when the rest is done and can still be taken back. */
type BeforeCommit = () => Promise<void>;

export interface DataPorts {
  changeUsers: (workspaceId: WorkspaceId, changes: readonly UserChange[]) => Promise<ChangeOutcome[]>;
  findUserBy: (workspaceId: WorkspaceId, type: UserIdentifierType, value: string) => Promise<User | null>;
  putDevice: (workspaceId: WorkspaceId, device: DeviceToPut) => Promise<boolean>;
  setDeviceOptOut: (
    workspaceId: WorkspaceId,
    choice: Parameters<typeof setDeviceOptOut>[2],
  ) => Promise<number>;
  mergeUsers: (
    workspaceId: WorkspaceId,
    pairs: readonly MergePair[],
    beforeCommit: BeforeCommit,
  ) => Promise<string[]>;
  deleteUser: (workspaceId: WorkspaceId, userId: string, beforeCommit: BeforeCommit) => Promise<boolean>;
  keepRefused: (workspaceId: WorkspaceId, refused: RefusedElements) => Promise<void>;
  refusedElements: (workspaceId: WorkspaceId, requestId: string) => Promise<RefusedElements | null>;
  /** Acknowledged is durable. @throws when it is not known: it is published again, with the same id */
  publishEvents: (events: NewEvents) => Promise<"stored" | "stream_full">;
  /** Who merged or deleted users, for the audit log. */
  recordUsersEnded: (
    workspaceId: WorkspaceId,
    entry: { person: string; source: string; action: "users.merged" | "users.deleted"; users: number },
  ) => Promise<void>;
  nowMs: () => number;
  randomBytes: (count: number) => Uint8Array;
}
