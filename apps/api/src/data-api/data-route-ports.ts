// What every route of the Data API works with.
import type { Counter } from "prom-client";
import type { DataDesk } from "./data-desk.ts";
import type { DataPorts } from "./data-ports.ts";

export interface DataRoutePorts {
  desk: DataDesk;
  data: DataPorts;
  /** By kind: users, events, devices, refused elements. */
  taken: Counter<"kind">;
}
