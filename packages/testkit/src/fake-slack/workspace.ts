// Who and what there is in a fake workspace: people, channels, user groups, messages. Ids are counted, never drawn, so that
// a test that fails fails alike again.
import { SlackApiError } from "./slack-error.ts";

export interface SlackUser {
  id: string;
  team_id: string;
  name: string;
  real_name: string;
  tz: string;
  tz_offset: number;
  deleted: boolean;
  is_bot: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  /** Of another company, in a shared channel. */
  is_stranger: boolean;
  profile: { email: string; display_name: string; real_name: string };
}

export interface SlackMessage {
  type: "message";
  ts: string;
  user: string;
  bot_id?: string;
  app_id?: string;
  text: string;
  blocks?: unknown[];
  attachments?: unknown[];
  thread_ts?: string;
  /** Of a reply: the channel sees it, too. */
  reply_broadcast?: boolean;
  metadata?: unknown;
  edited?: { user: string; ts: string };
  /** Only this person sees it, until they reload. */
  ephemeral_to?: string;
  files?: string[];
}

export interface SlackChannel {
  id: string;
  name: string;
  is_im: boolean;
  is_archived: boolean;
  members: Set<string>;
  messages: SlackMessage[];
}

export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}

export const BOT_USER = "U0BOT";
export const BOT_ID = "B0BOT";
export const APP_ID = "A0APP";

export class Workspace {
  readonly teamId: string;
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  readonly groups = new Map<string, UserGroup>();
  readonly #nowMs: () => number;
  #count = 0;
  #lastTs = 0;

  constructor(teamId: string, nowMs: () => number) {
    this.teamId = teamId;
    this.#nowMs = nowMs;
    this.addUser("sluice", { id: BOT_USER, is_bot: true });
  }

  nextId(prefix: string): string {
    this.#count += 1;
    return `${prefix}0${this.teamId.slice(1)}${this.#count.toString(36).toUpperCase().padStart(5, "0")}`;
  }

  /** Seconds and microseconds; two messages never share one. */
  nextTs(): string {
    this.#lastTs = Math.max(this.#nowMs() * 1_000, this.#lastTs + 1);
    const seconds = Math.floor(this.#lastTs / 1_000_000);
    return `${seconds}.${String(this.#lastTs % 1_000_000).padStart(6, "0")}`;
  }

  addUser(name: string, given: Partial<SlackUser> = {}): SlackUser {
    const user: SlackUser = {
      id: this.nextId("U"),
      team_id: this.teamId,
      name,
      real_name: name[0]?.toUpperCase() + name.slice(1),
      tz: "Europe/Berlin",
      tz_offset: 3_600,
      deleted: false,
      is_bot: false,
      is_restricted: false,
      is_ultra_restricted: false,
      is_stranger: false,
      profile: { email: `${name}@example.com`, display_name: name, real_name: name },
      ...given,
    };
    this.users.set(user.id, user);
    return user;
  }

  addChannel(
    name: string,
    memberIds: readonly string[] = [],
    { id = this.nextId("C"), isIm = false }: { id?: string; isIm?: boolean } = {},
  ): SlackChannel {
    const members = new Set(memberIds);
    const channel = { id, name, is_im: isIm, is_archived: false, members, messages: [] };
    this.channels.set(id, channel);
    return channel;
  }

  addGroup(handle: string, users: readonly string[], id = this.nextId("S")): UserGroup {
    const group = { id, handle, name: handle, users: [...users] };
    this.groups.set(group.id, group);
    return group;
  }

  userNamed(name: string): SlackUser {
    const user = [...this.users.values()].find((one) => one.name === name);
    if (user === undefined) throw new Error(`the fake workspace has nobody called ${name}`);
    return user;
  }

  user(id: string): SlackUser {
    const user = this.users.get(id);
    if (user === undefined) throw new SlackApiError("user_not_found");
    return user;
  }

  /** A user's id is the id of their direct messages with the bot, which are opened on first use. */
  channel(id: string): SlackChannel {
    const channel = this.channels.get(id) ?? (this.users.has(id) ? this.directMessages(id) : undefined);
    if (channel === undefined) throw new SlackApiError("channel_not_found");
    return channel;
  }

  directMessages(userId: string): SlackChannel {
    const name = `dm-${this.user(userId).name}`;
    const known = [...this.channels.values()].find((channel) => channel.is_im && channel.name === name);
    return known ?? this.addChannel(name, [userId, BOT_USER], { id: this.nextId("D"), isIm: true });
  }

  /** Slack names every block and element that the bot did not. */
  withIds(blocks: readonly unknown[]): Array<Record<string, unknown>> {
    return (blocks as ReadonlyArray<Record<string, unknown>>).map((block) => ({
      block_id: this.nextId("b"),
      ...block,
    }));
  }

  /** Where the bot may write. @throws SlackApiError */
  writable(id: string): SlackChannel {
    const channel = this.channel(id);
    if (channel.is_archived) throw new SlackApiError("is_archived");
    if (!channel.members.has(BOT_USER)) throw new SlackApiError("not_in_channel");
    return channel;
  }
}
