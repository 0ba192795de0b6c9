// For descriptions: whatever the Data API refuses with has one shape.
import { DataRefused } from "@sluice/schema";

export const REFUSED = {
  400: DataRefused,
  401: DataRefused,
  403: DataRefused,
  404: DataRefused,
  408: DataRefused,
  409: DataRefused,
  413: DataRefused,
  415: DataRefused,
  429: DataRefused,
  500: DataRefused,
  503: DataRefused,
};
