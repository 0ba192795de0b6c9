// One workspace with the app in it: what its people see, and what the app may do there.
import { ResponseUrls } from "./response-urls.ts";
import { Triggers } from "./triggers.ts";
import { Views } from "./views.ts";
import { Workspace } from "./workspace.ts";

export interface UploadedFile {
  id: string;
  name: string;
  bytes: Buffer;
  isComplete: boolean;
  /** Of a file that a person dropped in: who, and where it is to be seen. */
  sharedBy?: { userId: string; channelId: string; ts: string };
}

/** What the app offers in Slack's own menus, as its manifest says. */
export interface AppShortcut {
  name: string;
  type: "global" | "message";
  callback_id: string;
}

export class FakeTeam {
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  readonly views: Views;
  readonly responseUrls: ResponseUrls;
  readonly files = new Map<string, UploadedFile>();
  readonly reactions: Array<{ channel: string; ts: string; name: string }> = [];
  readonly scheduled: Array<{ id: string; channel: string; postAt: number; text: string }> = [];
  /** Empty: the app is not installed. */
  botToken: string;
  /** What was good once. */
  readonly revokedTokens = new Set<string>();
  shortcuts: readonly AppShortcut[] = [];
  /** What the app was granted: a method that needs more is refused. */
  scopes: ReadonlySet<string>;
  /** Where the fake listens, once it does. */
  origin = "";

  constructor(teamId: string, botToken: string, scopes: Iterable<string>, nowMs: () => number) {
    this.workspace = new Workspace(teamId, nowMs);
    this.triggers = new Triggers(nowMs);
    this.views = new Views(this.workspace, this.triggers);
    this.responseUrls = new ResponseUrls(nowMs);
    this.botToken = botToken;
    this.scopes = new Set(scopes);
  }

  install(botToken: string, scopes: Iterable<string>): void {
    this.uninstall();
    this.botToken = botToken;
    this.scopes = new Set(scopes);
  }

  uninstall(): void {
    if (this.botToken !== "") this.revokedTokens.add(this.botToken);
    this.botToken = "";
  }
}
