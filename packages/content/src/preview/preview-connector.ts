// A connector for one person: the request as it would be rendered, or every field that keeps it from being one.
import type { Connector, Problem } from "@sluice/schema";
import { attributesRead, eventAttributesRead } from "../attributes-read.ts";
import { compileConnector } from "../compile-connector.ts";
import { connectorProblems } from "../connector-problems.ts";
import type { RenderedRequest } from "../render-result.ts";
import { templateSites } from "../template-sites.ts";
import { leafRenderer, type PreviewOptions } from "./leaf-renderer.ts";
import { type PersonRow, personRow, type PersonValues } from "./person-values.ts";

export type ConnectorPreview =
  | { request: RenderedRequest; problems: readonly [] }
  | { request: null; problems: Problem[] };

/** @param prefix Path of the connector in what the author wrote. */
export function previewConnector(
  connector: Connector,
  prefix: string,
  person: PersonValues,
  options: PreviewOptions,
): ConnectorPreview {
  const { isTriggered = true, campaign, nowMs } = options;
  const unsound = connectorProblems(connector, prefix, { isTriggered });
  if (unsound.length > 0) return { request: null, problems: unsound };
  const values = personRow(person, {
    user: attributesRead(connector),
    event: isTriggered ? eventAttributesRead(connector) : [],
  });
  const { attributes, eventAttributes, row } = values;
  const events = isTriggered ? eventAttributes : undefined;
  const { render } = compileConnector(connector, { attributes, eventAttributes: events, campaign, nowMs });
  const rendered = render(row);
  if (rendered.kind === "request") return { request: rendered, problems: [] };
  const found = leafProblems(connector, prefix, values, options);
  // What no field has alone: a body that is too large, an address that became too long.
  const whole = { field: prefix, issue: rendered.reason };
  return { request: null, problems: found.length > 0 ? found : [whole] };
}

function leafProblems(
  connector: Connector,
  prefix: string,
  values: PersonRow,
  options: PreviewOptions,
): Problem[] {
  const render = leafRenderer(values, options);
  return templateSites(connector, prefix).flatMap(({ field, text, place }) => {
    const rendered = render(text, place);
    return "text" in rendered ? [] : rendered.issues.map((issue) => ({ field, issue }));
  });
}
