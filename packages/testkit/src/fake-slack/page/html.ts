// Text on its way into HTML. Everything that a bot or a person wrote passes here.
export type Json = Record<string, unknown>;

export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** Slack's three entities, which stand for their signs. */
export const withoutEntities = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export const attribute = (name: string, value: string): string => ` ${name}="${escapeHtml(value)}"`;

/** Of a field that holds a text or a number. */
export const wordIn = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

export const objectsIn = (value: unknown): Json[] =>
  Array.isArray(value)
    ? value.filter((one): one is Json => typeof one === "object" && one !== null && !Array.isArray(one))
    : [];
