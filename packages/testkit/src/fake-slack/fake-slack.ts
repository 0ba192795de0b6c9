// A Slack of our own, as far as a bot sees one: the Web API, Socket Mode, signed HTTP, views, response URLs, files; with
// Slack's rules and limits, and faults on demand. It imports nothing of a bot.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkBlocks } from "./block-kit/check-blocks.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { HttpDelivery } from "./delivery/http-delivery.ts";
import { SocketDelivery } from "./delivery/socket-delivery.ts";
import { FakeTeam } from "./fake-team.ts";
import { sendFile, takeUpload } from "./file-transfer.ts";
import { type PageNeighbours, servePage } from "./page/page-server.ts";
import { OAuth } from "./oauth.ts";
import { eventPayload } from "./payloads.ts";
import { Person } from "./person.ts";
import { respond } from "./respond.ts";
import { SlackApiError } from "./slack-error.ts";
import { WebApi } from "./web-api.ts";
import { BOT_USER } from "./workspace.ts";

export interface FakeSlackOptions {
  nowMs?: () => number;
  signingSecret?: string;
  appToken?: string;
  port?: number;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** Not Node's five seconds: a call of a bot that was held up must not meet a connection that is closed just then. */
const IDLE_CONNECTION_MS = 60_000;
/** Of a path: what people open in a browser. */
const PAGE_PLACES: ReadonlySet<string> = new Set(["ui", "archives"]);

export class FakeSlack {
  readonly signingSecret: string;
  readonly appToken: string;
  readonly socket = new SocketDelivery();
  readonly api: WebApi;
  readonly teams = new Map<string, FakeTeam>();
  readonly oauth: OAuth;
  readonly #server: Server;
  readonly #nowMs: () => number;
  #delivery: Delivery = this.socket;
  #requestUrl: string | null = null;
  #origin = "";

  constructor({ nowMs = Date.now, signingSecret = "signing-secret", appToken = "xapp-1" }: FakeSlackOptions) {
    this.#nowMs = nowMs;
    this.signingSecret = signingSecret;
    this.appToken = appToken;
    this.oauth = new OAuth(this.teams, nowMs);
    this.api = new WebApi({
      nowMs,
      teamOf: (token) => this.#teamOf(token),
      oauth: this.oauth,
      openConnection: (token) => this.#openConnection(token),
    });
    this.#server = createServer(
      { keepAliveTimeout: IDLE_CONNECTION_MS },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.on("upgrade", (request, socket, head: Buffer) => {
      const ticket = new URL(request.url ?? "/", "http://fake").searchParams.get("ticket") ?? "";
      if (!this.socket.upgrade(ticket, request, socket, head)) socket.destroy();
    });
  }

  async listen(port = 0): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    for (const team of this.teams.values()) team.origin = this.#origin;
  }

  get origin(): string {
    return this.#origin;
  }

  /** For Bolt's `clientOptions.slackApiUrl`. */
  get apiUrl(): string {
    return `${this.#origin}/api/`;
  }

  addTeam(teamId: string, scopes: Iterable<string>, botToken = `xoxb-${teamId}`): FakeTeam {
    const team = new FakeTeam(teamId, botToken, scopes, this.#nowMs);
    team.origin = this.#origin;
    this.teams.set(teamId, team);
    return team;
  }

  /** The app is taken out of the workspace: its token is dead, and Slack says so. */
  async uninstall(team: FakeTeam): Promise<void> {
    team.uninstall();
    const tokens = { bot: [BOT_USER] };
    for (const event of [{ type: "tokens_revoked", tokens }, { type: "app_uninstalled" }])
      await this.#delivery.deliver({ kind: "events_api", payload: eventPayload(team, event) });
  }

  person(team: FakeTeam, name: string): Person {
    return new Person(team, team.workspace.userNamed(name), () => this.#delivery);
  }

  /** From now on over signed HTTP instead of Socket Mode. */
  deliverTo(requestUrl: string): void {
    const { signingSecret } = this;
    this.#requestUrl = requestUrl;
    this.#delivery = new HttpDelivery({ requestUrl, signingSecret, nowMs: this.#nowMs });
  }

  /** Null: over sockets. */
  get requestUrl(): string | null {
    return this.#requestUrl;
  }

  deliverOverSockets(): void {
    this.#requestUrl = null;
    this.#delivery = this.socket;
  }

  get delivery(): Delivery {
    return this.#delivery;
  }

  async stop(): Promise<void> {
    await this.socket.stop();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #teamOf(token: string): FakeTeam {
    const teams = [...this.teams.values()];
    const team = token === "" ? undefined : teams.find(({ botToken }) => botToken === token);
    if (team !== undefined) return team;
    const wasGood = teams.some(({ revokedTokens }) => revokedTokens.has(token));
    throw new SlackApiError(token === "" ? "not_authed" : wasGood ? "token_revoked" : "invalid_auth");
  }

  #openConnection(token: string): string {
    if (token !== this.appToken) throw new SlackApiError("not_allowed_token_type");
    return `${this.#origin.replace("http", "ws")}/link?ticket=${this.socket.mintTicket()}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://fake");
    const body = await bodyOf(request);
    const [, place = "", first = "", second = ""] = url.pathname.split("/");
    if (place === "api") return this.api.serve(first, request, body.toString(), response);
    if (place === "respond") return respond(this.teams.get(first), second, body.toString(), response);
    if (place === "upload") return takeUpload(this.#teamOfFile(first), first, body, response);
    if (url.pathname === "/oauth/v2/authorize") return this.oauth.serve(url, response);
    if (place === "files") return sendFile(this.#teamOfFile(first), first, request, response);
    const team = this.teams.get(url.searchParams.get("team") ?? "") ?? [...this.teams.values()][0];
    if (!PAGE_PLACES.has(place) || team === undefined) return void response.writeHead(404).end();
    return servePage(this.#pageNeighbours(team), url, body, response);
  }

  #teamOfFile(fileId: string): FakeTeam | undefined {
    return [...this.teams.values()].find(({ files }) => files.has(fileId));
  }

  #pageNeighbours(team: FakeTeam): PageNeighbours {
    return {
      team,
      personNamed: (name) => this.person(team, name),
      deliver: (delivered) => this.#delivery.deliver(delivered),
      nowMs: this.#nowMs,
    };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error("the body is too large for the fake");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  checkBlocks("message", []); // compiles the schema now: on a busy machine that takes longer than a trigger lives
  const slack = new FakeSlack(options);
  await slack.listen(options.port);
  return slack;
}
