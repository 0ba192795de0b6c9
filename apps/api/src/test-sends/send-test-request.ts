// One test request: through the same door as those of a run, signed and authorized as they are, and marked as a test.
import type { RenderedRequest } from "@sluice/content";
import {
  type Connector,
  idempotencyKey,
  type RunId,
  type ShownAnswer,
  type ShownRequest,
} from "@sluice/schema";
import {
  appendProof,
  type AttemptResult,
  classifyAttempt,
  compileRules,
  type Egress,
  failureCode,
  guardedRequest,
  type GuardedResponse,
} from "@sluice/sender";
import type { OpenedProof } from "./open-proof.ts";
import { maskAnswer, maskRequest } from "./shown-request.ts";

/** So that an endpoint can tell a test from a message. */
export const TEST_HEADER = "x-sluice-test";

/** As much as a sender reads of an answer. */
const MAX_READ_BYTES = 64 * 1024;
const MAX_SHOWN_CHARACTERS = 16_384;

export interface TestRequest {
  connector: Connector;
  rendered: RenderedRequest;
  opened: OpenedProof;
  /** Of this test and content: names them in the idempotency key. */
  testId: RunId;
  recipient: string;
  timeoutMs: number;
}

export interface SendPorts {
  egress: Egress;
  nowMs: () => number;
  monotonicMs: () => number;
}

export interface SentTest {
  /** null: delivered. */
  failure: string | null;
  request: ShownRequest;
  response: ShownAnswer | null;
}

/** Never rejects for what an endpoint or an address does. */
export async function sendTestRequest(ports: SendPorts, test: TestRequest): Promise<SentTest> {
  const { rendered, opened, connector } = test;
  const headers = headersOf(test, ports.nowMs());
  const { request, clean } = maskRequest(rendered, headers);
  const startedMs = ports.monotonicMs();
  const { result, answer } = await exchange(ports.egress, {
    method: rendered.method,
    url: rendered.origin + rendered.path,
    headers,
    ...(rendered.body === null ? {} : { body: rendered.body }),
    timeoutMs: test.timeoutMs,
    ...(opened.certificate === undefined ? {} : { clientCertificate: opened.certificate }),
    cutsResponseAtBytes: MAX_READ_BYTES,
  });
  const latencyMs = Math.round((ports.monotonicMs() - startedMs) * 10) / 10;
  const verdict = classifyAttempt(result, compileRules(connector.success, {}));
  const response = answer === null ? null : maskAnswer(shown(answer, latencyMs), clean);
  return { failure: verdict.kind === "delivered" ? null : verdict.reason, request, response };
}

function headersOf({ rendered, opened, testId, recipient }: TestRequest, nowMs: number): string[] {
  const recipientKey = idempotencyKey(testId, recipient);
  const headers = [...rendered.headers, "idempotency-key", recipientKey, "x-attempt", "1", TEST_HEADER, "1"];
  appendProof(headers, opened.proof, { recipientKey, body: rendered.body, nowMs });
  return headers;
}

async function exchange(
  egress: Egress,
  request: Parameters<typeof guardedRequest>[1],
): Promise<{ result: AttemptResult; answer: GuardedResponse | null }> {
  try {
    const answer = await guardedRequest(egress, request);
    const { status, headers, bodyText, isWhole } = answer;
    const content = { headers, body: Buffer.from(bodyText), isWhole };
    return { result: { kind: "response", status, retryAfter: headers["retry-after"], content }, answer };
  } catch (error) {
    return { result: { kind: "failure", code: failureCode(error) }, answer: null };
  }
}

const shown = ({ status, headers, bodyText, isWhole }: GuardedResponse, latencyMs: number): ShownAnswer => ({
  status,
  headers: { ...headers },
  body: bodyText.slice(0, MAX_SHOWN_CHARACTERS),
  is_body_whole: isWhole && bodyText.length <= MAX_SHOWN_CHARACTERS,
  latency_ms: latencyMs,
});
