// The bytes of files: uploaded by a bot to the URL that it was given, downloaded by a bot that may read files.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FakeTeam } from "./fake-team.ts";

export function takeUpload(
  team: FakeTeam | undefined,
  fileId: string,
  bytes: Buffer,
  response: ServerResponse,
): void {
  const file = team?.files.get(fileId);
  if (file === undefined) return void response.writeHead(404).end();
  file.bytes = bytes;
  response.writeHead(200).end("OK");
}

/** `url_private`: with the bot's token. */
export function sendFile(
  team: FakeTeam | undefined,
  fileId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = team?.files.get(fileId);
  if (team === undefined || file === undefined) return void response.writeHead(404).end();
  if (!mayRead(team, request)) return void response.writeHead(403).end();
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
}

const mayRead = ({ botToken, scopes }: FakeTeam, { headers }: IncomingMessage): boolean =>
  headers.authorization === `Bearer ${botToken}` && scopes.has("files:read");
