// Segments and loads as the API shows them.
import type { LoadView, SegmentView } from "@sluice/schema";
import type { StoredLoad, StoredSegment } from "@sluice/store";

export const toSegmentView = (segment: StoredSegment): SegmentView => ({
  name: segment.name,
  id: segment.id,
  type: segment.type,
  source: "API",
  version: segment.version,
  archived: segment.is_archived,
  user_count: segment.type === "FILE" ? segment.user_count : null,
  created_by: segment.created_by,
  created_time: segment.created_at.toISOString(),
  updated_by: segment.updated_by,
  updated_time: segment.updated_at.toISOString(),
  ...segment.definition,
});

export const toLoadView = (load: StoredLoad): LoadView => ({
  load_id: load.load_id,
  action: load.action,
  state: load.state,
  requested_by: load.requested_by,
  created_time: load.created_at.toISOString(),
  finished_time: load.finished_at?.toISOString() ?? null,
  bytes_read: load.bytes_read,
  values_found: load.values_found,
  values_processed: load.values_processed,
  user_count: load.user_count,
  error_message: load.error,
  callback: load.callback_state,
});
