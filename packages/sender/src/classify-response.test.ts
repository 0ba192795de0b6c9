import { describe, expect, test } from "vitest";
import { compileRules } from "./answer-rules.ts";
import { classifyAttempt } from "./classify-response.ts";

const rules = compileRules({ statuses: ["2xx", "409"] }, {});
const answered = (status: number) => classifyAttempt({ kind: "response", status, retryAfter: "3" }, rules);
const failed = (code: string) => classifyAttempt({ kind: "failure", code }, rules);

describe("a status", () => {
  test.each([
    [200, "delivered"],
    [204, "delivered"],
    [299, "delivered"],
    [409, "delivered"], // the author says so
    [301, "final"],
    [304, "final"],
    [400, "final"],
    [401, "final"],
    [404, "final"],
    [410, "final"],
    [408, "passing"],
    [425, "passing"],
    [429, "passing"],
    [500, "passing"],
    [503, "passing"],
    [599, "passing"],
    [999, "passing"],
  ])("%i is %s", (status, kind) => {
    expect(answered(status).kind).toBe(kind);
  });

  test("that passes keeps what the endpoint asked for", () => {
    expect(answered(429)).toEqual({ kind: "passing", status: 429, reason: "status 429", retryAfter: "3" });
  });
});

describe("a failure", () => {
  test.each([
    ["SLUICE_DEADLINE", "passing", "timeout"],
    ["ECONNREFUSED", "passing", "connection refused"],
    ["ECONNRESET", "passing", "connection reset"],
    ["UND_ERR_SOCKET", "passing", "connection closed"],
    ["UND_ERR_CONNECT_TIMEOUT", "passing", "connect timeout"],
    ["UND_ERR_HEADERS_OVERFLOW", "passing", "response headers too large"],
    ["HPE_INVALID_CONSTANT", "passing", "response is not HTTP"],
    ["ENOTFOUND", "passing", "host not found"],
    ["SLUICE_LOOKUP_TIMEOUT", "passing", "name lookup timed out"],
    ["SLUICE_PROXY_UNREACHABLE", "passing", "proxy unreachable"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "passing", "TLS: certificate not trusted"],
    ["CERT_HAS_EXPIRED", "passing", "TLS: certificate expired"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "passing", "TLS: certificate is for another name"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "passing", "TLS: client certificate refused"],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "passing", "TLS: version not supported"],
    ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "passing", "TLS failed"],
    ["SOMETHING_NEW", "passing", "SOMETHING_NEW"],
    ["UND_ERR_INVALID_ARG", "final", "request refused by the HTTP client"],
    ["SLUICE_ADDRESS_REFUSED", "final", "address not allowed"],
    ["SLUICE_HTTP_REFUSED", "final", "http not allowed"],
    ["SLUICE_PORT_REFUSED", "final", "port not allowed"],
  ])("%s is %s: %s", (code, kind, reason) => {
    expect(failed(code)).toMatchObject({ kind, reason, status: 0 });
  });
});

describe("a retry policy of the author's", () => {
  const own = compileRules({ statuses: ["2xx"] }, { statuses: ["404", "503"], after_no_answer: false });
  const kindOf = (status: number) =>
    classifyAttempt({ kind: "response", status, retryAfter: undefined }, own).kind;

  test("tries its own statuses again and no others", () => {
    expect([404, 503, 500, 429].map(kindOf)).toEqual(["passing", "passing", "final", "final"]);
  });

  test("gives up what got no answer, if it says so", () => {
    expect(classifyAttempt({ kind: "failure", code: "ECONNRESET" }, own)).toMatchObject({
      kind: "final",
      reason: "connection reset",
    });
  });
});
