// Users merged into others, and users deleted.
import { DataAccepted, DeleteRequest, MergeAccepted, MergeRequest } from "@sluice/schema";
import type { FastifyRequest } from "fastify";
import type { Api } from "../api.ts";
import { actorOf, callerOf } from "../authenticate.ts";
import { accepted, assertAppId } from "./answer-as-data-api.ts";
import { AppQuery } from "./app-params.ts";
import { MAX_DATA_BODY_BYTES } from "./data-limits.ts";
import type { DataRoutePorts } from "./data-route-ports.ts";
import { readData } from "./read-data.ts";
import { REFUSED } from "./refused-answers.ts";

export function userEndRoutes(app: Api, { desk, data }: DataRoutePorts): void {
  app.post(
    "/v1/customer/merge",
    {
      config: { scope: "data", operation: "merge_users" },
      bodyLimit: MAX_DATA_BODY_BYTES,
      schema: {
        summary: "Merge users into others",
        querystring: AppQuery,
        body: MergeRequest,
        response: { 200: MergeAccepted, ...REFUSED },
      },
    },
    async (request): Promise<MergeAccepted> => {
      assertAppId(request, request.query.app_id);
      const { workspaceId } = callerOf(request);
      const merge = readData(MergeRequest, request.body);
      await desk.merge(workspaceId, merge);
      const ended = { ...actorOf(request), action: "users.merged" as const, users: merge.merge_data.length };
      await data.recordUsersEnded(workspaceId, ended);
      return { status: "success", operation: "created", request_id: request.id };
    },
  );

  const deletion = {
    config: { scope: "data", operation: "delete_users" },
    bodyLimit: MAX_DATA_BODY_BYTES,
    schema: {
      summary: "Delete a user: attributes, devices and events",
      querystring: AppQuery,
      body: DeleteRequest,
      response: { 200: DataAccepted, ...REFUSED },
    },
  } as const;
  const deleteUser = async (request: FastifyRequest & { query: AppQuery }): Promise<DataAccepted> => {
    assertAppId(request, request.query.app_id);
    const { workspaceId } = callerOf(request);
    const users = await desk.delete(workspaceId, readData(DeleteRequest, request.body));
    if (users > 0)
      await data.recordUsersEnded(workspaceId, { ...actorOf(request), action: "users.deleted", users });
    return accepted(request);
  };
  app.post("/v1/customer/delete", deletion, deleteUser);
  // The newer description has this path.
  app.post("/v1/customer/delete/bulk", deletion, deleteUser);
}
