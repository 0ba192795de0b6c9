// A call of the Web API, as a method sees it: JSON or form, blocks and views decoded.
import { SlackApiError } from "./slack-error.ts";
import type { FakeTeam } from "./fake-team.ts";

export type ApiAnswer = Record<string, unknown>;
export type ApiMethod = (team: FakeTeam, args: ApiArguments) => ApiAnswer;

export class ApiArguments {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  text(name: string): string | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw new SlackApiError("invalid_arguments", { argument: name });
  }

  /** @throws SlackApiError invalid_arguments */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new SlackApiError("invalid_arguments", { missing: name });
    return value;
  }

  flag(name: string): boolean {
    return this.text(name) === "true";
  }

  /** Given as JSON text in a form, as it is in JSON; the caller says what it expects. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- an argument is what the method takes it for
  json<T>(name: string): T | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") return value as T;
    try {
      return JSON.parse(value) as T;
    } catch (error) {
      throw new SlackApiError("invalid_arguments", { argument: name, cause: String(error) });
    }
  }
}

export function parseArguments(contentType: string, body: string): ApiArguments {
  if (body === "") return new ApiArguments({});
  if (contentType.startsWith("application/json"))
    return new ApiArguments(JSON.parse(body) as Record<string, unknown>);
  return new ApiArguments(Object.fromEntries(new URLSearchParams(body)));
}
