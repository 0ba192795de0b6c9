// A file from an address that somebody gave, streamed through the same door as every request that leaves.
import { Client } from "undici";
import { AddressRefusedError } from "./address-guard.ts";
import type { Egress } from "./egress.ts";
import { failureCode } from "./failure-code.ts";
import { GuardedRequestError } from "./guarded-request.ts";

export interface GuardedDownload {
  /** Absolute, `https://` or `http://`, without credentials. */
  url: string;
  maxBytes: number;
  /** For everything: name lookup, connection, and the whole file. */
  timeoutMs: number;
  /** Without a byte. */
  idleTimeoutMs: number;
  /** Ends the download at once. */
  signal?: AbortSignal;
}

/** The answer was no file. */
export class DownloadRefusedError extends Error {
  override readonly name = "DownloadRefusedError";
  readonly code = "DOWNLOAD_REFUSED";
}

/**
 * Redirects are not followed, and nothing is asked for twice.
 * @throws AddressRefusedError before anything is sent; DownloadRefusedError when the answer is no file, or a larger one;
 * GuardedRequestError when it does not come in time
 */
export async function* guardedDownload(
  egress: Egress,
  { url: text, maxBytes, timeoutMs, idleTimeoutMs, signal }: GuardedDownload,
): AsyncGenerator<Buffer, void, undefined> {
  const url = URL.parse(text);
  if (url === null) throw new AddressRefusedError({ code: "SLUICE_URL_REFUSED", issue: "not a URL" });
  egress.assertAllowed(url);
  const client = new Client(url.origin, {
    connect: egress.connector(url),
    allowH2: false,
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
  });
  const late = new GuardedRequestError("SLUICE_DEADLINE", url.origin);
  const timer = setTimeout(() => void client.destroy(late), timeoutMs);
  const abort = (): void => void client.destroy(late);
  signal?.addEventListener("abort", abort);
  try {
    signal?.throwIfAborted();
    yield* bodyOf(client, url, maxBytes);
  } catch (cause) {
    throw named(cause, url);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    await client.destroy();
  }
}

async function* bodyOf(client: Client, { pathname, search, origin }: URL, maxBytes: number) {
  const { statusCode, headers, body } = await client.request({
    method: "GET",
    path: pathname + search,
    headers: { "accept-encoding": "identity" },
  });
  body.on("error", () => undefined); // told by the reading; after its end nobody reads
  if (statusCode !== 200) throw new DownloadRefusedError(`${origin} answered ${statusCode}, not 200`);
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity")
    throw new DownloadRefusedError(`${origin} sent a compressed file; give it as it is`);
  const announcedBytes = Number(headers["content-length"] ?? 0);
  if (announcedBytes > maxBytes) throw tooLarge(maxBytes);
  let receivedBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    receivedBytes += chunk.length;
    if (receivedBytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

const tooLarge = (maxBytes: number): DownloadRefusedError =>
  new DownloadRefusedError(`the file has more than ${Math.floor(maxBytes / 1024 / 1024)} MB`);

function named(cause: unknown, { origin }: URL): Error {
  const isNamed =
    cause instanceof GuardedRequestError ||
    cause instanceof AddressRefusedError ||
    cause instanceof DownloadRefusedError;
  return isNamed ? cause : new GuardedRequestError(failureCode(cause), origin, cause);
}
