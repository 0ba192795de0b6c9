// One connector, one user, one result: what the tests of this package render with.
import { Connector } from "@sluice/schema";
import type { ConnectorInput, RecipientRow } from "@sluice/schema";
import { attributesRead, compileConnector, connectorProblems } from "../src/index.ts";
import type { RenderResult } from "../src/index.ts";

export type Attributes = Record<string, string | number | boolean | null>;

export const CAMPAIGN = { id: "0123456789abcdef01234567", name: 'Spring "offer"' };
const NOW_MS = Date.UTC(2026, 1, 3, 4, 5, 6);

export function connector(input: Partial<ConnectorInput> = {}): Connector {
  return Connector.parse({ url: "https://api.example.com/notify", ...input });
}

export function renderOne(input: Partial<ConnectorInput>, user: Attributes = {}): RenderResult {
  const parsed = connector(input);
  const attributes = attributesRead(parsed);
  const row: RecipientRow = [
    "user-1",
    ...attributes.map((name) => (Object.hasOwn(user, name) ? user[name]! : null)),
  ];
  return compileConnector(parsed, { attributes, campaign: CAMPAIGN, nowMs: () => NOW_MS }).render(row);
}

/** The request, or a test failure that shows the reason. */
export function requestFor(input: Partial<ConnectorInput>, user: Attributes = {}) {
  const result = renderOne(input, user);
  if (result.kind !== "request") throw new Error(`${result.kind}: ${result.reason}`);
  return result;
}

/** A template as the whole of a raw text body. */
export const raw = (text: string): Partial<ConnectorInput> => ({ body: { type: "RAW", raw: text } });

export function issuesOf(input: Partial<ConnectorInput>): string[] {
  return connectorProblems(connector(input), "c").map(({ field, issue }) => `${field}: ${issue}`);
}
