// What test sends need: the store, the vault and the door out fit these by shape.
import type { Actor, CampaignPorts } from "@sluice/campaigns";
import type { CampaignId, WorkspaceId } from "@sluice/schema";
import type { Egress } from "@sluice/sender";
import type { Store } from "@sluice/store";
import type { Vault } from "@sluice/vault";
import type { FetchToken } from "../secrets/try-settings.ts";
import type { PeoplePorts } from "./people-ports.ts";

/** Who asks, from the credential. */
export interface Tester {
  workspaceId: WorkspaceId;
  actor: Actor;
}

export interface TestRecord {
  /** null: the content was in the request. */
  campaignId: CampaignId | null;
  detail: Readonly<Record<string, string | number | null>>;
}

export interface ProofPorts {
  /** Shows rows of this workspace alone. */
  storeOf: (workspaceId: WorkspaceId) => Store;
  vault: Pick<Vault, "open">;
  fetchToken: FetchToken;
  nowMs: () => number;
}

export interface TestPorts extends ProofPorts, PeoplePorts {
  campaigns: CampaignPorts;
  egress: Egress;
  /** Counts them for all processes together. @returns 0, or after how many milliseconds so many may be made. */
  takeTestRequests: (
    workspaceId: WorkspaceId,
    wanted: { count: number; perMinute: number },
  ) => Promise<number>;
  record: (tester: Tester, test: TestRecord) => Promise<void>;
  monotonicMs: () => number;
  randomBytes: (count: number) => Uint8Array;
}
