// The V5 API over HTTP, as one person: Basic authentication with workspace and key.
import type { Readable } from "node:stream";
import type { Problem } from "@sluice/schema";
import { request } from "undici";
import { z } from "zod";
import { CliError, EXIT, failed } from "../cli-error.ts";

export interface ApiAccess {
  /** Without a path: `http://127.0.0.1:8080`. */
  url: string;
  workspace: string;
  key: string;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const TIMEOUT_MS = 30_000;
/** Of a file that is sent: it is answered when its last row is stored, however long that takes. */
const NO_TIMEOUT_MS = 0;

/** A file as it is, instead of a value as JSON. */
export interface Upload {
  type: string;
  source: Readable;
  signal: AbortSignal;
}

const Envelope = z.object({ data: z.unknown() });

/** A refusal with a status below 500: what was asked cannot be done. */
const ErrorEnvelope = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ target: z.string(), message: z.string() })).optional(),
  }),
});

export class ApiClient {
  readonly #access: ApiAccess;

  constructor(access: ApiAccess) {
    this.#access = access;
  }

  /** @returns `data` of the answer's envelope, parsed. @throws CliError 2 for a refusal, 3 when there is no answer. */
  async call<S extends z.ZodType>(
    schema: S,
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<z.infer<S>> {
    return this.#answerOf(schema, `${method} ${path}`, await this.#send(method, path, jsonOf(body)));
  }

  /** As `call`; the file is streamed. */
  async upload<S extends z.ZodType>(schema: S, path: string, file: Upload): Promise<z.infer<S>> {
    const content = {
      headers: { "content-type": file.type },
      body: file.source,
      signal: file.signal,
      headersTimeout: NO_TIMEOUT_MS,
    };
    return this.#answerOf(schema, `POST ${path}`, await this.#send("POST", path, content));
  }

  #answerOf<S extends z.ZodType>(
    schema: S,
    asked: string,
    { status, text }: { status: number; text: string },
  ): z.infer<S> {
    if (status >= 300) throw refusal(status, text, this.#access.url);
    const parsed = schema.safeParse(Envelope.safeParse(parseJson(text)).data?.data);
    if (parsed.success) return parsed.data;
    throw failed(
      `The API at ${this.#access.url} answered ${asked} in a form that this version does not know.`,
      parsed.error,
    );
  }

  async #send(method: Method, path: string, content: Content): Promise<{ status: number; text: string }> {
    const { url, workspace, key } = this.#access;
    try {
      const response = await request(new URL(path, url), {
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        ...content,
        method,
        headers: {
          ...content.headers,
          authorization: `Basic ${Buffer.from(`${workspace}:${key}`).toString("base64")}`,
        },
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (cause) {
      throw failed(`The API did not answer at ${url}. Start it with: sluice up`, cause);
    }
  }
}

interface Content {
  headers?: Record<string, string>;
  body?: string | Readable;
  signal?: AbortSignal;
  headersTimeout?: number;
}

const jsonOf = (body: unknown): Content =>
  body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };

function refusal(status: number, text: string, url: string): CliError {
  const parsed = ErrorEnvelope.safeParse(parseJson(text));
  const message = parsed.success
    ? parsed.data.error.message
    : `The API at ${url} answered with status ${status}.`;
  const problems: Problem[] = parsed.success
    ? (parsed.data.error.details ?? []).map(({ target, message: issue }) => ({ field: target, issue }))
    : [];
  const exitCode = status >= 500 || status === 429 ? EXIT.failed : EXIT.badInput;
  return new CliError(exitCode, status === 401 ? `${message} Check --workspace and --key.` : message, {
    problems,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
