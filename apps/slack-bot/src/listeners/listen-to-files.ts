// Campaigns from files: dropped into a conversation with the bot, or into the channel under a name that says what it is; any other by
// the shortcut on its message.
import type { App, MessageShortcut } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { type FileAnswer, fileRefused, fileTaken } from "../blocks/file-answer.ts";
import type { BotOptions } from "../bot-options.ts";
import { MAX_FILE_BYTES } from "../files/read-source.ts";
import { takeFile } from "../modals/file-flow.ts";
import { type Office, officeIn } from "../offices/office.ts";
import { downloadFile, type FileFacts, UnreadableFile } from "../slack/download-file.ts";
import { FAILED } from "./listen-to-commands.ts";

const A_FILE = /\.(?:ya?ml|json)$/i;
/** In a channel many files are shared: only such a name says that a campaign is meant. */
const A_CAMPAIGN = /\.campaign\.(?:ya?ml|json)$/i;

/** Where it came from: by itself, or because somebody asked. */
const DROPPED = "dropped file";

interface Shared {
  fileId: string;
  userId: string;
  channelId: string;
  from: string;
}

export function listenToFiles(app: App, options: BotOptions): void {
  app.event("file_shared", async ({ event, client, context: bolt }) => {
    const { file_id: fileId, user_id: userId, channel_id: channelId } = event;
    const office = officeIn(bolt);
    if (userId === office.place.botUserId) return;
    const wanted = channelId.startsWith("D") ? A_FILE : A_CAMPAIGN;
    await answer(office, options, client, { fileId, userId, channelId, from: DROPPED }, wanted);
  });
  app.shortcut<MessageShortcut>("campaign_from_file", async ({ ack, shortcut, client, context: bolt }) => {
    await ack();
    const shared = { userId: shortcut.user.id, channelId: shortcut.channel.id, from: "shortcut on a file" };
    const fileId = fileIdIn(shortcut.message);
    if (fileId === null) return say(client, shared, "There is no file at that message.");
    await answer(officeIn(bolt), options, client, { ...shared, fileId }, A_FILE);
  });
}

function fileIdIn(message: Readonly<Record<string, unknown>>): string | null {
  const [file] = Array.isArray(message["files"]) ? (message["files"] as unknown[]) : [];
  const id: unknown = Reflect.get(Object(file), "id");
  return typeof id === "string" ? id : null;
}

/** @param wanted names of other files are passed over; by the shortcut they are refused, because a person waits */
async function answer(
  office: Office,
  options: BotOptions,
  client: WebClient,
  shared: Shared,
  wanted: RegExp,
): Promise<void> {
  try {
    const { file = {} } = await client.files.info({ file: shared.fileId });
    if (!wanted.test(file.name ?? "")) {
      if (shared.from === DROPPED) return;
      throw new UnreadableFile("is none of a campaign: its name ends in .yaml, .yml or .json");
    }
    const { refusal } = await office.context.people.of(shared.userId);
    await say(client, shared, refusal ?? (await take(office, options, shared, file)));
  } catch (error) {
    if (error instanceof UnreadableFile) return say(client, shared, `That file ${error.message}.`);
    options.log.error({ err: error }, "file.failed");
    await say(client, shared, FAILED);
  }
}

/** @throws UnreadableFile */
async function take(
  { place, context: { desk, people, teamId } }: Office,
  { apiUrl, address }: BotOptions,
  { fileId, userId, from }: Shared,
  facts: FileFacts,
): Promise<FileAnswer> {
  const limits = { token: place.botToken, slackApiUrl: address.slackApiUrl, maxBytes: MAX_FILE_BYTES };
  const name = facts.name ?? "";
  const text = await downloadFile(facts, limits);
  const { person } = await people.of(userId);
  const actor = { person, source: `slack ${teamId}/${userId}, ${from}` };
  const taken = await takeFile({ actor, desk }, { name, text, requestId: `slack ${teamId} file ${fileId}` });
  if (!taken.ok) return fileRefused(name, taken.problems);
  const problems = await desk.problems(taken.campaign.id);
  const missing = problems.map((problem) => ({ ...problem, line: taken.file.lineOf(problem.field) }));
  return fileTaken(name, taken.campaign, missing, apiUrl);
}

/** In the conversation with the bot; in a channel, seen by nobody else. */
async function say(
  client: WebClient,
  { channelId: channel, userId: user }: Pick<Shared, "channelId" | "userId">,
  said: string | FileAnswer,
): Promise<void> {
  const message = typeof said === "string" ? { text: said } : said;
  if (channel.startsWith("D")) await client.chat.postMessage({ channel, ...message });
  else await client.chat.postEphemeral({ channel, user, ...message });
}
