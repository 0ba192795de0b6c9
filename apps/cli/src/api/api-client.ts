// The V5 API over HTTP, as one person: Basic authentication with workspace and key.
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
    const { status, text } = await this.#send(method, path, body);
    if (status >= 300) throw refusal(status, text, this.#access.url);
    const parsed = schema.safeParse(Envelope.safeParse(parseJson(text)).data?.data);
    if (parsed.success) return parsed.data;
    throw failed(
      `The API at ${this.#access.url} answered ${method} ${path} in a form that this version does not know.`,
      parsed.error,
    );
  }

  async #send(method: Method, path: string, body?: unknown): Promise<{ status: number; text: string }> {
    const { url, workspace, key } = this.#access;
    try {
      const response = await request(new URL(path, url), {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${workspace}:${key}`).toString("base64")}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (cause) {
      throw failed(`The API did not answer at ${url}. Start it with: sluice up`, cause);
    }
  }
}

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
