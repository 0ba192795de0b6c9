// Slack's rate limits: by method, in tiers, a minute at a time; posting by channel as well. A call beyond is answered 429
// with the seconds to wait.
const MINUTE_MS = 60_000;
/** Calls a minute that Slack promises; we give exactly these, so that a bot that needs more is found out. */
const TIER = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

const TIER_OF_METHOD: Readonly<Record<string, keyof typeof TIER>> = {
  "apps.connections.open": 1,
  "usergroups.list": 2,
  "usergroups.users.list": 2,
  "users.list": 2,
  "conversations.list": 2,
  "chat.update": 3,
  "chat.delete": 3,
  "chat.scheduleMessage": 3,
  "conversations.info": 3,
  "conversations.open": 3,
  "users.lookupByEmail": 3,
  "reactions.add": 3,
  "reactions.remove": 3,
  "chat.postEphemeral": 4,
  "views.open": 4,
  "views.push": 4,
  "views.update": 4,
  "views.publish": 4,
  "users.info": 4,
  "conversations.members": 4,
  "files.getUploadURLExternal": 4,
  "files.completeUploadExternal": 4,
};
/** Sockets reconnect in bursts after a refresh; Slack bears that. */
const BURST_OF_METHOD: Readonly<Record<string, number>> = { "apps.connections.open": 10 };
/** One message a second and channel, with a short burst. */
const POST_BURST = 5;
const POST_EVERY_MS = 1_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

export class RateTiers {
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** @returns null, or the whole seconds to wait. */
  take(teamId: string, method: string, channelId: string | undefined): number | null {
    if (method === "chat.postMessage")
      return this.#takeFrom(`${teamId} ${method} ${channelId ?? ""}`, POST_BURST, POST_EVERY_MS);
    const tier = TIER_OF_METHOD[method];
    if (tier === undefined) return null;
    const size = Math.max(TIER[tier], BURST_OF_METHOD[method] ?? 0);
    return this.#takeFrom(`${teamId} ${method}`, size, MINUTE_MS / TIER[tier]);
  }

  #takeFrom(key: string, size: number, everyMs: number): number | null {
    const nowMs = this.#nowMs();
    const { tokens, atMs } = this.#buckets.get(key) ?? { tokens: size, atMs: nowMs };
    const there = Math.min(size, tokens + (nowMs - atMs) / everyMs);
    const isAllowed = there >= 1;
    this.#buckets.set(key, { tokens: isAllowed ? there - 1 : there, atMs: nowMs });
    return isAllowed ? null : Math.max(1, Math.ceil(((1 - there) * everyMs) / 1_000));
  }
}
