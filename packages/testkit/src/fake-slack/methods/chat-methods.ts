import { deleteMessage, findMessage, type MessageContent, postMessage, updateMessage } from "../messages.ts";
import type { ApiArguments, ApiMethod } from "../api-call.ts";
import { SlackApiError } from "../slack-error.ts";
import { BOT_USER } from "../workspace.ts";

const contentIn = (args: ApiArguments): MessageContent => ({
  text: args.text("text"),
  blocks: args.json<unknown[]>("blocks"),
  attachments: args.json<unknown[]>("attachments"),
  thread_ts: args.text("thread_ts"),
  reply_broadcast: args.flag("reply_broadcast"),
  metadata: args.json("metadata"),
});

const MAX_SCHEDULE_AHEAD_S = 120 * 24 * 3_600;

export const chatMethods: Record<string, ApiMethod> = {
  "chat.postMessage": ({ workspace, scopes }, args) => {
    const channel = scopes.has("chat:write.public")
      ? workspace.channel(args.required("channel"))
      : workspace.writable(args.required("channel"));
    const content = contentIn(args);
    if (content.thread_ts !== undefined) findMessage(channel, content.thread_ts);
    const message = postMessage(workspace, channel, content);
    return { channel: channel.id, ts: message.ts, message };
  },
  "chat.postEphemeral": ({ workspace }, args) => {
    const channel = workspace.writable(args.required("channel"));
    const reader = args.required("user");
    if (!channel.members.has(workspace.user(reader).id)) throw new SlackApiError("user_not_in_channel");
    const message = postMessage(workspace, channel, contentIn(args), { ephemeral_to: reader });
    return { message_ts: message.ts };
  },
  "chat.update": ({ workspace }, args) => {
    const channel = workspace.writable(args.required("channel"));
    const message = updateMessage(workspace, channel, args.required("ts"), contentIn(args));
    return { channel: channel.id, ts: message.ts, text: message.text, message };
  },
  "chat.delete": ({ workspace }, args) => {
    const channel = workspace.channel(args.required("channel"));
    deleteMessage(channel, args.required("ts"));
    return { channel: channel.id, ts: args.required("ts") };
  },
  "chat.getPermalink": ({ workspace, origin }, args) => {
    const channel = workspace.channel(args.required("channel"));
    const { ts } = findMessage(channel, args.required("message_ts"));
    return { channel: channel.id, permalink: `${origin}/archives/${channel.id}/p${ts.replace(".", "")}` };
  },
  "chat.scheduleMessage": ({ workspace, scheduled }, args) => {
    const channel = workspace.writable(args.required("channel"));
    const postAt = Number(args.required("post_at"));
    const nowS = Number(workspace.nextTs());
    if (!(postAt > nowS)) throw new SlackApiError("time_in_past");
    if (postAt > nowS + MAX_SCHEDULE_AHEAD_S) throw new SlackApiError("time_too_far");
    const id = workspace.nextId("Q");
    scheduled.push({ id, channel: channel.id, postAt, text: args.text("text") ?? "" });
    return { channel: channel.id, scheduled_message_id: id, post_at: postAt };
  },
  "chat.deleteScheduledMessage": ({ scheduled }, args) => {
    const index = scheduled.findIndex(({ id }) => id === args.required("scheduled_message_id"));
    if (index < 0) throw new SlackApiError("invalid_scheduled_message_id");
    scheduled.splice(index, 1);
    return {};
  },
  "reactions.add": ({ workspace, reactions }, args) => {
    const channel = workspace.channel(args.required("channel"));
    const { ts } = findMessage(channel, args.required("timestamp"));
    const name = args.required("name");
    if (reactions.some((one) => one.channel === channel.id && one.ts === ts && one.name === name))
      throw new SlackApiError("already_reacted");
    reactions.push({ channel: channel.id, ts, name });
    return {};
  },
  "reactions.remove": ({ reactions }, args) => {
    const [channel, ts, name] = [args.required("channel"), args.required("timestamp"), args.required("name")];
    const index = reactions.findIndex((one) => one.channel === channel && one.ts === ts && one.name === name);
    if (index < 0) throw new SlackApiError("no_reaction");
    reactions.splice(index, 1);
    return {};
  },
  "auth.test": ({ workspace, origin }) => ({
    url: `${origin}/`,
    team: workspace.teamId,
    team_id: workspace.teamId,
    user: "sluice",
    user_id: BOT_USER,
    bot_id: "B0BOT",
    is_enterprise_install: false,
  }),
  "api.test": () => ({}),
  "auth.revoke": (team) => {
    team.uninstall();
    return { revoked: true };
  },
};
