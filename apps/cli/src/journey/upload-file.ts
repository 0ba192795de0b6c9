// A file of users into the workspace of a key, over the API: from any machine, without the database.
import { createReadStream } from "node:fs";
import { ImportResult } from "@sluice/schema";
import { z } from "zod";
import type { ApiClient } from "../api/api-client.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { doneText, formatOf, rejectsFile } from "./import-file.ts";

export interface FileUpload {
  path: string;
  idColumn: string;
  api: ApiClient;
  reporter: Reporter;
  signal: AbortSignal;
}

const TYPES = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;
const Imported = ImportResult.extend({
  import_id: z.uuid(),
  rejects: z.array(z.object({ line: z.int(), reason: z.string() })),
  more_rejects: z.int(),
});

/** Answered when the last row is stored. @throws CliError */
export async function uploadFile({
  path,
  idColumn,
  api,
  reporter,
  signal,
}: FileUpload): Promise<ImportResult> {
  const startedAtMs = performance.now();
  const format = formatOf(path);
  const rejects = rejectsFile(`${path}.rejects`);
  const source = createReadStream(path);
  try {
    reporter.update(`Sending ${path}`);
    const query = new URLSearchParams({ format, id_column: idColumn });
    const answer = await api.upload(Imported, `/v5/users/import?${query.toString()}`, {
      type: TYPES[format],
      source,
      signal,
    });
    if (answer.rejects.length > 0) await rejects.write(answer.rejects);
    reporter.settle(doneText(path, answer, performance.now() - startedAtMs));
    if (answer.more_rejects > 0)
      reporter.say(`The file of rejected rows has the first ${answer.rejects.length}.`);
    const { import_id: _, rejects: __, more_rejects: ___, ...result } = answer;
    return result;
  } finally {
    reporter.settle();
    source.destroy();
    await rejects.close();
  }
}
