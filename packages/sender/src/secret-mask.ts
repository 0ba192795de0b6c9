// Values that must not be read, masked wherever they stand again: endpoints like to repeat what they refuse.
//
//   M1. Whole and in parts: of `Bearer abc` also the token alone, of `Basic …` also the password that it only encodes.
//   M2. As encoders write them: in JSON with its escapes, percent-encoded, in HTML.
//   M3. The longest first: none may leave the rest of another.

/** Shorter ones would be found by chance. */
const MIN_SECRET_LENGTH = 6;

export type Mask = (text: string) => string;

/** @param values of headers, as they are sent. */
export function secretMask(values: readonly string[], shownInstead: string): Mask {
  const secrets = new Set(values.flatMap(partsOf).filter((part) => part.length >= MIN_SECRET_LENGTH));
  const forms = new Set([...secrets].flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length); // M3
  return (text) => {
    let masked = text;
    for (const form of longestFirst) {
      if (masked.includes(form)) masked = masked.replaceAll(form, shownInstead);
    }
    return masked;
  };
}

/** M1 */
const partsOf = (value: string): string[] => [
  value,
  ...value.split(/\s+/),
  ...value.split(/[\s,;=]+/),
  ...credentialsOf(value),
];

function credentialsOf(value: string): string[] {
  const encoded = /^Basic\s+([\w+/-]+=*)$/i.exec(value)?.[1];
  if (encoded === undefined) return [];
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  return [pair, pair.slice(pair.indexOf(":") + 1)];
}

/** M2 */
function formsOf(secret: string): string[] {
  if (/^[\w.~-]+$/.test(secret)) return [secret]; // what no encoder changes
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    percent,
    percent.replaceAll(/%../g, (escape) => escape.toLowerCase()),
    secret.replaceAll(/[&<>"'/=+`]/g, (character) => HTML[character] ?? character),
    secret.replaceAll(/[&<>"]/g, (character) => HTML[character] ?? character),
  ];
}

const HTML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "/": "&#x2F;",
  "=": "&#x3D;",
  "+": "&#43;",
  "`": "&#x60;",
};
