// A file that somebody shared in Slack, as text.
//
//   D1. The bot's token goes to Slack and to nobody else: a file that lies elsewhere is not fetched.
//   D2. Bounded: a file that says it is larger is not fetched, and one that turns out to be is not read on.

/** Why a file cannot be read, for whoever shared it. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

export interface FileFacts {
  name?: string | undefined;
  size?: number | undefined;
  is_external?: boolean | undefined;
  url_private_download?: string | undefined;
}

const TIMEOUT_MS = 5_000;
const NOT_NOW = "cannot be fetched from Slack now: try again";

export interface DownloadOptions {
  token: string;
  /** Another address than Slack's own. */
  slackApiUrl: string | undefined;
  maxBytes: number;
}

/** @throws UnreadableFile */
export async function downloadFile(
  { size = 0, is_external: isExternal, url_private_download: url }: FileFacts,
  { token, slackApiUrl, maxBytes }: DownloadOptions,
): Promise<string> {
  if (isExternal === true || url === undefined || !isSlacks(url, slackApiUrl))
    throw new UnreadableFile("lies outside of Slack: upload it"); // D1
  if (size > maxBytes) throw tooLarge(maxBytes);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(url, {
    headers,
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new UnreadableFile(NOT_NOW, { cause });
  });
  if (!answer.ok || answer.body === null) throw new UnreadableFile(NOT_NOW);
  return textWithin(answer.body, maxBytes);
}

/** D1 */
function isSlacks(url: string, slackApiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (slackApiUrl !== undefined) return origin === new URL(slackApiUrl).origin;
  return protocol === "https:" && (hostname === "slack.com" || hostname.endsWith(".slack.com"));
}

/** D2 */
async function textWithin(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UnreadableFile("is no text in UTF-8");
  }
}

const tooLarge = (maxBytes: number): UnreadableFile =>
  new UnreadableFile(`is larger than the ${maxBytes / 1_024} KB that are read`);
