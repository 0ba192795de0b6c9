// `emulate`, a Slack that others wrote: its own state, read with a token of its own that the bot does not have.
import { createEmulator } from "emulate";
import manifest from "../../manifest.json" with { type: "json" };

export const BOT_TOKEN = "xoxb-second-oracle";
const READER_TOKEN = "xoxp-second-oracle";
const BOT_SCOPES: readonly string[] = manifest.oauth_config.scopes.bot;
const READER_SCOPES = ["channels:read", "channels:history", "users:read"];
const APP = { app_id: "A0SLUICE", bot_id: "B0SLUICE", bot_user_id: "U0SLUICE" };

export interface EmulatedMessage {
  ts: string;
  text: string;
  blocks?: Array<{ block_id?: string; elements?: Array<{ action_id?: string; value?: string }> }>;
}

export interface EmulatedSlack extends AsyncDisposable {
  url: string;
  teamId: string;
  channelId: string;
  userId(name: string): string;
  /** Good for three seconds and one view. */
  trigger(userId: string): Promise<string>;
  /** Of the channel, the oldest first. */
  history(): Promise<EmulatedMessage[]>;
  replies(ts: string): Promise<EmulatedMessage[]>;
}

type Answer = Readonly<Record<string, unknown>>;
interface Named {
  id: string;
  name: string;
}

export async function openEmulatedSlack(): Promise<EmulatedSlack> {
  const emulator = await createEmulator({ service: "slack", port: 0, seed: { slack: seed } });
  const ask = (method: string, args: object = {}): Promise<Answer> => askSlack(emulator.url, method, args);
  const { members } = await ask("users.list");
  const { channels } = await ask("conversations.list");
  const { team_id: teamId } = await ask("auth.test");
  const channel = idOf(channels, "campaigns");
  return {
    url: emulator.url,
    teamId: String(teamId),
    channelId: channel,
    userId: (name) => idOf(members, name),
    trigger: async (user_id) => String((await ask("views.generateTriggerId", { user_id }))["trigger_id"]),
    history: async () =>
      messagesIn(await ask("conversations.history", { channel })).toSorted(
        (a, b) => Number(a.ts) - Number(b.ts),
      ),
    replies: async (ts) => messagesIn(await ask("conversations.replies", { channel, ts })),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

/** Scopes are checked: what manifest.json asks for is what the bot gets. */
const seed = {
  users: ["ann", "ben"].map((name) => ({ name, email: `${name}@example.com` })),
  channels: [{ name: "campaigns" }],
  oauth_apps: [
    {
      ...APP,
      client_id: "1.2",
      client_secret: "not used",
      name: "Sluice",
      redirect_uris: [],
      scopes: BOT_SCOPES,
      bot_name: "sluice",
    },
  ],
  tokens: [
    { ...APP, token: BOT_TOKEN, type: "bot", user_id: APP.bot_user_id, scopes: BOT_SCOPES },
    { ...APP, token: READER_TOKEN, user: "ann", scopes: READER_SCOPES },
  ],
  strict_scopes: true,
};

async function askSlack(origin: string, method: string, args: object): Promise<Answer> {
  const response = await fetch(`${origin}/api/${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${READER_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(args),
  });
  const answer = (await response.json()) as Answer;
  if (answer["ok"] !== true) throw new Error(`${method}: ${String(answer["error"])}`);
  return answer;
}

const messagesIn = ({ messages }: Answer): EmulatedMessage[] => messages as EmulatedMessage[];

function idOf(list: unknown, name: string): string {
  const found = (list as Named[]).find((one) => one.name === name);
  if (found === undefined) throw new Error(`the emulated Slack has no ${name}`);
  return found.id;
}
