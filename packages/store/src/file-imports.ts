// Files of users that are or were read in: how far each came, for whoever started it or wonders.
//
//   F1. An import that was cut off with its process is told from one that runs: it has not moved for a while.
//   F2. Bounded for each workspace: the newest MAX_KEPT stay.
import type { WorkspaceId } from "@sluice/schema";
import type { Store } from "./connect.ts";

const MAX_KEPT = 500;
const STALLED_AFTER = "5 minutes";

export interface ImportCounts {
  rows: number;
  changed: number;
  rejected: number;
}

export interface NewFileImport {
  workspaceId: WorkspaceId;
  importId: string;
  format: string;
  createdBy: string;
}

export interface FoundFileImport extends ImportCounts {
  import_id: string;
  format: string;
  status: "running" | "done" | "failed" | "cut_off";
  created_by: string;
  started_at: Date;
  ended_at: Date | null;
}

type Queries = Pick<Store, "pool">;

export async function beginFileImport({ pool }: Queries, started: NewFileImport): Promise<void> {
  const { workspaceId, importId, format, createdBy } = started;
  await pool.query(
    `insert into file_imports (workspace_id, import_id, format, status, created_by, started_at, seen_at)
     values ($1, $2, $3, 'running', $4, now(), now())`,
    [workspaceId, importId, format, createdBy],
  );
  await pool.query(
    `delete from file_imports where workspace_id = $1 and import_id in (
       select import_id from file_imports where workspace_id = $1 order by import_id desc offset ${MAX_KEPT})`,
    [workspaceId],
  );
}

/** @param status left out: it goes on */
export async function moveFileImport(
  { pool }: Queries,
  workspaceId: WorkspaceId,
  importId: string,
  { rows, changed, rejected }: ImportCounts,
  status: "running" | "done" | "failed" = "running",
): Promise<void> {
  await pool.query(
    `update file_imports set rows = $3, changed = $4, rejected = $5, status = $6, seen_at = now(),
       ended_at = case when $6 = 'running' then null else now() end
     where workspace_id = $1 and import_id = $2`,
    [workspaceId, importId, rows, changed, rejected, status],
  );
}

/** Newest first: their ids sort by the time at which they were made. */
export async function fileImports(
  { pool }: Queries,
  workspaceId: WorkspaceId,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<FoundFileImport[]> {
  const { rows } = await pool.query<FoundFileImport>(
    `select import_id, format, rows, changed, rejected, created_by, started_at, ended_at,
       case when status = 'running' and seen_at < now() - interval '${STALLED_AFTER}' then 'cut_off' else status end as status
     from file_imports where workspace_id = $1 and ($2::uuid is null or import_id < $2)
     order by import_id desc limit $3`,
    [workspaceId, before ?? null, limit],
  );
  return rows;
}
