// Which fields and headers hold what nobody may read in a log: known by their names.
// Compared without case and punctuation: `x-api-key`, `apiKey` and `API_KEY` are one name.

const SECRETS =
  /passw|pwd|passphrase|token|secret|authorization|cookie|credential|signature|apikey|accesskey|privatekey/;
const PERSONS = /email|phone|mobile|msisdn|cardnumber|iban|cvv|cvc/;
/** Too short to be looked for inside of other names. */
const EXACT: ReadonlySet<string> = new Set(["key", "sig", "pin", "otp", "pan", "ssn", "tel", "mail", "auth"]);
/** `X-Functions-Key`, `Ocp-Apim-Subscription-Key`: whatever ends like this in a header. */
const HEADER_ENDINGS = /key$/;

export interface SensitiveNames {
  isField: (name: string) => boolean;
  isHeader: (name: string) => boolean;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** @param more the operator's own: a name that contains one of them is sensitive as well. */
export function compileNames(more: readonly string[] = []): SensitiveNames {
  const own = more.map(plain).filter((name) => name !== "");
  const isField = (name: string): boolean => {
    const text = plain(name);
    return (
      SECRETS.test(text) || PERSONS.test(text) || EXACT.has(text) || own.some((part) => text.includes(part))
    );
  };
  return { isField, isHeader: (name) => isField(name) || HEADER_ENDINGS.test(plain(name)) };
}
