// Installing over OAuth, as Slack plays it: a page that asks, a code that is good once and for a short while, and a token for
// it. A team that took the app away has no token, and its old one is refused as revoked.
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ApiAnswer, ApiArguments } from "./api-call.ts";
import type { FakeTeam } from "./fake-team.ts";
import { SlackApiError } from "./slack-error.ts";
import { APP_ID, BOT_USER } from "./workspace.ts";

const CODE_LIFETIME_MS = 10 * 60_000;

interface Granted {
  team: FakeTeam;
  userId: string;
  scopes: readonly string[];
  redirectUri: string | null;
  untilMs: number;
}

export class OAuth {
  readonly clientId = "1234567890.0987654321";
  readonly clientSecret = "client-secret-of-the-fake";
  readonly #teams: ReadonlyMap<string, FakeTeam>;
  readonly #nowMs: () => number;
  readonly #granted = new Map<string, Granted>();

  constructor(teams: ReadonlyMap<string, FakeTeam>, nowMs: () => number) {
    this.#teams = teams;
    this.#nowMs = nowMs;
  }

  /** GET `/oauth/v2/authorize` asks; with `allow=<team>:<user>`, which its links carry, it was answered. */
  serve(url: URL, response: ServerResponse): void {
    const asked = url.searchParams;
    if (asked.get("client_id") !== this.clientId)
      return void response.writeHead(400).end("invalid_client_id");
    const [teamId = "", userName = ""] = (asked.get("allow") ?? "").split(":");
    const team = this.#teams.get(teamId);
    if (team === undefined) return this.#ask(url, response);
    response.writeHead(302, { location: this.#allow(team, userName, asked) }).end();
  }

  /** `oauth.v2.access`. @throws SlackApiError */
  access(args: ApiArguments): ApiAnswer {
    if (args.text("client_id") !== this.clientId) throw new SlackApiError("invalid_client_id");
    if (args.text("client_secret") !== this.clientSecret) throw new SlackApiError("bad_client_secret");
    const code = args.required("code");
    const granted = this.#granted.get(code);
    if (granted === undefined || granted.untilMs < this.#nowMs()) throw new SlackApiError("invalid_code");
    this.#granted.delete(code);
    if ((args.text("redirect_uri") ?? null) !== granted.redirectUri)
      throw new SlackApiError("bad_redirect_uri");
    const { team, userId, scopes } = granted;
    team.install(`xoxb-${team.workspace.teamId}-${randomBytes(12).toString("hex")}`, scopes);
    return {
      app_id: APP_ID,
      authed_user: { id: userId },
      scope: scopes.join(","),
      token_type: "bot",
      access_token: team.botToken,
      bot_user_id: BOT_USER,
      team: { id: team.workspace.teamId, name: `Team ${team.workspace.teamId}` },
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  #allow(team: FakeTeam, userName: string, asked: URLSearchParams): string {
    const code = randomBytes(12).toString("hex");
    const redirectUri = asked.get("redirect_uri");
    this.#granted.set(code, {
      team,
      userId: team.workspace.userNamed(userName).id,
      scopes: (asked.get("scope") ?? "").split(","),
      redirectUri,
      untilMs: this.#nowMs() + CODE_LIFETIME_MS,
    });
    const back = new URL(redirectUri ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", asked.get("state") ?? "");
    return back.href;
  }

  #ask(url: URL, response: ServerResponse): void {
    const links = [...this.#teams.values()].flatMap(({ workspace }) =>
      [...workspace.users.values()]
        .filter(({ is_bot }) => !is_bot)
        .map(({ name }) => {
          const allowed = new URL(url);
          allowed.searchParams.set("allow", `${workspace.teamId}:${name}`);
          const href = `${allowed.pathname}${allowed.search}`.replaceAll("&", "&amp;");
          return `<a href="${href}">Allow in ${workspace.teamId} as ${name}</a>`;
        }),
    );
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(
      `<!doctype html><h1>Sluice asks for: ${url.searchParams.get("scope")}</h1>${links.join("<br>")}`,
    );
  }
}
