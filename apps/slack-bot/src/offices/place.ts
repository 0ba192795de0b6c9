// Where the bot works: a Slack workspace that the app is installed in, and the one Sluice workspace that is worked on there.
import type { WorkspaceId } from "@sluice/schema";

export interface Place {
  /** Of the Slack workspace. */
  teamId: string;
  botToken: string;
  botId: string;
  botUserId: string;
  workspaceId: WorkspaceId;
  /** Where campaigns are approved. */
  channelId: string;
  /** Id of the user group whose members approve; null: every full member does. */
  approvers: string | null;
}

/** The places that there are. */
export interface Places {
  /** Null: the app is not installed there, or nobody has linked it with a workspace. */
  of(teamId: string): Promise<Place | null>;
  teamIds(): Promise<readonly string[]>;
  /**
   * Slack has taken the token back: what is kept of it is deleted.
   * @param toldMs when Slack said so: an installation of later is another one
   * @returns whether anything was
   */
  remove(teamId: string, toldMs: number): Promise<boolean>;
}
