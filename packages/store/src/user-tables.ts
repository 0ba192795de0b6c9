// Users and what is told of them, as TypeScript sees them beside database.ts.
import type { Generated } from "kysely";
import type { DefaultInstant, Instant, Json, NullableInstant } from "./column-types.ts";

export interface UserTables {
  users: UsersTable;
  devices: DevicesTable;
  user_events: UserEventsTable;
  file_imports: FileImportsTable;
  refused_elements: RefusedElementsTable;
}

interface UsersTable {
  workspace_id: string;
  user_id: string;
  attributes: Json<Record<string, string | number | boolean>>;
  created_at: DefaultInstant;
  updated_at: DefaultInstant;
}

interface DevicesTable {
  workspace_id: string;
  user_id: string;
  device_id: string;
  platform: string;
  push_id: string | null;
  is_opted_out: Generated<boolean>;
  attributes: Json<Record<string, unknown>>;
  created_at: DefaultInstant;
  updated_at: DefaultInstant;
}

interface UserEventsTable {
  workspace_id: string;
  user_id: string;
  at: Instant;
  event_id: string;
  accepted_at: Instant;
  name: string;
  device_id: string | null;
  platform: string | null;
  app_version: string | null;
  timezone_offset_s: number | null;
  attributes: Json<Record<string, unknown>>;
}

interface FileImportsTable {
  workspace_id: string;
  import_id: string;
  format: string;
  status: string;
  rows: Generated<number>;
  changed: Generated<number>;
  rejected: Generated<number>;
  created_by: string;
  started_at: Instant;
  seen_at: Instant;
  ended_at: NullableInstant;
}

interface RefusedElementsTable {
  workspace_id: string;
  request_id: string;
  at: Instant;
  elements: number;
  refused: number;
  listed: Json<unknown>;
}
