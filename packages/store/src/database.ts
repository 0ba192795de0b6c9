// The tables as TypeScript sees them, noun by noun. Kept beside the migrations: a column is added in both.
import type { CampaignTables } from "./campaign-tables.ts";
import type { RunTables } from "./run-tables.ts";
import type { SecretTables } from "./secret-tables.ts";
import type { SegmentTables } from "./segment-tables.ts";
import type { SlackTables } from "./slack-tables.ts";
import type { UserTables } from "./user-tables.ts";
import type { WorkspaceTables } from "./workspace-tables.ts";

export type Database = CampaignTables &
  RunTables &
  SecretTables &
  SegmentTables &
  SlackTables &
  UserTables &
  WorkspaceTables;
