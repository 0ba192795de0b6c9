// What Slack sends for each thing that a person does.
import type { FakeTeam } from "./fake-team.ts";
import type { SlackView } from "./views.ts";
import { APP_ID, type SlackChannel, type SlackMessage, type SlackUser } from "./workspace.ts";

type Payload = Record<string, unknown>;

const userIn = ({ id, name, team_id }: SlackUser): Payload => ({ id, username: name, name, team_id });
const teamIn = ({ workspace }: FakeTeam): Payload => ({ id: workspace.teamId, domain: "fake" });
const common = (team: FakeTeam, user: SlackUser): Payload => ({
  team: teamIn(team),
  user: userIn(user),
  api_app_id: APP_ID,
  token: "legacy-token",
  enterprise: null,
  is_enterprise_install: false,
});

const responseUrl = (
  team: FakeTeam,
  user: SlackUser,
  channel: SlackChannel,
  messageTs: string | null,
): string =>
  `${team.origin}/respond/${team.workspace.teamId}/${team.responseUrls.mint({
    channelId: channel.id,
    userId: user.id,
    messageTs,
  })}`;

export const commandPayload = (
  team: FakeTeam,
  user: SlackUser,
  channel: SlackChannel,
  command: string,
  text: string,
): Payload => ({
  token: "legacy-token",
  team_id: team.workspace.teamId,
  team_domain: "fake",
  channel_id: channel.id,
  channel_name: channel.name,
  user_id: user.id,
  user_name: user.name,
  command,
  text,
  api_app_id: APP_ID,
  is_enterprise_install: "false",
  response_url: responseUrl(team, user, channel, null),
  trigger_id: team.triggers.mint(user.id),
});

export const messageActionPayload = (
  team: FakeTeam,
  user: SlackUser,
  channel: SlackChannel,
  message: SlackMessage,
  action: Payload,
): Payload => ({
  type: "block_actions",
  ...common(team, user),
  container: {
    type: "message",
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.ephemeral_to !== undefined,
  },
  trigger_id: team.triggers.mint(user.id),
  channel: { id: channel.id, name: channel.name },
  message: message.ephemeral_to === undefined ? message : undefined,
  state: { values: {} },
  response_url: responseUrl(team, user, channel, message.ts),
  actions: [action],
});

export const viewActionPayload = (
  team: FakeTeam,
  user: SlackUser,
  view: SlackView,
  action: Payload,
): Payload => ({
  type: "block_actions",
  ...common(team, user),
  container: { type: "view", view_id: view.id },
  trigger_id: team.triggers.mint(user.id, view.type === "modal" ? view.root_view_id : null),
  view,
  actions: [action],
});

export const submissionPayload = (team: FakeTeam, user: SlackUser, view: SlackView): Payload => ({
  type: "view_submission",
  ...common(team, user),
  trigger_id: team.triggers.mint(user.id, view.root_view_id),
  view,
  response_urls: [],
});

export const closedPayload = (team: FakeTeam, user: SlackUser, view: SlackView, all: boolean): Payload => ({
  type: "view_closed",
  ...common(team, user),
  view,
  is_cleared: all,
});

export const suggestionPayload = (
  team: FakeTeam,
  user: SlackUser,
  view: SlackView,
  asked: { action_id: string; block_id: string; value: string },
): Payload => ({ type: "block_suggestion", ...common(team, user), ...asked, view });

/** In the menu of a message: with the message, and the files that it has. */
export const messageShortcutPayload = (
  team: FakeTeam,
  user: SlackUser,
  channel: SlackChannel,
  message: SlackMessage,
  callbackId: string,
): Payload => ({
  type: "message_action",
  ...common(team, user),
  callback_id: callbackId,
  trigger_id: team.triggers.mint(user.id),
  action_ts: team.workspace.nextTs(),
  message_ts: message.ts,
  channel: { id: channel.id, name: channel.name },
  message: { ...message, files: (message.files ?? []).map((id) => ({ id, name: team.files.get(id)?.name })) },
  response_url: responseUrl(team, user, channel, message.ts),
});

export const shortcutPayload = (team: FakeTeam, user: SlackUser, callbackId: string): Payload => ({
  type: "shortcut",
  ...common(team, user),
  callback_id: callbackId,
  trigger_id: team.triggers.mint(user.id),
  action_ts: team.workspace.nextTs(),
});

export const eventPayload = (team: FakeTeam, event: Payload): Payload => ({
  token: "legacy-token",
  team_id: team.workspace.teamId,
  api_app_id: APP_ID,
  type: "event_callback",
  event_id: team.workspace.nextId("Ev"),
  event_time: Math.floor(Number(team.workspace.nextTs())),
  event: { ...event, event_ts: team.workspace.nextTs() },
  authorizations: [{ team_id: team.workspace.teamId, user_id: "U0BOT", is_bot: true }],
});
