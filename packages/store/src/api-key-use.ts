// When each key was used last, to the minute: collected in memory, written once a minute, never with a request.
import type { WorkspaceId } from "@sluice/schema";
import type { ApiKey } from "./api-key-verifier.ts";
import type { Store } from "./connect.ts";

const MAX_WAITING = 10_000;

export class ApiKeyUse {
  readonly #storeOf: (workspaceId: WorkspaceId) => Store;
  /** By workspace, then key. What is lost with a crash is lost. */
  #waiting = new Map<WorkspaceId, Map<string, number>>();
  #count = 0;

  constructor(storeOf: (workspaceId: WorkspaceId) => Store) {
    this.#storeOf = storeOf;
  }

  note({ workspaceId, keyId }: ApiKey, nowMs: number): void {
    const keys = this.#waiting.get(workspaceId) ?? new Map<string, number>();
    if (!keys.has(keyId)) {
      if (this.#count >= MAX_WAITING) return;
      this.#count += 1;
    }
    keys.set(keyId, nowMs);
    this.#waiting.set(workspaceId, keys);
  }

  /** One statement for each workspace. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#count = 0;
    for (const [workspaceId, keys] of waiting) {
      await this.#storeOf(workspaceId).pool.query(
        `update api_keys set last_used_at = to_timestamp(used.at_s)
         from unnest($2::text[], $3::bigint[]) as used (key_id, at_s)
         where api_keys.workspace_id = $1 and api_keys.key_id = used.key_id`,
        [workspaceId, [...keys.keys()], [...keys.values()].map(toTheMinute)],
      );
    }
  }
}

const toTheMinute = (atMs: number): number => Math.floor(atMs / 60_000) * 60;
