// Users in: the body is streamed row by row into the store, whatever its size, in constant memory.
import type { Readable } from "node:stream";
import { z } from "zod";
import { importUsers } from "@sluice/audience";
import { ImportResult, MAX_ATTRIBUTE_NAME_LENGTH, type RejectedRow } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { FollowedImport } from "./follow-import.ts";

const ImportQuery = z.object({
  format: z.enum(["csv", "ndjson"]),
  id_column: z.string().min(1).max(MAX_ATTRIBUTE_NAME_LENGTH).default("user_id"),
});
const Imported = ImportResult.extend({
  import_id: z.uuid().describe("Among /v5/users/imports."),
  rejects: z.array(z.object({ line: z.int(), reason: z.string() })).describe("The first 100."),
  more_rejects: z.int().describe("Rejected rows that are not listed."),
});
const UserCount = z.object({ users: z.int() });

const MAX_LISTED_REJECTS = 100;
/** Each holds a connection to Postgres; the rest of the pool is for everybody else. */
const MAX_IMPORTS_AT_ONCE = 4;

export function userRoutes(app: Api, ports: ApiPorts): void {
  const { countUsers, recordImport } = ports;
  app.get(
    "/v5/users/count",
    {
      config: { scope: "view" },
      schema: { summary: "How many users there are", response: { 200: enveloped("users", UserCount) } },
    },
    async (request) => {
      const users = await countUsers(callerOf(request).workspaceId);
      return envelope(request, "users", { users });
    },
  );

  let importsRunning = 0;
  // A scope of its own: here a body of any type is a stream, and of any size.
  void app.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.post(
      "/v5/users/import",
      {
        config: { scope: "import", isStream: true },
        schema: {
          summary: "Import users from CSV or NDJSON in the body",
          querystring: ImportQuery,
          response: { 200: enveloped("import", Imported) },
        },
      },
      async (request) => {
        if (importsRunning >= MAX_IMPORTS_AT_ONCE) throw tooManyImports();
        importsRunning += 1;
        try {
          const imported = await recorded(request, recordImport, importBody(request, request.query, ports));
          return envelope(request, "import", imported);
        } finally {
          importsRunning -= 1;
        }
      },
    );
  });
}

async function importBody(
  request: FastifyRequest,
  { format, id_column: idColumn }: z.infer<typeof ImportQuery>,
  { userLoader, users }: Pick<ApiPorts, "userLoader" | "users">,
): Promise<z.infer<typeof Imported>> {
  const rejects = firstRejects();
  const { workspaceId, actor } = callerOf(request);
  const source = bodyOf(request);
  const followed = await FollowedImport.begin(users, { workspaceId, format, createdBy: actor });
  try {
    const result = await importUsers({
      source,
      format,
      idColumn,
      load: followed.following(userLoader(workspaceId)),
      onRejected: rejects.note,
      onProgress: (progress) => followed.note(progress),
    });
    await followed.end("done");
    const more = result.rejected - rejects.rows.length;
    return { import_id: followed.importId, ...result, rejects: rejects.rows, more_rejects: more };
  } catch (error) {
    await followed.end("failed").catch(() => "the first failure tells more");
    throw error;
  }
}

/** Who imported what is in the audit log, also when it failed on the way: some rows may be in. */
async function recorded(
  request: FastifyRequest,
  recordImport: ApiPorts["recordImport"],
  importing: Promise<z.infer<typeof Imported>>,
): Promise<z.infer<typeof Imported>> {
  const entry = { ...actorOf(request), format: (request.query as z.infer<typeof ImportQuery>).format };
  const { workspaceId } = callerOf(request);
  try {
    const result = await importing;
    await recordImport(workspaceId, { ...entry, result });
    return result;
  } catch (error) {
    await recordImport(workspaceId, entry).catch(() => "the first failure tells more");
    throw error;
  }
}

const tooManyImports = (): ApiError =>
  new ApiError(503, `${MAX_IMPORTS_AT_ONCE} imports are running. Try again when one has ended.`);

function bodyOf(request: FastifyRequest): Readable {
  if (request.headers["content-encoding"] !== undefined) {
    throw new ApiError(415, "The body is compressed. Send the file as it is, without Content-Encoding.");
  }
  const body = request.body as Readable | null | undefined;
  if (body === null || body === undefined) {
    throw new ApiError(
      400,
      "The body is empty. Send the file as the body, with a Content-Type such as text/csv.",
    );
  }
  // While the last rows are being stored nothing arrives: that is no idle client.
  body.once("end", () => request.raw.socket.setTimeout(0));
  return body;
}

function firstRejects(): { rows: RejectedRow[]; note: (rows: readonly RejectedRow[]) => void } {
  const rows: RejectedRow[] = [];
  return { rows, note: (rejected) => void rows.push(...rejected.slice(0, MAX_LISTED_REJECTS - rows.length)) };
}
