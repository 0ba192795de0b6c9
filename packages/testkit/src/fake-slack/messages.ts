// Messages: posted, edited, deleted, shown to one person alone. The rules are those that bots trip over.
//
//   M1. `chat.update` with text alone takes the blocks away.
//   M2. An ephemeral message cannot be edited, and is gone when its reader reloads.
//   M3. Text beyond 40,000 characters is cut off, not refused.
import { checkBlocks } from "./block-kit/check-blocks.ts";
import { SlackApiError } from "./slack-error.ts";
import {
  APP_ID,
  BOT_ID,
  BOT_USER,
  type SlackChannel,
  type SlackMessage,
  type Workspace,
} from "./workspace.ts";

const MAX_TEXT_LENGTH = 40_000;

export interface MessageContent {
  text?: string | undefined;
  blocks?: unknown[] | undefined;
  attachments?: unknown[] | undefined;
  thread_ts?: string | undefined;
  reply_broadcast?: boolean;
  metadata?: unknown;
}

/** @throws SlackApiError no_text, invalid_blocks */
export function assertSendable({ text, blocks, attachments }: MessageContent): void {
  if ((text ?? "") === "" && blocks === undefined && attachments === undefined)
    throw new SlackApiError("no_text");
  if (blocks === undefined) return;
  const problems = checkBlocks("message", blocks);
  if (problems.length > 0) throw invalidBlocks(problems);
}

export const invalidBlocks = (problems: readonly string[]): SlackApiError =>
  new SlackApiError("invalid_blocks", {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });

export function postMessage(
  workspace: Workspace,
  channel: SlackChannel,
  content: MessageContent,
  about: Partial<SlackMessage> = {},
): SlackMessage {
  assertSendable(content);
  const { text = "", blocks, attachments, thread_ts, reply_broadcast = false, metadata } = content;
  const message: SlackMessage = {
    type: "message",
    ts: workspace.nextTs(),
    user: BOT_USER,
    bot_id: BOT_ID,
    app_id: APP_ID,
    text: text.slice(0, MAX_TEXT_LENGTH), // M3
    ...(blocks === undefined ? {} : { blocks: workspace.withIds(blocks) }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(thread_ts === undefined ? {} : { thread_ts, reply_broadcast }),
    ...(metadata === undefined ? {} : { metadata }),
    ...about,
  };
  channel.messages.push(message);
  return message;
}

export function findMessage(channel: SlackChannel, ts: string): SlackMessage {
  const message = channel.messages.find((one) => one.ts === ts);
  if (message === undefined || message.ephemeral_to !== undefined)
    throw new SlackApiError("message_not_found"); // M2
  return message;
}

export function updateMessage(
  workspace: Workspace,
  channel: SlackChannel,
  ts: string,
  content: MessageContent,
): SlackMessage {
  const message = findMessage(channel, ts);
  if (message.bot_id !== BOT_ID) throw new SlackApiError("cant_update_message");
  assertSendable(content);
  message.text = (content.text ?? "").slice(0, MAX_TEXT_LENGTH);
  if (content.blocks === undefined) delete message.blocks; // M1
  else message.blocks = workspace.withIds(content.blocks);
  if (content.metadata !== undefined) message.metadata = content.metadata;
  message.edited = { user: BOT_USER, ts: workspace.nextTs() };
  return message;
}

export function deleteMessage(channel: SlackChannel, ts: string): void {
  const message = findMessage(channel, ts);
  if (message.bot_id !== BOT_ID) throw new SlackApiError("cant_delete_message");
  channel.messages.splice(channel.messages.indexOf(message), 1);
}

/** What a person loses when they reload Slack. */
export function forgetEphemerals(workspace: Workspace, userId: string): void {
  for (const channel of workspace.channels.values())
    channel.messages = channel.messages.filter(({ ephemeral_to }) => ephemeral_to !== userId);
}
