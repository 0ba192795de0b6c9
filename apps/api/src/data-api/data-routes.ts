// The Data API: what programs tell about users, under the paths and in the shapes that they were written for.
import { Counter, Gauge, type Registry } from "prom-client";
import type { z } from "zod";
import type { Api } from "../api.ts";
import { validateInput } from "../validate-input.ts";
import { answerAsDataApi } from "./answer-as-data-api.ts";
import { bulkRoutes } from "./bulk-routes.ts";
import { DataDesk } from "./data-desk.ts";
import type { DataPorts } from "./data-ports.ts";
import type { DataRoutePorts } from "./data-route-ports.ts";
import { deviceRoutes } from "./device-routes.ts";
import { tellRoutes } from "./tell-routes.ts";
import { userEndRoutes } from "./user-end-routes.ts";
import { userExportRoutes } from "./user-export-routes.ts";

export interface DataRouteOptions {
  data: DataPorts;
  registry: Registry;
}

/** On an app of their own: they refuse in shapes of their own. */
export function dataRoutes(app: Api, { data, registry }: DataRouteOptions): void {
  const desk = new DataDesk(data);
  app.addHook("onClose", () => desk.close());
  // Bodies and queries are judged where the refusal has the Data API's words (read-data.ts, assertAppId).
  app.setValidatorCompiler<z.ZodType>((part) =>
    part.httpPart === "params" ? validateInput(part) : (value: unknown) => ({ value }),
  );
  answerAsDataApi(app);
  const ports: DataRoutePorts = { desk, data, taken: countTaken(registry) };
  showWaiting(desk, registry);
  tellRoutes(app, ports);
  deviceRoutes(app, ports);
  bulkRoutes(app, ports);
  userExportRoutes(app, ports);
  userEndRoutes(app, ports);
}

const countTaken = (registry: Registry): Counter<"kind"> =>
  new Counter({
    name: "sluice_api_data_taken_total",
    help: "Elements of the Data API that were accepted, by kind; refused elements of bulk requests.",
    labelNames: ["kind"],
    registers: [registry],
  });

function showWaiting(desk: DataDesk, registry: Registry): void {
  const waiting = new Gauge({
    name: "sluice_api_data_waiting",
    help: "Calls of the Data API that wait to be stored.",
    registers: [],
    collect() {
      this.set(desk.waitingCount);
    },
  });
  registry.registerMetric(waiting);
}
