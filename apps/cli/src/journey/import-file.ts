// A file of users into the workspace, straight into the database, with a progress line; rejected rows go to a file beside.
import { createReadStream } from "node:fs";
import { access, constants, type FileHandle, open, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import { AudienceError, importUsers } from "@sluice/audience";
import type { ImportResult, RejectedRow, WorkspaceId } from "@sluice/schema";
import {
  auditWorkspace,
  createUserLoader,
  listWorkspaces,
  openStore,
  OPERATOR,
  type Store,
} from "@sluice/store";
import { badInput } from "../cli-error.ts";
import { formatCount, formatDuration } from "../terminal/numbers.ts";
import { importText } from "../terminal/progress-text.ts";
import type { Reporter } from "../terminal/reporter.ts";

export interface FileImport {
  path: string;
  idColumn: string;
  databaseUrl: string;
  workspaceId: WorkspaceId;
  reporter: Reporter;
  signal: AbortSignal;
}

export const DEFAULT_ID_COLUMN = "user_id";
const FORMATS = { ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson" } as const;

/** Before anything is started. @throws CliError 2 */
export async function checkUserFile(path: string): Promise<void> {
  formatOf(path);
  const isFile = await access(path, constants.R_OK)
    .then(async () => (await stat(path)).isFile())
    .catch(() => false);
  if (!isFile) throw badInput(`${path} cannot be read. Check the name of the file with the users.`);
}

export async function importFile(options: FileImport): Promise<ImportResult> {
  const { path, reporter } = options;
  const startedAtMs = performance.now();
  const { size } = await stat(path);
  const rejects = rejectsFile(`${path}.rejects`);
  const store = openStore({ databaseUrl: options.databaseUrl, applicationName: "sluice-import" });
  try {
    await refuseUnknown(store, options.workspaceId);
    const result = await importUsers({
      source: createReadStream(path),
      format: formatOf(path),
      idColumn: options.idColumn,
      load: createUserLoader(store, options.workspaceId),
      onRejected: (rows) => rejects.write(rows),
      onProgress: (progress) => reporter.update(importText(progress, size, performance.now() - startedAtMs)),
      signal: options.signal,
    });
    await auditWorkspace(store.db, {
      workspaceId: options.workspaceId,
      action: "users.imported",
      by: OPERATOR,
      detail: { format: formatOf(path), rows: result.rows, rejected: result.rejected },
      nowMs: Date.now(),
    });
    reporter.settle(doneText(path, result, performance.now() - startedAtMs));
    return result;
  } catch (error) {
    reporter.settle();
    if (error instanceof AudienceError) throw badInput(`${path}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await rejects.close();
    await store.close();
  }
}

async function refuseUnknown(store: Store, workspaceId: WorkspaceId): Promise<void> {
  const known = await listWorkspaces(store);
  if (known.some((workspace) => workspace.workspaceId === workspaceId)) return;
  throw badInput(
    `There is no workspace ${workspaceId}. Make it: sluice workspace create ${workspaceId} --admin <person>`,
  );
}

export function formatOf(path: string): "csv" | "ndjson" {
  const extension = extname(path).toLowerCase();
  if (extension in FORMATS) return FORMATS[extension as keyof typeof FORMATS];
  throw badInput(`${path}: name the file .csv or .ndjson, so that its format is known.`);
}

export function doneText(path: string, result: ImportResult, elapsedMs: number): string {
  const users = result.rows - result.rejected;
  const imported = `Imported ${formatCount(users)} ${users === 1 ? "user" : "users"} in ${formatDuration(elapsedMs)}`;
  const known = `${formatCount(result.changed)} new or changed, ${formatCount(result.unchanged)} as they were`;
  const rows = result.rejected === 1 ? "1 row" : `${formatCount(result.rejected)} rows`;
  const rejected = `; ${rows} rejected, see ${path}.rejects`;
  return `${imported}: ${known}${result.rejected === 0 ? "" : rejected}`;
}

/** Appears with the first rejected row; one of an earlier import is removed. `line<TAB>reason`. @throws CliError 2 */
export function rejectsFile(path: string) {
  let file: FileHandle | undefined;
  const isReady = rm(path, { force: true }).catch((cause: unknown) => cannotWrite(path, cause));
  isReady.catch(() => "told by write or close");
  return {
    async write(rows: readonly RejectedRow[]): Promise<void> {
      await isReady;
      file ??= await open(path, "w").catch((cause: unknown) => cannotWrite(path, cause));
      const text = rows
        .map(({ line, reason }) => `${line}\t${reason.replaceAll(/[\t\r\n]/g, " ")}\n`)
        .join("");
      await file.writeFile(text);
    },
    async close(): Promise<void> {
      await isReady;
      await file?.close();
    },
  };
}

function cannotWrite(path: string, cause: unknown): never {
  throw badInput(
    `${path} cannot be written. Put the file with the users into a folder that you may write to.`,
    {
      cause,
    },
  );
}
