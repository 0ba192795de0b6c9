// The simple way: one Slack workspace, by its bot token. Whatever this app's own connection tells is meant for it.
import { WebClient } from "@slack/web-api";
import type { OneInstall } from "../config.ts";
import { clientOptions, type SlackAddress } from "../slack/clients.ts";
import type { Place, Places } from "./place.ts";

/** @throws Error when Slack does not know the token */
export async function onePlace(install: OneInstall, address: SlackAddress): Promise<Places> {
  const { botToken, workspaceId, channelId, approvers } = install;
  const client = new WebClient(botToken, clientOptions(address));
  const { team_id: teamId = "", user_id: botUserId = "", bot_id: botId = "" } = await client.auth.test();
  const place: Place = { teamId, botToken, botId, botUserId, workspaceId, channelId, approvers };
  return { of: async () => place, teamIds: async () => [teamId], remove: async () => false };
}
