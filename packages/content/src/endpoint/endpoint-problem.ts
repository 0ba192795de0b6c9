import { urlParts } from "../url-parts.ts";
import type { EndpointRules } from "./endpoint-rules.ts";

/** What the operator's rules say about a connector's URL as the author wrote it; null also where that is not known yet. */
export function endpointProblem(connectorUrl: string, rules: EndpointRules): string | null {
  const url = URL.parse(urlParts(connectorUrl).origin); // literal: no placeholder is in it
  return url === null ? null : (rules.refuseUrl(url)?.issue ?? null);
}
