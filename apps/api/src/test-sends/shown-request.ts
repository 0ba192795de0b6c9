// A request as people see it in a preview and in a test: whole, with its secrets masked.
//
//   R1. Of the headers, those that the campaign's author wrote and those that are ours are shown; whatever an authorization
//       adds is masked, under any name, and so are the author's where their name says that they hold a secret.
//   R2. A masked value is masked wherever else it stands, in what the endpoint answers as well.
import type { RenderedRequest } from "@sluice/content";
import type { ShownAnswer, ShownRequest } from "@sluice/schema";
import { compileNames } from "@sluice/sender";

export const MASK = "[masked]";

const names = compileNames();
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "content-type",
  "idempotency-key",
  "x-attempt",
  "x-sluice-test",
  "webhook-id",
  "webhook-timestamp",
]);
/** Shorter ones would be found by chance. */
const MIN_SECRET_LENGTH = 6;

export interface Masked {
  request: ShownRequest;
  /** R2 */
  clean: (text: string) => string;
}

/** @param headers all that leave: name, value, name, value */
export function maskRequest(rendered: RenderedRequest, headers: readonly string[]): Masked {
  const written = new Set(pairsOf(rendered.headers).map(([name]) => name.toLowerCase()));
  const isShown = (name: string): boolean =>
    OWN_HEADERS.has(name) || (written.has(name) && !names.isHeader(name)); // R1
  const pairs = pairsOf(headers);
  const hidden = pairs.filter(([name]) => !isShown(name.toLowerCase())).map(([, value]) => value);
  const clean = cleanerOf(hidden);
  const request = {
    method: rendered.method,
    url: clean(rendered.origin + rendered.path),
    headers: pairs.map(([name, value]): [string, string] => [
      name,
      isShown(name.toLowerCase()) ? clean(value) : MASK,
    ]),
    body: rendered.body === null ? null : clean(rendered.body),
  };
  return { request, clean };
}

export function maskAnswer({ headers, body, ...rest }: ShownAnswer, clean: Masked["clean"]): ShownAnswer {
  const shown = Object.entries(headers).map(([name, value]) => [
    name,
    name === "set-cookie" ? MASK : clean(value),
  ]);
  return { ...rest, headers: Object.fromEntries(shown) as Record<string, string>, body: clean(body) };
}

function pairsOf(headers: readonly string[]): Array<[string, string]> {
  const pairs: Array<[string, string]> = [];
  for (let i = 0; i + 1 < headers.length; i += 2) pairs.push([headers[i] ?? "", headers[i + 1] ?? ""]);
  return pairs;
}

/** The longest first: none may leave the rest of another. `Bearer abc` is looked for whole and in parts. */
function cleanerOf(hidden: readonly string[]): Masked["clean"] {
  const secrets = hidden
    .flatMap((value) => [value, ...value.split(/[\s,;=]+/)])
    .filter((part) => part.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, MASK), text);
}
