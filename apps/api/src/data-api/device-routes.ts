// Devices of users: told of, and opted out of push.
import { DataAccepted, DeviceRequest, OptOutRequest } from "@sluice/schema";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { accepted, assertAppId } from "./answer-as-data-api.ts";
import { AppParams, AppQuery } from "./app-params.ts";
import { bytesOf, MAX_DATA_BODY_BYTES } from "./data-limits.ts";
import type { DataRoutePorts } from "./data-route-ports.ts";
import { readData } from "./read-data.ts";
import { REFUSED } from "./refused-answers.ts";

const answers = { 200: DataAccepted, ...REFUSED };

export function deviceRoutes(app: Api, { desk, taken }: DataRoutePorts): void {
  app.post(
    "/v1/device/:app_id",
    {
      config: { scope: "data", operation: "devices", isFrequent: true },
      bodyLimit: MAX_DATA_BODY_BYTES,
      schema: {
        summary: "Add or update a device of a user",
        params: AppParams,
        body: DeviceRequest,
        response: answers,
      },
    },
    async (request) => {
      assertAppId(request, request.params.app_id);
      const { workspaceId } = callerOf(request);
      const device = readData(DeviceRequest, request.body);
      await desk.admit(bytesOf(request), () => desk.putDevice(workspaceId, device));
      taken.inc({ kind: "devices" });
      return accepted(request);
    },
  );

  app.post(
    "/v1/devices/manage",
    {
      config: { scope: "data", operation: "devices" },
      bodyLimit: MAX_DATA_BODY_BYTES,
      schema: {
        summary: "Opt devices of a user out of push, or in again",
        querystring: AppQuery,
        body: OptOutRequest,
        response: answers,
      },
    },
    async (request) => {
      assertAppId(request, request.query.app_id);
      await desk.optOut(callerOf(request).workspaceId, readData(OptOutRequest, request.body));
      return accepted(request);
    },
  );
}
