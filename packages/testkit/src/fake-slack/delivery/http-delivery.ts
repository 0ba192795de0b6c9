// The signed HTTP way: a POST to the app's request URL for each.
import { createHmac } from "node:crypto";
import {
  ACKNOWLEDGE_WITHIN_MS,
  type Acknowledgement,
  type Delivered,
  type Delivery,
  NotAcknowledged,
  toAcknowledgement,
} from "./delivery.ts";

export class HttpDelivery implements Delivery {
  readonly #requestUrl: string;
  readonly #signingSecret: string;
  readonly #nowMs: () => number;

  constructor(options: { requestUrl: string; signingSecret: string; nowMs: () => number }) {
    this.#requestUrl = options.requestUrl;
    this.#signingSecret = options.signingSecret;
    this.#nowMs = options.nowMs;
  }

  async deliver(delivered: Delivered): Promise<Acknowledgement> {
    const [contentType, body] = encode(delivered);
    const response = await fetch(this.#requestUrl, {
      method: "POST",
      body,
      headers: { "content-type": contentType, ...this.#signed(body), ...retryHeaders(delivered) },
      signal: AbortSignal.timeout(ACKNOWLEDGE_WITHIN_MS),
    }).catch((error: unknown) => {
      throw new NotAcknowledged("the app did not answer in time", { cause: error });
    });
    const text = await response.text();
    if (!response.ok) throw new NotAcknowledged(`the app answered ${response.status}: ${text.slice(0, 200)}`);
    return toAcknowledgement(parsed(text));
  }

  async stop(): Promise<void> {
    await Promise.resolve();
  }

  #signed(body: string): Record<string, string> {
    const timestamp = String(Math.floor(this.#nowMs() / 1_000));
    const mac = createHmac("sha256", this.#signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${mac}` };
  }
}

/** The content type without a charset: Bolt takes no other. */
function encode({ kind, payload }: Delivered): [contentType: string, body: string] {
  if (kind === "events_api") return ["application/json", JSON.stringify(payload)];
  const fields = kind === "interactive" ? { payload: JSON.stringify(payload) } : asTexts(payload);
  return ["application/x-www-form-urlencoded", new URLSearchParams(fields).toString()];
}

const asTexts = (payload: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));

const retryHeaders = ({ retry }: Delivered): Record<string, string> =>
  retry === undefined
    ? {}
    : { "x-slack-retry-num": String(retry.number), "x-slack-retry-reason": retry.reason };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
