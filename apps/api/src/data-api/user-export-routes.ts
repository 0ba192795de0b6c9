// Users read by programs: up to twenty at a time.
import {
  type ExportedUsers,
  ExportedUsers as Exported,
  ExportRequest,
  lookupOf,
  type User,
} from "@sluice/schema";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { assertAppId } from "./answer-as-data-api.ts";
import { AppQuery } from "./app-params.ts";
import { MAX_DATA_BODY_BYTES } from "./data-limits.ts";
import type { DataRoutePorts } from "./data-route-ports.ts";
import { readData } from "./read-data.ts";
import { REFUSED } from "./refused-answers.ts";

export function userExportRoutes(app: Api, { data }: DataRoutePorts): void {
  app.post(
    "/v1/customers/export",
    {
      config: { scope: "data", costs: usersOf },
      bodyLimit: MAX_DATA_BODY_BYTES,
      schema: {
        summary: "Read up to 20 users",
        querystring: AppQuery,
        body: ExportRequest,
        response: { 200: Exported, ...REFUSED },
      },
    },
    async (request): Promise<ExportedUsers> => {
      assertAppId(request, request.query.app_id);
      const { workspaceId } = callerOf(request);
      const { identifiers, user_fields_to_export: fields } = readData(ExportRequest, request.body).data;
      const answer: ExportedUsers["data"] = { users_not_found: [], users: [] };
      for (const identifier of identifiers) {
        const lookup = lookupOf(identifier.identifier_type);
        const user = await data.findUserBy(workspaceId, lookup, identifier.identifier);
        if (user === null) answer.users_not_found.push(identifier);
        else answer.users.push({ user_attributes: exported(user, fields) });
      }
      return { status: "success", type: "export_users", data: answer };
    },
  );
}

const usersOf = (body: unknown): { operation: "export_users"; count: number }[] => {
  const parsed = ExportRequest.safeParse(body);
  return [{ operation: "export_users", count: parsed.data?.data.identifiers.length ?? 0 }];
};

function exported(
  { user_id, attributes }: User,
  fields: readonly string[] | undefined,
): Record<string, unknown> {
  const all: Record<string, unknown> = { ...attributes, customer_id: user_id };
  if (fields === undefined) return all;
  return Object.fromEntries(
    fields.filter((name) => Object.hasOwn(all, name)).map((name) => [name, all[name]]),
  );
}
