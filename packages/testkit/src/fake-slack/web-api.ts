// Slack's side of the Web API over HTTP: who calls, may they, may they now; then the method, then the fault that was planned.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type ApiAnswer, type ApiArguments, type ApiMethod, parseArguments } from "./api-call.ts";
import { Faults } from "./faults.ts";
import type { FakeTeam } from "./fake-team.ts";
import { chatMethods } from "./methods/chat-methods.ts";
import { fileMethods } from "./methods/file-methods.ts";
import { peopleMethods } from "./methods/people-methods.ts";
import { viewMethods } from "./methods/view-methods.ts";
import type { OAuth } from "./oauth.ts";
import { RateTiers } from "./rate-tiers.ts";
import { isKnownMethod, scopeOf } from "./scopes.ts";
import { SlackApiError } from "./slack-error.ts";

const METHODS: Readonly<Record<string, ApiMethod>> = {
  ...chatMethods,
  ...peopleMethods,
  ...viewMethods,
  ...fileMethods,
};

/** What tests look at: every call, with the token's team and what came of it. */
export interface LoggedCall {
  method: string;
  teamId: string;
  args: ApiArguments;
  atMs: number;
  answer: string;
}

export class WebApi {
  readonly faults = new Faults();
  readonly calls: LoggedCall[] = [];
  /** False: more may be called a minute than Slack takes, for tests that ask thousands of times. */
  hasLimits = true;
  readonly #teamOf: (token: string) => FakeTeam;
  readonly #openConnection: (token: string) => string;
  readonly #oauth: OAuth;
  readonly #tiers: RateTiers;
  readonly #nowMs: () => number;

  constructor(options: {
    /** @throws SlackApiError */
    teamOf: (token: string) => FakeTeam;
    openConnection: (token: string) => string;
    oauth: OAuth;
    nowMs: () => number;
  }) {
    this.#teamOf = options.teamOf;
    this.#openConnection = options.openConnection;
    this.#oauth = options.oauth;
    this.#nowMs = options.nowMs;
    this.#tiers = new RateTiers(options.nowMs);
  }

  async serve(
    method: string,
    request: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const args = parseArguments(request.headers["content-type"] ?? "", body);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? args.text("token") ?? "";
    const fault = this.faults.take(method);
    if (fault?.kind === "server_error") return end(response, 500, { ok: false, error: "internal_error" });
    if (fault?.kind === "rate_limited") return tooMany(response, fault.retryAfterSeconds);
    const logged = { method, teamId: "", args, atMs: this.#nowMs(), answer: "ok" };
    this.calls.push(logged);
    const waitS = !this.hasLimits ? null : this.#tiers.take(token, method, args.text("channel"));
    if (waitS !== null) {
      logged.answer = "ratelimited";
      return tooMany(response, waitS);
    }
    const answer =
      fault?.kind === "refused" ? { ok: false, error: fault.error } : this.#call(method, token, args, logged);
    if (answer["ok"] === false) logged.answer = String(answer["error"]);
    if (fault?.kind === "lost_answer") return void response.socket?.destroy();
    if (fault?.kind === "slow_answer") await sleep(fault.ms);
    end(response, 200, answer);
  }

  #call(method: string, token: string, args: ApiArguments, logged: LoggedCall): ApiAnswer {
    try {
      if (method === "apps.connections.open") return { ok: true, url: this.#openConnection(token) };
      if (method === "oauth.v2.access") return { ok: true, ...this.#oauth.access(args) };
      const team = this.#teamOf(token);
      logged.teamId = team.workspace.teamId;
      assertGranted(method, team);
      const run = METHODS[method];
      if (run === undefined) throw new SlackApiError("unknown_method", { req_method: method });
      return { ok: true, ...run(team, args) };
    } catch (error) {
      if (!(error instanceof SlackApiError)) throw error;
      return { ok: false, error: error.code, ...error.detail };
    }
  }
}

function assertGranted(method: string, { scopes }: FakeTeam): void {
  if (!isKnownMethod(method)) throw new SlackApiError("unknown_method", { req_method: method });
  const needed = scopeOf(method);
  if (needed !== null && !scopes.has(needed))
    throw new SlackApiError("missing_scope", { needed, provided: [...scopes].join(",") });
}

function tooMany(response: ServerResponse, seconds: number): void {
  response.setHeader("retry-after", String(seconds));
  end(response, 429, { ok: false, error: "ratelimited" });
}

function end(response: ServerResponse, status: number, answer: ApiAnswer): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(answer));
}
