// Where a template stands decides how its text and its outputs are escaped.
//
//   P1. A recipient's value can never leave its place: not a JSON string, not a URL component, not a form field.
//   P2. An output is escaped exactly once. A filter that escapes for the same place (`url_encode` in a URL) is left out
//       when it comes last, so that authors who wrote it get what they meant.
//   P3. In a raw JSON body `{{ … | json }}` is a whole JSON value, quotes included, and stands as it is.

export interface Place {
  /** For the text that the author wrote. */
  escapeText: (text: string) => string;
  /** For what an output puts in. */
  escapeOutput: (text: string) => string;
  /** Filters that, as the last of an output, say what the place does anyway. */
  impliedFilters: ReadonlySet<string>;
  /** Filter that, as the last of an output, makes it fit the place already. */
  finishingFilter?: string;
  /** In characters, where it is not that of all templates. */
  maxTemplateLength?: number;
}

/** How an output with these filters is escaped in a place. */
export function escapeOf(place: Place, filters: readonly { name: string }[]): Place["escapeOutput"] {
  const last = filters.at(-1)?.name;
  return last !== undefined && last === place.finishingFilter ? asIs : place.escapeOutput;
}

const asIs = (text: string): string => text;
const NO_FILTERS: ReadonlySet<string> = new Set();
const URL_FILTERS: ReadonlySet<string> = new Set(["url_encode", "urlencode", "uri_escape", "cgi_escape"]);
const HTML_FILTERS: ReadonlySet<string> = new Set(["escape", "xml_escape", "escape_once"]);

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const NEEDS_JSON_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** HOT: once per output. Lone surrogates become `\udXXX`, so the result is well-formed text in any case. */
export function escapeJson(text: string): string {
  return NEEDS_JSON_ESCAPE.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

/** Percent-encodes all but unreserved characters; a lone surrogate becomes U+FFFD, since it has no UTF-8 form. */
export function escapeUrlComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Percent-encodes what may not stand in a path, and keeps what the author encoded. */
function escapeUrlText(text: string): string {
  return text.toWellFormed().replace(/[^\w\-.~!$&'()*+,;=:@/%]/gu, encodeURIComponent);
}

/** application/x-www-form-urlencoded, byte for byte as URLSearchParams writes it. */
export function escapeForm(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%20|[!'()~]/g, (found) =>
    found === "%20" ? "+" : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => HTML_ESCAPES[found] ?? found);
}

const place = (
  escapeText: Place["escapeText"],
  escapeOutput: Place["escapeOutput"],
  impliedFilters: Place["impliedFilters"] = NO_FILTERS,
): Place => ({ escapeText, escapeOutput, impliedFilters });

export const PLAIN = place(asIs, asIs);
export const JSON_STRING = place(escapeJson, escapeJson);
export const URL_PATH = place(escapeUrlText, escapeUrlComponent, URL_FILTERS);
export const URL_COMPONENT = place(escapeUrlComponent, escapeUrlComponent, URL_FILTERS);
export const FORM_FIELD = place(escapeForm, escapeForm, URL_FILTERS);
export const RAW_JSON: Place = { ...place(asIs, escapeJson), finishingFilter: "json" };
const RAW_MARKUP = place(asIs, escapeHtml, HTML_FILTERS);
/** The page of an e-mail: long text, with no more markup in it than any other template has. */
export const EMAIL_HTML: Place = { ...RAW_MARKUP, maxTemplateLength: 500_000 };
const RAW_FORM = place(asIs, escapeForm, URL_FILTERS);

/** A raw body's text is the author's; its outputs are escaped by the content type, if it is one that we know. */
export function placeOfRawBody(contentType: string): Place {
  const mediaType = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (/[/+](?:json|x-ndjson)$/.test(mediaType)) return RAW_JSON;
  if (/[/+](?:html|xml)$/.test(mediaType)) return RAW_MARKUP;
  return mediaType === "application/x-www-form-urlencoded" ? RAW_FORM : PLAIN;
}
