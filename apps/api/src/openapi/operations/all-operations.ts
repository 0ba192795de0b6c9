// Every operation, by method and path.
import { AUDIENCE_OPERATIONS } from "./audience-operations.ts";
import { CAMPAIGN_OPERATIONS } from "./campaign-operations.ts";
import { DATA_OPERATIONS } from "./data-operations.ts";
import { LIFECYCLE_OPERATIONS } from "./lifecycle-operations.ts";
import type { OperationTexts } from "./operation-text.ts";
import { PEOPLE_OPERATIONS } from "./people-operations.ts";
import { RESULT_OPERATIONS } from "./result-operations.ts";
import { WORKSPACE_OPERATIONS } from "./workspace-operations.ts";

export const OPERATIONS: OperationTexts = {
  ...CAMPAIGN_OPERATIONS,
  ...LIFECYCLE_OPERATIONS,
  ...RESULT_OPERATIONS,
  ...PEOPLE_OPERATIONS,
  ...DATA_OPERATIONS,
  ...WORKSPACE_OPERATIONS,
  ...AUDIENCE_OPERATIONS,
};
