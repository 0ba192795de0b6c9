// A text handed to one person as a file, in the thread of a message of the bot.
import type { WebClient } from "@slack/web-api";

export interface TextFile {
  name: string;
  text: string;
}

/** @param message under which it stands; a file alone could be read without what it is about */
export async function uploadFile(
  client: WebClient,
  message: { channel: string; thread_ts: string },
  { name, text }: TextFile,
): Promise<void> {
  const length = Buffer.byteLength(text);
  const { upload_url: url = "", file_id: id = "" } = await client.files.getUploadURLExternal({
    filename: name,
    length,
  });
  const answer = await fetch(url, { method: "POST", body: text });
  if (!answer.ok) throw new Error(`Slack did not take the file: status ${answer.status}`);
  await client.files.completeUploadExternal({
    files: [{ id, title: name }],
    channel_id: message.channel,
    thread_ts: message.thread_ts,
  });
}
