// One request that is no recipient's, for example for an access token: through the same door, with the same guard.
import type { HttpMethod } from "@sluice/schema";
import { Client } from "undici";
import { AddressRefusedError } from "./address-guard.ts";
import type { ClientCertificate } from "./client-certificate.ts";
import type { Egress } from "./egress.ts";
import { failureCode } from "./failure-code.ts";

/** More of a response is not read. */
const MAX_RESPONSE_BYTES = 64 * 1024;

export interface GuardedRequest {
  method: HttpMethod;
  /** Absolute, `https://` or `http://`, without credentials. */
  url: string;
  /** By name; or name, value, name, value, where a name comes twice. */
  headers?: Readonly<Record<string, string>> | readonly string[];
  body?: string;
  /** For everything: name lookup, connection, answer and its body. */
  timeoutMs: number;
  clientCertificate?: ClientCertificate;
  /** A larger response is cut there. Absent: more than 64 KB is a failure. */
  cutsResponseAtBytes?: number;
}

export interface GuardedResponse {
  status: number;
  /** Names in lower case; a name that came twice has all its values, joined by a comma. */
  headers: Readonly<Record<string, string>>;
  /** UTF-8, at most 64 KB. */
  bodyText: string;
  /** False: it was cut. */
  isWhole: boolean;
}

/** `code` is one that classify-response.ts knows. The message never has the URL's query, a header or a body. */
export class GuardedRequestError extends Error {
  override readonly name = "GuardedRequestError";
  readonly code: string;

  constructor(code: string, origin: string, cause?: unknown) {
    super(`no answer from ${origin}: ${code}`, { cause });
    this.code = code;
  }
}

/**
 * Redirects are not followed, nothing is sent twice, and the connection is closed afterwards.
 * @throws AddressRefusedError before anything is sent; GuardedRequestError when there is no whole answer in time.
 */
export async function guardedRequest(egress: Egress, request: GuardedRequest): Promise<GuardedResponse> {
  const url = URL.parse(request.url);
  if (url === null) throw new AddressRefusedError({ code: "SLUICE_URL_REFUSED", issue: "not a URL" });
  egress.assertAllowed(url);
  const client = new Client(url.origin, {
    connect: egress.connector(url, request.clientCertificate),
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // Not a signal: undici looks at one only once the connection is there.
  const late = new GuardedRequestError("SLUICE_DEADLINE", url.origin);
  const timer = setTimeout(() => void client.destroy(late), request.timeoutMs);
  try {
    return await exchange(client, url, request);
  } catch (cause) {
    throw named(cause, url);
  } finally {
    clearTimeout(timer);
    await client.destroy();
  }
}

async function exchange(
  client: Client,
  { pathname, search, origin }: URL,
  { method, headers = {}, body, cutsResponseAtBytes }: GuardedRequest,
): Promise<GuardedResponse> {
  const response = await client.request({
    method,
    path: pathname + search,
    headers: Array.isArray(headers) ? [...headers] : (headers as Record<string, string>),
    body: body ?? null,
  });
  const { bytes, isWhole } = await readBody(response.body, cutsResponseAtBytes ?? MAX_RESPONSE_BYTES);
  if (!isWhole && cutsResponseAtBytes === undefined)
    throw new GuardedRequestError("SLUICE_RESPONSE_TOO_LARGE", origin);
  return {
    status: response.statusCode,
    headers: flatHeaders(response.headers),
    bodyText: bytes.toString("utf8"),
    isWhole,
  };
}

async function readBody(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let receivedBytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    receivedBytes += chunk.length;
    if (receivedBytes > maxBytes)
      return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function named(cause: unknown, { origin }: URL): Error {
  if (cause instanceof GuardedRequestError || cause instanceof AddressRefusedError) return cause;
  return new GuardedRequestError(failureCode(cause), origin, cause);
}
