// Codes of failures → bounded words, for the reasons that people read and that are counted.

/** Refused before anything was sent; the same request would be refused again. */
const REFUSED: Readonly<Record<string, string>> = {
  UND_ERR_INVALID_ARG: "request refused by the HTTP client",
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: "request refused by the HTTP client",
  UND_ERR_NOT_SUPPORTED: "request refused by the HTTP client",
  SLUICE_ADDRESS_REFUSED: "address not allowed",
  SLUICE_HTTP_REFUSED: "http not allowed",
  SLUICE_PORT_REFUSED: "port not allowed",
  SLUICE_URL_REFUSED: "URL not allowed",
  SLUICE_CLIENT_CERTIFICATE: "client certificate cannot be used",
};

const PASSING: Readonly<Record<string, string>> = {
  SLUICE_DEADLINE: "timeout",
  SLUICE_LOOKUP_FAILED: "name lookup failed",
  SLUICE_LOOKUP_TIMEOUT: "name lookup timed out",
  SLUICE_PROXY_CREDENTIALS: "proxy refused the credentials",
  SLUICE_PROXY_REFUSED: "proxy refused",
  SLUICE_PROXY_UNREACHABLE: "proxy unreachable",
  SLUICE_RESPONSE_TOO_LARGE: "response too large",
  UND_ERR_CONNECT_TIMEOUT: "connect timeout",
  UND_ERR_SOCKET: "connection closed",
  UND_ERR_HEADERS_OVERFLOW: "response headers too large",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EPIPE: "connection reset",
  ETIMEDOUT: "connect timeout",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  CERT_HAS_EXPIRED: "TLS: certificate expired",
  CERT_NOT_YET_VALID: "TLS: certificate not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "TLS: certificate is for another name",
};

/** The first that matches. */
const TLS_WORDS: readonly (readonly [RegExp, string])[] = [
  [/SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_(?:UNTRUSTED|REVOKED)/, "TLS: certificate not trusted"],
  [
    /ALERT_(?:CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE)/,
    "TLS: client certificate refused",
  ],
  [/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/, "TLS: version not supported"],
  [/^ERR_TLS|^ERR_SSL|CERT|^EPROTO$/, "TLS failed"],
];

/** Trying again would end the same way. */
export const isInVain = (code: string): boolean => REFUSED[code] !== undefined;

export function failureWords(code: string): string {
  const known = REFUSED[code] ?? PASSING[code];
  if (known !== undefined) return known;
  if (code.startsWith("HPE_")) return "response is not HTTP";
  return TLS_WORDS.find(([pattern]) => pattern.test(code))?.[1] ?? code;
}
