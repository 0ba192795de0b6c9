// Segments of users who are named in files: uploaded, or fetched from an address. Under /v5, and under /v2 for older clients.
import { z } from "zod";
import { FileSegmentChange, FileSegmentCreate, LoadView, SegmentName, SegmentView } from "@sluice/schema";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { boundUpload } from "../segments/bound-upload.ts";
import { toLoadView } from "../segments/segment-views.ts";
import { uploadOf } from "../segments/upload-of.ts";
import { askedBy, SegmentParams, told } from "./segment-routes.ts";

const TYPE = "custom_segment";
const PATHS = [
  { path: "/v5/custom-segments/file-segment", hidden: {} },
  { path: "/v2/custom-segments/file-segment", hidden: { hide: true } },
] as const;

const Told = z.object({
  message: z.string(),
  success: z.literal(true),
  cs_name: z.string(),
  cs_id: z.string(),
});
const Matched = {
  attribute_name: z.string().min(1).max(200).default("user_id").describe("What the values in the file are."),
  attribute_type: z.enum(["string", "double"]).default("string"),
};
const UploadQuery = z.object({
  name: SegmentName,
  ...Matched,
  expiry_time: z.coerce.number().int().min(1).max(3_650).optional().describe("Days until it is archived."),
});
const UsersQuery = z.object({ action: z.enum(["add", "remove", "replace"]), ...Matched });
export const Loaded = z.object({
  bytes_read: z.int(),
  values_found: z.int(),
  values_processed: z.int(),
  changed: z.int().describe("Users who were added or removed."),
  user_count: z.int().describe("Users who are in the list now."),
});

export function segmentFileRoutes(app: Api, ports: ApiPorts): void {
  for (const { path, hidden } of PATHS) {
    createRoute(app, ports, path, hidden);
    changeRoutes(app, ports, path, hidden);
  }
  loadsRoute(app, ports);
  void app.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    uploadRoutes(scope, ports);
  });
}

function createRoute(app: Api, { segments, loads }: ApiPorts, path: string, hidden: { hide?: true }): void {
  app.post(
    path,
    {
      config: { scope: "create_manage", operation: "file_segments" },
      schema: {
        ...hidden,
        summary: "Create a segment of the users in a file",
        body: FileSegmentCreate,
        response: { 202: Told },
      },
    },
    async (request, reply) => {
      const { name, expiry_time, ...file } = request.body;
      const caller = askedBy(request);
      const segment = await segments.createFile(caller, name, expiry_time);
      await loads.fetchLater(caller, { ...fileOf(segment.id, "add", file), ...addressesOf(file) });
      return reply.status(202).send(told(segment, "File-segment creation request accepted"));
    },
  );
}

const CHANGES = { "add-users": "add", "remove-users": "remove", replace: "replace" } as const;

function changeRoutes(app: Api, { segments, loads }: ApiPorts, path: string, hidden: { hide?: true }): void {
  for (const [verb, action] of Object.entries(CHANGES)) {
    app.put(
      `${path}/${verb}`,
      {
        config: { scope: "create_manage", operation: "file_segments" },
        schema: {
          ...hidden,
          summary: SUMMARIES[action],
          body: FileSegmentChange,
          response: { 202: Told },
        },
      },
      async (request, reply) => {
        const { cs_id: id, name, ...file } = request.body;
        const caller = askedBy(request);
        const segment = await segments.find(caller, { id, name });
        assertFile(segment);
        await loads.fetchLater(caller, { ...fileOf(segment.id, action, file), ...addressesOf(file) });
        return reply.status(202).send(told(segment, `File-segment user-${action} request accepted`));
      },
    );
  }
}

const SUMMARIES = {
  add: "Add the users in a file to a segment",
  remove: "Remove the users in a file from a segment",
  replace: "Replace the users of a segment by those in a file",
} as const;

function loadsRoute(app: Api, { segments, loads }: ApiPorts): void {
  app.get(
    "/v5/custom-segments/:id/loads",
    {
      config: { scope: "view" },
      schema: {
        summary: "The files given to a segment, newest first",
        params: SegmentParams,
        response: { 200: enveloped("segment_loads", z.array(LoadView)) },
      },
    },
    async (request) => {
      const caller = askedBy(request);
      const { id } = await segments.get(caller, request.params.id);
      const found = await loads.list(caller, id, 100);
      return envelope(request, "segment_loads", found.map(toLoadView));
    },
  );
}

function uploadRoutes(app: Api, { segments, loads }: ApiPorts): void {
  app.post(
    "/v5/custom-segments/file-segment/upload",
    {
      config: { scope: "create_manage", operation: "file_segments", isStream: true },
      schema: {
        summary: "Create a segment of the users in the body",
        querystring: UploadQuery,
        response: { 201: enveloped(TYPE, SegmentView) },
      },
    },
    async (request, reply) => {
      const { name, expiry_time, ...file } = request.query;
      const caller = askedBy(request);
      const source = uploadOf(request);
      const { id } = await segments.createFile(caller, name, expiry_time);
      await boundUpload(() => loads.upload(caller, fileOf(id, "add", file), source));
      return reply.status(201).send(envelope(request, TYPE, await segments.get(caller, id)));
    },
  );

  app.put(
    "/v5/custom-segments/:id/users",
    {
      config: { scope: "create_manage", operation: "file_segments", isStream: true },
      schema: {
        summary: "Add, remove or replace the users of a segment by those in the body",
        params: SegmentParams,
        querystring: UsersQuery,
        response: { 200: enveloped("segment_load", Loaded) },
      },
    },
    async (request) => {
      const { action, ...file } = request.query;
      const caller = askedBy(request);
      const segment = await segments.find(caller, { id: request.params.id });
      assertFile(segment);
      const source = uploadOf(request);
      const done = await boundUpload(() => loads.upload(caller, fileOf(segment.id, action, file), source));
      return envelope(request, "segment_load", shownLoad(done));
    },
  );
}

type Done = Awaited<ReturnType<ApiPorts["loads"]["upload"]>>;

export const shownLoad = (done: Done): z.infer<typeof Loaded> => ({
  bytes_read: done.bytesRead,
  values_found: done.valuesFound,
  values_processed: done.valuesProcessed,
  changed: done.changed,
  user_count: done.userCount,
});

const fileOf = (
  segmentId: string,
  action: "add" | "remove" | "replace",
  { attribute_name, attribute_type }: Pick<FileSegmentCreate, "attribute_name" | "attribute_type">,
) => ({
  segmentId,
  action,
  attributeName: attribute_name,
  attributeType: attribute_type,
  event: "segment.file_given" as const,
});

const addressesOf = ({ file_url, callback_url }: Pick<FileSegmentCreate, "file_url" | "callback_url">) => ({
  fileUrl: file_url,
  callbackUrl: callback_url,
});

function assertFile({ type, name, is_archived }: { type: string; name: string; is_archived: boolean }): void {
  if (type !== "FILE")
    throw new ApiError(403, `"${name}" is a segment of filters: its users follow from them.`);
  if (is_archived) throw new ApiError(403, `"${name}" is archived. Unarchive it, then change it.`);
}
