// The bytes of a body, wrong as text: duplicate keys, numbers beyond all bounds, cut, in another encoding, under another name.
import type { Chance } from "./chance.ts";

export interface SentBody {
  bytes: Buffer;
  headers: Record<string, string>;
}

const JSON_TYPE = { "content-type": "application/json" };
const asJson = (text: string): SentBody => ({ bytes: Buffer.from(text), headers: JSON_TYPE });

type Mutation = (text: string, chance: Chance) => SentBody;

const within = (text: string, insert: string, chance: Chance): string => {
  const at = chance.below(text.length + 1);
  return text.slice(0, at) + insert + text.slice(at);
};

const MUTATIONS: readonly Mutation[] = [
  (text) => asJson(text.replace("{", '{"channel":"PUSH","channel":"EMAIL",')),
  (text) => asJson(text.replace("{", '{"__proto__":{"isAdmin":true},')),
  (text) => asJson(text.replace(/:\s*(?:"[^"]*"|\d+)/, ":1e999")),
  (text) => asJson(text.replace(/:\s*(?:"[^"]*"|\d+)/, `:${"9".repeat(5_000)}`)),
  (text) => asJson(text.replace(/:\s*"[^"]*"/, String.raw`:"\ud800"`)),
  (text) => asJson(text.replace(/:\s*"[^"]*"/, String.raw`:"\u0000"`)),
  (text) => asJson(text.replace(/:\s*"[^"]*"/, ':"\u0001"')),
  (text, chance) => asJson(text.slice(0, chance.below(text.length + 1))),
  (text, chance) =>
    asJson(within(text, chance.pick(["{", "}", ",", '"', "\\", "null", "/* x */", "\u0000"]), chance)),
  (text) => asJson(`${text}${text}`),
  (text) => asJson(`\ufeff${text}`),
  () => asJson("[".repeat(100_000)),
  () => asJson('{"a":'.repeat(20_000)),
  () => asJson(`{"a":"${"x".repeat(1_100_000)}"}`),
  () => asJson(""),
  () => asJson("null"),
  () => asJson("NaN"),
  (text) => ({ bytes: Buffer.from(`${text}é`, "latin1"), headers: JSON_TYPE }),
  (text) => ({
    bytes: Buffer.from(text, "utf16le"),
    headers: { "content-type": "application/json; charset=utf-16" },
  }),
  (text) => ({ bytes: Buffer.from(text), headers: { ...JSON_TYPE, "content-encoding": "gzip" } }),
  (text) => ({ bytes: Buffer.from(text), headers: { "content-type": "text/plain" } }),
  (text) => ({ bytes: Buffer.from(text), headers: { "content-type": "application/x-www-form-urlencoded" } }),
  (text) => ({ bytes: Buffer.from(text), headers: { "content-type": "application/json; charset=no-such" } }),
  (text) => ({ bytes: Buffer.from(text), headers: { "content-type": 'a/b; c="' } }),
  (text) => ({ bytes: Buffer.from(text), headers: {} }),
  (_text, chance) => ({
    bytes: Buffer.from(Array.from({ length: 200 }, () => chance.below(256))),
    headers: JSON_TYPE,
  }),
  (text) => ({ bytes: Buffer.from(text), headers: { ...JSON_TYPE, "idempotency-key": "not-a-uuid" } }),
  (text) => ({ bytes: Buffer.from(text), headers: { ...JSON_TYPE, "x-moe-request-id": "x".repeat(2_000) } }),
  (text) => ({ bytes: Buffer.from(text), headers: { ...JSON_TYPE, "x-moe-tenant-id": "somebody-else" } }),
];

export const mutateText = (text: string, chance: Chance): SentBody => chance.pick(MUTATIONS)(text, chance);
