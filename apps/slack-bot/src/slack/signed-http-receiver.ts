// Signed requests: Bolt checks the signature and the time, this keeps its door. It also serves the pages of installing.
//
//   H1. A body is bounded, in bytes and in time, and read before Bolt sees it.
//   H2. What is no object is refused with 400 (Bolt would fall over it), without a good signature with 401, and what has no
//       form that Slack sends with 400.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  type App,
  AuthorizationError,
  HTTPModuleFunctions,
  HTTPReceiver,
  type HTTPReceiverOptions,
  type Receiver,
} from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";
import { boltLogger } from "./bolt-logger.ts";
import type { FrontDoor } from "./front-door.ts";
import { MalformedPayload } from "./sound-payload.ts";

export const EVENTS_PATH = "/slack/events";
const MAX_BODY_BYTES = 2 * 1024 * 1024;
const BODY_WITHIN_MS = 10_000;

export type SignedHttpOptions = Omit<HTTPReceiverOptions, "logger" | "bodyLimit" | "endpoints"> & {
  signingSecret: string;
  host: string;
  door: FrontDoor;
  log: Logger;
};

export class SignedHttpReceiver implements Receiver {
  readonly #host: string;
  readonly #door: FrontDoor;
  readonly #log: Logger;
  readonly #bolt: HTTPReceiver;
  readonly #server: Server;

  constructor({ host, door, log, ...options }: SignedHttpOptions) {
    this.#host = host;
    this.#door = door;
    this.#log = log;
    this.#bolt = new HTTPReceiver({
      ...options,
      endpoints: EVENTS_PATH,
      logger: boltLogger(log),
      processEventErrorHandler: ({ error, response }) => Promise.resolve(this.#refuse(error, response)),
    });
    this.#server = createServer(
      { requestTimeout: BODY_WITHIN_MS, headersTimeout: BODY_WITHIN_MS },
      (request, response) => {
        this.#serve(request, response).catch((error: unknown) => this.#failed(error, response));
      },
    );
  }

  init(app: App): void {
    this.#bolt.init(this.#door.before(app));
  }

  /** @param port 0 takes any free one. @throws what `listen` throws */
  start(port: number): Promise<Server> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, this.#host, () => resolve(this.#server));
    });
  }

  /** What is under way is answered first. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeIdleConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rawBody = await bodyOf(request);
    if (rawBody === null) return end(response, 413);
    Object.assign(request, { rawBody }); // H1: as Bolt takes it
    if (request.method === "POST" && !holdsObject(request, rawBody)) return end(response, 400); // H2
    this.#bolt.requestListener(request, response);
  }

  /** H2. @returns whether it was answered. */
  #refuse(error: Error, response: ServerResponse): boolean {
    if (error instanceof MalformedPayload) this.#log.warn({ problem: error.message }, "slack.malformed");
    else if (!(error instanceof AuthorizationError)) this.#log.error({ err: error }, "slack.failed");
    if (!response.headersSent) end(response, statusOf(error));
    return true;
  }

  #failed(error: unknown, response: ServerResponse): void {
    this.#log.debug({ err: error }, "slack.no_such_request");
    if (response.headersSent) response.destroy();
    else end(response, 404);
  }
}

function statusOf(error: Error): number {
  if (error instanceof MalformedPayload) return 400;
  return error instanceof AuthorizationError ? 401 : 500;
}

const end = (response: ServerResponse, status: number): void => void response.writeHead(status).end();

/** Null: too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : null;
}

function holdsObject(request: IncomingMessage, rawBody: Buffer): boolean {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(Object.assign(request, { rawBody }));
    return typeof body === "object" && body !== null && !Array.isArray(body);
  } catch {
    return false;
  }
}
