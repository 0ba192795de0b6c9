// Everything that is wrong with a connector beyond its shape: all problems at once, each with the path of its field.
import type { Connector, KeyValue, Problem } from "@sluice/schema";
import { MAX_BODY_BYTES } from "./compile-body.ts";
import { isHeaderValue } from "./compile-headers.ts";
import { hasDotSegment } from "./compile-path.ts";
import { hasMarkup } from "./scan-markup.ts";
import { templateProblems } from "./template-problems.ts";
import { templateSites } from "./template-sites.ts";
import type { Json } from "./template-sites.ts";
import { originProblem, type UrlParts, urlParts } from "./url-parts.ts";

/**
 * @param prefix Path of the connector itself in what the author wrote.
 * @param options isTriggered: each send brings values of its own, so templates may read `EventAttribute`.
 */
export function connectorProblems(
  connector: Connector,
  prefix = "campaign_content.content.connector",
  { isTriggered = false }: { isTriggered?: boolean } = {},
): Problem[] {
  const shape = depthProblems(connector, `${prefix}.body.json`);
  if (shape.length > 0) return shape; // too deep to look into
  const parts = urlParts(connector.url);
  return [
    ...urlProblems(connector, parts, prefix),
    ...keyProblems(connector, parts, prefix),
    ...headerProblems(connector, prefix),
    ...bodyProblems(connector, `${prefix}.body`),
    ...templateSites(connector, prefix).flatMap(({ field, text, place }) =>
      templateProblems(text, place, isTriggered).map((issue) => ({ field, issue })),
    ),
  ];
}

function urlProblems(
  { url_parameters }: Connector,
  { origin, path, parameters }: UrlParts,
  prefix: string,
): Problem[] {
  const issues = [
    originProblem(origin),
    !hasMarkup(path) && hasDotSegment(path) ? 'the path has a "." or ".." segment; write it resolved' : null,
  ];
  const given = new Set(parameters.map(({ key }) => key));
  return [
    ...issues.filter((issue) => issue !== null).map((issue) => ({ field: `${prefix}.url`, issue })),
    ...url_parameters.flatMap(({ key }, index) =>
      given.has(key)
        ? { field: `${prefix}.url_parameters[${index}].key`, issue: `"${key}" is in the URL's query already` }
        : [],
    ),
  ];
}

function keyProblems(connector: Connector, { parameters }: UrlParts, prefix: string): Problem[] {
  const fromUrl = parameters.filter(({ key }) => hasMarkup(key));
  const form = connector.body?.type === "FORM" ? connector.body.form : [];
  return [
    ...fromUrl.map(() => ({ field: `${prefix}.url`, issue: KEY_ISSUE })),
    ...pairKeyProblems(connector.url_parameters, `${prefix}.url_parameters`),
    ...pairKeyProblems(form, `${prefix}.body.form`),
    ...(connector.body?.type === "JSON" ? jsonKeyProblems(connector.body.json, `${prefix}.body.json`) : []),
  ];
}

const KEY_ISSUE = "a key is literal; only values may have placeholders";

function pairKeyProblems(pairs: readonly KeyValue[], field: string): Problem[] {
  return pairs.flatMap(({ key }, index) =>
    hasMarkup(key) ? { field: `${field}[${index}].key`, issue: KEY_ISSUE } : [],
  );
}

function jsonKeyProblems(value: Json, field: string): Problem[] {
  if (typeof value !== "object" || value === null) return [];
  const isArray = Array.isArray(value);
  return Object.entries(value).flatMap(([key, part]) => [
    ...(!isArray && hasMarkup(key) ? [{ field: `${field}.${key}`, issue: KEY_ISSUE }] : []),
    ...jsonKeyProblems(part, isArray ? `${field}[${key}]` : `${field}.${key}`),
  ]);
}

function headerProblems({ headers, body }: Connector, prefix: string): Problem[] {
  const issue = "has a character that headers cannot carry (a line break, or one outside latin1)";
  const contentType = body?.type === "RAW" ? body.content_type : "";
  const isContentTypeSound = isHeaderValue(contentType) && !hasMarkup(contentType);
  return [
    ...headers.flatMap(({ value }, index) =>
      hasMarkup(value) || isHeaderValue(value) ? [] : { field: `${prefix}.headers[${index}].value`, issue },
    ),
    ...(isContentTypeSound
      ? []
      : [{ field: `${prefix}.body.content_type`, issue: "not a literal content type" }]),
  ];
}

function bodyProblems({ method, body }: Connector, field: string): Problem[] {
  if (body === undefined) return [];
  const isLarge = Buffer.byteLength(JSON.stringify(body)) > MAX_BODY_BYTES;
  return [
    ...(method === "GET" ? [{ field, issue: "a GET request has no body; use POST, or URL parameters" }] : []),
    ...(isLarge ? [{ field, issue: `a body has at most ${MAX_BODY_BYTES} bytes` }] : []),
  ];
}

const MAX_JSON_DEPTH = 64;

function depthProblems({ body }: Connector, field: string): Problem[] {
  if (body?.type !== "JSON" || depthIsWithin(body.json, MAX_JSON_DEPTH)) return [];
  return [{ field, issue: `JSON nested deeper than ${MAX_JSON_DEPTH} levels` }];
}

function depthIsWithin(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((part) => depthIsWithin(part, levels - 1));
}
