// Every template of a connector, with the dotted path under which its problems are shown.
import type { Connector } from "@sluice/schema";
import { JSON_STRING, PLAIN, FORM_FIELD, URL_COMPONENT, URL_PATH, placeOfRawBody } from "./place.ts";
import type { Place } from "./place.ts";
import { urlParts } from "./url-parts.ts";

export interface TemplateSite {
  field: string;
  text: string;
  place: Place;
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** @param prefix Path of the connector itself, for example `campaign_content.content.connector`. */
export function templateSites(connector: Connector, prefix: string): TemplateSite[] {
  const { path, parameters } = urlParts(connector.url);
  return [
    { field: `${prefix}.url`, text: path, place: URL_PATH },
    ...parameters.map(({ value }) => ({ field: `${prefix}.url`, text: value, place: URL_COMPONENT })),
    ...pairSites(connector.url_parameters, `${prefix}.url_parameters`, URL_COMPONENT),
    ...pairSites(connector.headers, `${prefix}.headers`, PLAIN),
    ...bodySites(connector, `${prefix}.body`),
  ];
}

function pairSites(pairs: readonly { value: string }[], field: string, place: Place): TemplateSite[] {
  return pairs.map(({ value }, index) => ({ field: `${field}[${index}].value`, text: value, place }));
}

function bodySites(connector: Connector, field: string): TemplateSite[] {
  const { body } = connector;
  switch (body?.type) {
    case undefined:
      return [];
    case "JSON":
      return [...jsonSites(body.json, `${field}.json`)];
    case "FORM":
      return pairSites(body.form, `${field}.form`, FORM_FIELD);
    case "RAW":
      return [
        { field: `${field}.raw`, text: body.raw, place: placeOfRawBody(contentTypeOf(connector) ?? "") },
      ];
    default:
      return body satisfies never;
  }
}

function* jsonSites(value: Json, field: string): Generator<TemplateSite> {
  if (typeof value === "string") yield { field, text: value, place: JSON_STRING };
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* jsonSites(part, Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`);
  }
}

/** The content type that a request will carry: the author's own header, or what the body's type implies. */
export function contentTypeOf({ headers, body }: Connector): string | undefined {
  return headers.find(({ key }) => key.toLowerCase() === "content-type")?.value ?? impliedContentType(body);
}

function impliedContentType(body: Connector["body"]): string | undefined {
  switch (body?.type) {
    case undefined:
      return undefined;
    case "JSON":
      return "application/json";
    case "FORM":
      return "application/x-www-form-urlencoded";
    case "RAW":
      return body.content_type;
    default:
      return body satisfies never;
  }
}
