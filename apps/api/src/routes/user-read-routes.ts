// Users read back: attributes, devices, events, and the imports that brought them.
import { z } from "zod";
import { AttributeValue, UserId } from "@sluice/schema";
import type { Api } from "../api.ts";
import { ApiError } from "../api-error.ts";
import { callerOf } from "../authenticate.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";

const UserParams = z.object({ id: UserId });

const ShownDevice = z.object({
  device_id: z.string(),
  platform: z.string(),
  push_id: z.string().nullable(),
  is_opted_out: z.boolean(),
  attributes: z.record(z.string(), z.unknown()),
  updated_at: z.iso.datetime(),
});
const ShownUser = z.object({
  user_id: UserId,
  attributes: z.record(z.string(), AttributeValue),
  devices: z.array(ShownDevice),
});

const EventsQuery = z.object({
  name: z.string().min(1).max(200).optional().describe("Events of this name alone."),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,13}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "use `next` of the page before")
    .optional(),
});
const ShownEvent = z.object({
  event_id: z.uuid(),
  name: z.string(),
  at: z.iso.datetime().describe("When it happened."),
  accepted_at: z.iso.datetime(),
  device_id: z.string().nullable(),
  platform: z.string().nullable(),
  app_version: z.string().nullable(),
  timezone_offset_s: z.int().nullable(),
  attributes: z.record(z.string(), z.unknown()),
});
const ShownEvents = z.object({ events: z.array(ShownEvent), next: z.string().nullable() });

const ImportsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.uuid().optional().describe("`import_id` of the last one of the page before."),
});
const ShownImport = z.object({
  import_id: z.uuid(),
  format: z.string(),
  status: z
    .enum(["running", "done", "failed", "cut_off"])
    .describe("cut_off: its process ended before it did."),
  rows: z.int(),
  changed: z.int(),
  rejected: z.int(),
  created_by: z.string(),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});

export function userReadRoutes(app: Api, { users }: ApiPorts): void {
  app.get(
    "/v5/users/:id",
    {
      config: { scope: "data" },
      schema: {
        summary: "A user: attributes and devices",
        params: UserParams,
        response: { 200: enveloped("user", ShownUser) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const user = await users.find(workspaceId, request.params.id);
      if (user === null) throw new ApiError(404, "There is no such user in this workspace.");
      const devices = (await users.devices(workspaceId, user.user_id)).map((device) => ({
        ...device,
        updated_at: device.updated_at.toISOString(),
      }));
      return envelope(request, "user", { ...user, devices });
    },
  );

  app.get(
    "/v5/users/:id/events",
    {
      config: { scope: "data" },
      schema: {
        summary: "What a user has done, newest first",
        params: UserParams,
        querystring: EventsQuery,
        response: { 200: enveloped("events", ShownEvents) },
      },
    },
    async (request) => {
      const { cursor, ...query } = request.query;
      const search = { ...query, cursor: parseCursor(cursor), userId: request.params.id };
      const page = await users.events({ ...search, workspaceId: callerOf(request).workspaceId });
      const events = page.events.map((event) => ({
        ...event,
        at: event.at.toISOString(),
        accepted_at: event.accepted_at.toISOString(),
      }));
      const next = page.next === null ? null : `${page.next.atMs}.${page.next.eventId}`;
      return envelope(request, "events", { events, next });
    },
  );

  app.get(
    "/v5/users/imports",
    {
      config: { scope: "import" },
      schema: {
        summary: "Files of users that were read in, or are being read, newest first",
        querystring: ImportsQuery,
        response: { 200: enveloped("imports", z.object({ imports: z.array(ShownImport) })) },
      },
    },
    async (request) => {
      const found = await users.imports(callerOf(request).workspaceId, request.query);
      const imports = found.map((one) => ({
        ...one,
        started_at: one.started_at.toISOString(),
        ended_at: one.ended_at?.toISOString() ?? null,
      }));
      return envelope(request, "imports", { imports });
    },
  );
}

function parseCursor(cursor: string | undefined): { atMs: number; eventId: string } | undefined {
  const [atMs, eventId] = cursor?.split(".") ?? [];
  return atMs === undefined || eventId === undefined ? undefined : { atMs: Number(atMs), eventId };
}
