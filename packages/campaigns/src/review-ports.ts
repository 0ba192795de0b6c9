// What submitting and publishing need beside the other actions: facts that the approval policy asks for. Never asked within a
// transaction.
import type { CampaignDefinition, WorkspaceId } from "@sluice/schema";
import type { CampaignPorts } from "./ports.ts";

export interface ReviewPorts extends CampaignPorts {
  /** Users that it would go to now. Takes seconds. */
  countAudience(workspaceId: WorkspaceId, definition: CampaignDefinition): Promise<number>;
  /** Of these attributes those that no user of the workspace has, as far as that is found out quickly. None where there are no users. */
  attributesNobodyHas(workspaceId: WorkspaceId, names: readonly string[]): Promise<readonly string[]>;
}
