// The way back that a command or a click brings with it.
import type { ServerResponse } from "node:http";
import type { FakeTeam } from "./fake-team.ts";
import { deleteMessage, type MessageContent, postMessage, updateMessage } from "./messages.ts";
import { SlackApiError } from "./slack-error.ts";

export function respond(
  team: FakeTeam | undefined,
  key: string,
  body: string,
  response: ServerResponse,
): void {
  if (team === undefined) return void response.writeHead(404).end();
  try {
    answer(team, key, JSON.parse(body) as ResponseBody);
    response.writeHead(200).end("ok");
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    response.writeHead(error.code.endsWith("_url") ? 404 : 400).end(error.code);
  }
}

interface ResponseBody extends MessageContent {
  response_type?: "ephemeral" | "in_channel";
  replace_original?: boolean;
  delete_original?: boolean;
}

function answer({ workspace, responseUrls }: FakeTeam, key: string, body: ResponseBody): void {
  const { channelId, userId, messageTs } = responseUrls.use(key);
  const channel = workspace.channel(channelId);
  const original = channel.messages.find(({ ts }) => ts === messageTs);
  if (body.delete_original === true && original !== undefined && original.ephemeral_to === undefined)
    return deleteMessage(channel, original.ts);
  if (body.replace_original === true && original !== undefined) {
    if (original.ephemeral_to === undefined) updateMessage(workspace, channel, original.ts, body);
    else Object.assign(original, { text: body.text ?? "", blocks: body.blocks ?? [] });
    return undefined;
  }
  const about = body.response_type === "in_channel" ? {} : { ephemeral_to: userId };
  postMessage(workspace, channel, body, about);
}
