// Many elements in one body. Answered 200 whatever the elements are: what was refused of them is found by the request id.
import { DataAccepted, TransitionReport, TransitionRequest } from "@sluice/schema";
import { z } from "zod";
import type { Api } from "../api.ts";
import { callerOf } from "../authenticate.ts";
import { accepted, assertAppId } from "./answer-as-data-api.ts";
import { AppParams } from "./app-params.ts";
import { bytesOf, MAX_BULK_BODY_BYTES } from "./data-limits.ts";
import type { DataRoutePorts } from "./data-route-ports.ts";
import { readData } from "./read-data.ts";
import { REFUSED } from "./refused-answers.ts";
import { applyTransition } from "./transition.ts";

const ReportParams = AppParams.extend({ request_id: z.string().min(1).max(256) });

export function bulkRoutes(app: Api, { desk, data, taken }: DataRoutePorts): void {
  app.post(
    "/v1/transition/:app_id",
    {
      config: { scope: "data", costs: elementsOf, isFrequent: true },
      bodyLimit: MAX_BULK_BODY_BYTES,
      schema: {
        summary: "Tell of many users, events and devices",
        params: AppParams,
        body: TransitionRequest,
        response: { 200: DataAccepted, ...REFUSED },
      },
    },
    async (request) => {
      assertAppId(request, request.params.app_id);
      const { workspaceId } = callerOf(request);
      const { elements } = readData(TransitionRequest, request.body);
      const { refused, listed } = await desk.admit(bytesOf(request), () =>
        applyTransition(desk, workspaceId, elements),
      );
      taken.inc({ kind: "bulk_elements" }, elements.length - refused);
      taken.inc({ kind: "refused_elements" }, refused);
      if (refused > 0)
        await data.keepRefused(workspaceId, {
          requestId: request.id,
          elements: elements.length,
          refused,
          listed,
        });
      return accepted(request);
    },
  );

  app.get(
    "/v1/transition/:app_id/:request_id",
    {
      config: { scope: "data" },
      schema: {
        summary: "Which elements of a bulk request were refused",
        params: ReportParams,
        response: { 200: TransitionReport, ...REFUSED },
      },
    },
    async (request): Promise<TransitionReport> => {
      assertAppId(request, request.params.app_id);
      const { request_id: requestId } = request.params;
      const found = await data.refusedElements(callerOf(request).workspaceId, requestId);
      return {
        status: "success",
        request_id: requestId,
        refused: found?.refused ?? 0,
        ...(found === null ? {} : { elements: found.elements }),
        listed: [...(found?.listed ?? [])],
      };
    },
  );
}

/** What the elements cost beside the call itself. */
function elementsOf(body: unknown): { operation: "bulk_users" | "bulk_events"; count: number }[] {
  const elements: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "elements") : [];
  if (!Array.isArray(elements)) return [];
  const events = elements.filter(
    (element: unknown) =>
      typeof element === "object" && element !== null && Reflect.get(element, "type") === "event",
  ).length;
  return [
    { operation: "bulk_users", count: elements.length - events },
    { operation: "bulk_events", count: events },
  ];
}
