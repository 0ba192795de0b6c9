// One user, or what one user has done. HOT: hundreds of calls a second.
import { CustomerRequest, DataAccepted, EventRequest } from "@sluice/schema";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { accepted, assertAppId } from "./answer-as-data-api.ts";
import { AppParams } from "./app-params.ts";
import { bytesOf, MAX_DATA_BODY_BYTES } from "./data-limits.ts";
import type { DataRoutePorts } from "./data-route-ports.ts";
import { readData } from "./read-data.ts";
import { REFUSED } from "./refused-answers.ts";

const answers = { 200: DataAccepted, ...REFUSED };

export function tellRoutes(app: Api, { desk, taken }: DataRoutePorts): void {
  app.post(
    "/v1/customer/:app_id",
    {
      config: { scope: "data", operation: "users", isFrequent: true },
      bodyLimit: MAX_DATA_BODY_BYTES,
      schema: {
        summary: "Create or update a user",
        params: AppParams,
        body: CustomerRequest,
        response: answers,
      },
    },
    async (request) => {
      assertAppId(request, request.params.app_id);
      const { workspaceId } = callerOf(request);
      const customer = readData(CustomerRequest, request.body);
      const [refusal] = await desk.admit(bytesOf(request), () => desk.changeUsers(workspaceId, [customer]));
      if (refusal) throw refusal;
      taken.inc({ kind: "users" });
      return accepted(request);
    },
  );

  app.post(
    "/v1/event/:app_id",
    {
      config: { scope: "data", operation: "events", isFrequent: true },
      bodyLimit: MAX_DATA_BODY_BYTES,
      schema: {
        summary: "Tell what a user has done",
        params: AppParams,
        body: EventRequest,
        response: answers,
      },
    },
    async (request) => {
      assertAppId(request, request.params.app_id);
      const { workspaceId } = callerOf(request);
      const events = desk.readEvents(readData(EventRequest, request.body));
      await desk.admit(bytesOf(request), () => desk.recordEvents(workspaceId, events));
      taken.inc({ kind: "events" }, events.length);
      return accepted(request);
    },
  );
}
