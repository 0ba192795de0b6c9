// The request of a connector campaign: its templates, its answers, and whether it may be called at all.
import { connectorProblems } from "@sluice/content";
import type { Connector, Problem } from "@sluice/schema";

export interface ConnectorContext {
  isTriggered: boolean;
  /** What the operator has against calling this URL, or null. */
  endpointProblem?: ((url: string) => string | null) | undefined;
}

export function connectorContentProblems(
  connector: Connector,
  path: string,
  { isTriggered, endpointProblem }: ConnectorContext,
): Problem[] {
  const problems = connectorProblems(connector, path, { isTriggered });
  const issue = problems.length === 0 ? endpointProblem?.(connector.url) : null;
  return typeof issue === "string" ? [{ field: `${path}.url`, issue }] : problems;
}
