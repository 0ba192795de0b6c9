// A client of the Sluice API: every path, body and answer is typed from the API's own description.
//
//   C1. A call that changes something can be repeated: POST and PATCH carry an Idempotency-Key, and each try of one call the same.
//   C2. A refusal for the rate limit (429) is waited out, as long as the answer says, within bounds.
import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./generated/api.ts";
import { waitOutLimits, type WaitOptions } from "./wait-out-limits.ts";

export type SluiceClient = Client<paths>;

export interface SluiceClientOptions extends Partial<WaitOptions> {
  /** Scheme, host and port of the API: `https://sluice.example.com`. */
  baseUrl: string;
  workspaceId: string;
  apiKey: string;
  /** Makes a new Idempotency-Key, a UUID of version 4. */
  newKey?: () => string;
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * @example
 * const sluice = createSluiceClient({ baseUrl, workspaceId: "acme", apiKey });
 * const { id } = dataOf(await sluice.POST("/v5/campaigns", { body: { channel: "CONNECTOR", campaign_delivery_type: "ONE_TIME" } }));
 */
export function createSluiceClient(options: SluiceClientOptions): SluiceClient {
  const { baseUrl, workspaceId, apiKey, newKey = () => crypto.randomUUID() } = options;
  const { fetch: send = (request: Request) => fetch(request) } = options;
  const client = createClient<paths>({ baseUrl, fetch: waitOutLimits(send, options) });
  client.use({
    onRequest: ({ request }) => {
      request.headers.set("authorization", `Basic ${btoa(`${workspaceId}:${apiKey}`)}`);
      const isRepeatable = request.method !== "POST" && request.method !== "PATCH";
      if (!isRepeatable && !request.headers.has(KEY_HEADER)) request.headers.set(KEY_HEADER, newKey());
      return request;
    },
  });
  return client;
}

const KEY_HEADER = "idempotency-key";
