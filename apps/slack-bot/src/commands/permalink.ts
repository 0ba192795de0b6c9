// The link of a message, as people copy it from Slack → where the message is. Whose workspace it names does not matter: the
// message is looked for among the bot's own cards.
export interface LinkedMessage {
  channelId: string;
  messageTs: string;
  /** Of the thread that it stands in, when the link says so. */
  threadTs: string | null;
}

const PATH = /\/archives\/([A-Z0-9]+)\/p(\d{10,})(\d{6})(?:\?([^|>]*))?/;

/** Null: no link of a message. Slack writes links of commands as `<https://…|…>`. */
export function parsePermalink(text: string): LinkedMessage | null {
  const [, channelId, seconds, micros, query = ""] = PATH.exec(text) ?? [];
  if (channelId === undefined || seconds === undefined || micros === undefined) return null;
  const threadTs = new URLSearchParams(query.replaceAll("&amp;", "&")).get("thread_ts");
  return { channelId, messageTs: `${seconds}.${micros}`, threadTs };
}
