// A request as people see it in a preview and in a test: whole, with its secrets masked.
//
//   R1. Of the headers, those that the campaign's author wrote and those that are ours are shown; whatever an authorization
//       adds is masked, under any name, and so are the author's where their name says that they hold a secret.
//   R2. A masked value is masked wherever else it stands, in what the endpoint answers as well.
import type { RenderedRequest } from "@sluice/content";
import type { ShownAnswer, ShownRequest } from "@sluice/schema";
import { compileNames, type Mask, secretMask } from "@sluice/sender";

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

export interface Masked {
  request: ShownRequest;
  /** R2 */
  clean: Mask;
}

/** @param headers all that leave: name, value, name, value */
export function maskRequest(rendered: RenderedRequest, headers: readonly string[]): Masked {
  const written = new Set(pairsOf(rendered.headers).map(([name]) => name.toLowerCase()));
  const isShown = (name: string): boolean =>
    OWN_HEADERS.has(name) || (written.has(name) && !names.isHeader(name)); // R1
  const pairs = pairsOf(headers);
  const hidden = pairs.filter(([name]) => !isShown(name.toLowerCase())).map(([, value]) => value);
  const clean = secretMask(hidden, MASK);
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

export function maskAnswer({ headers, body, ...rest }: ShownAnswer, clean: Mask): ShownAnswer {
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
