// The tables of custom segments as TypeScript sees them, beside database.ts.
import type { SegmentDefinition } from "@sluice/schema";
import type { ColumnType, Generated } from "kysely";
import type { DefaultCount, DefaultInstant, Instant, NullableInstant, NullableJson } from "./column-types.ts";

export interface SegmentTables {
  segments: SegmentsTable;
  segment_members: SegmentMembersTable;
  segment_loads: SegmentLoadsTable;
  segment_load_values: SegmentLoadValuesTable;
}

export interface SegmentsTable {
  workspace_id: string;
  segment_id: string;
  type: "FILTER" | "FILE" | "CONTROL_GROUP";
  name: string;
  version: number;
  definition: NullableJson<SegmentDefinition>;
  definition_hash: string | null;
  user_count: DefaultCount;
  created_by: string;
  created_at: Instant;
  updated_by: string;
  updated_at: Instant;
  archived_at: NullableInstant;
  expires_at: NullableInstant;
}

interface SegmentMembersTable {
  workspace_id: string;
  segment_id: string;
  user_id: string;
  from_version: number;
  to_version: Generated<number>;
}

export interface SegmentLoadsTable {
  workspace_id: string;
  load_id: string;
  segment_id: string;
  action: "add" | "remove" | "replace";
  attribute_name: string;
  attribute_type: string;
  file_url: string | null;
  callback_url: string | null;
  state: "waiting" | "loading" | "done" | "failed";
  tries: Generated<number>;
  requested_by: string;
  created_at: DefaultInstant;
  beat_at: DefaultInstant;
  finished_at: NullableInstant;
  bytes_read: DefaultCount;
  values_found: DefaultCount;
  values_processed: DefaultCount;
  user_count: ColumnType<number | null, number | null | undefined, number | null>;
  error: ColumnType<string | null, string | null | undefined, string | null>;
  callback_state: ColumnType<
    "due" | "told" | "failed" | null,
    "due" | null | undefined,
    "due" | "told" | "failed" | null
  >;
  callback_tries: Generated<number>;
}

interface SegmentLoadValuesTable {
  workspace_id: string;
  load_id: string;
  value: string;
}
