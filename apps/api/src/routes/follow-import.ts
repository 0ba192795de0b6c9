// An import as others can follow it: where it stands is kept once a second, and how it ended.
import type { LoadUsers } from "@sluice/audience";
import { type ImportProgress, mintUuidV7, type WorkspaceId } from "@sluice/schema";
import type { ImportCounts } from "@sluice/store";
import type { UserReadPorts } from "../user-read-ports.ts";

const KEEP_EVERY_MS = 1_000;
const RANDOM_BYTES = 10;

export interface StartedImport {
  workspaceId: WorkspaceId;
  format: string;
  createdBy: string;
}

export class FollowedImport {
  readonly importId: string;
  readonly #ports: UserReadPorts;
  readonly #workspaceId: WorkspaceId;
  readonly #counts: ImportCounts = { rows: 0, changed: 0, rejected: 0 };
  #keptAtMs: number;

  private constructor(ports: UserReadPorts, importId: string, workspaceId: WorkspaceId) {
    this.importId = importId;
    this.#ports = ports;
    this.#workspaceId = workspaceId;
    this.#keptAtMs = ports.nowMs();
  }

  static async begin(ports: UserReadPorts, started: StartedImport): Promise<FollowedImport> {
    const importId = mintUuidV7(ports.nowMs(), ports.randomBytes(RANDOM_BYTES));
    await ports.beginImport({ ...started, importId });
    return new FollowedImport(ports, importId, started.workspaceId);
  }

  /** Counts what is loaded, and keeps where the import stands. */
  following(load: LoadUsers): LoadUsers {
    return async (users) => {
      const loaded = await load(users);
      this.#counts.changed += loaded.changed;
      if (this.#ports.nowMs() - this.#keptAtMs >= KEEP_EVERY_MS) await this.#keep();
      return loaded;
    };
  }

  note({ rows, rejected }: ImportProgress): void {
    this.#counts.rows = rows;
    this.#counts.rejected = rejected;
  }

  end(status: "done" | "failed"): Promise<void> {
    return this.#ports.moveImport(this.#workspaceId, this.importId, this.#counts, status);
  }

  async #keep(): Promise<void> {
    this.#keptAtMs = this.#ports.nowMs();
    await this.#ports.moveImport(this.#workspaceId, this.importId, this.#counts);
  }
}
