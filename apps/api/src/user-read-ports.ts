// What reading users back, and following their imports, needs of the store.
import type { User, WorkspaceId } from "@sluice/schema";
import type {
  EventPage,
  EventSearch,
  FoundFileImport,
  ImportCounts,
  NewFileImport,
  StoredDevice,
} from "@sluice/store";

export interface UserReadPorts {
  find: (workspaceId: WorkspaceId, userId: string) => Promise<User | null>;
  devices: (workspaceId: WorkspaceId, userId: string) => Promise<StoredDevice[]>;
  events: (search: EventSearch) => Promise<EventPage>;
  imports: (
    workspaceId: WorkspaceId,
    page: { before?: string | undefined; limit: number },
  ) => Promise<FoundFileImport[]>;
  beginImport: (started: NewFileImport) => Promise<void>;
  /** @param status left out: it goes on */
  moveImport: (
    workspaceId: WorkspaceId,
    importId: string,
    counts: ImportCounts,
    status?: "running" | "done" | "failed",
  ) => Promise<void>;
  nowMs: () => number;
  randomBytes: (count: number) => Uint8Array;
}
