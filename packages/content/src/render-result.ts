// What rendering a connector for one recipient gives.
import type { HttpMethod } from "@sluice/schema";

export interface RenderedRequest {
  kind: "request";
  method: HttpMethod;
  /** Scheme, host and port: the same for all recipients. */
  origin: string;
  /** Path and query, percent-encoded. */
  path: string;
  /** Name, value, name, value, … */
  headers: readonly string[];
  body: string | null;
}

export type RenderResult =
  | RenderedRequest
  /** The template decided so: `{% do_not_send "reason" %}`. */
  | { kind: "skipped"; reason: string }
  /** The recipient's data does not fill the template. The reason names the field and never holds its value. */
  | { kind: "unrendered"; reason: string };
