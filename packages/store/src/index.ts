export { openStore, type Store, type StoreOptions } from "./connect.ts";
export type { Database } from "./database.ts";
export { migrate } from "./migrate.ts";
export { ensureWorkspace, type NewWorkspace } from "./workspaces.ts";
export {
  API_KEY_SCOPES, type ApiKey, type ApiKeyScope, archiveApiKey, createApiKey, createApiKeyVerifier, type NewApiKey,
  type VerifierOptions, type VerifyApiKey,
} from "./api-keys.ts"; // prettier-ignore
export { type CampaignTransaction, inCampaignTransaction } from "./campaign-transaction.ts";
export { type CampaignPage, type CampaignVersion, campaignVersions, listCampaigns } from "./campaigns.ts";
export { appendAudit, type AuditEntry, type AuditPage, campaignAudit } from "./audit-log.ts";
