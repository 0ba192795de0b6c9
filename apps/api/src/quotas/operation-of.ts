// Which route counts as what. A route that is not listed counts for itself, as "other".
import type { QuotaOperation } from "@sluice/schema";

const OPERATION_OF: Readonly<Record<string, QuotaOperation>> = {
  "POST /v5/campaigns": "create",
  "GET /v5/campaigns/:id": "read",
  "PATCH /v5/campaigns/:id": "update",
  "POST /v5/campaigns/:id/validate": "validate",
  "POST /v5/campaigns/validate": "validate",
  "PATCH /v5/campaigns/:id/status": "status",
  "POST /v5/campaigns/search": "search",
  "POST /v5/campaigns/meta": "meta",
  "POST /v5/campaigns/test": "test",
  "POST /v5/campaigns/:id/send": "send",
  "POST /v5/personalization/preview": "preview",
};

export const operationOf = (method: string, path: string): QuotaOperation =>
  OPERATION_OF[`${method} ${path}`] ?? "other";
