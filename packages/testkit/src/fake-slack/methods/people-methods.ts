// Who is there: users, user groups, members of channels; in pages, with cursors.
import type { ApiArguments, ApiMethod } from "../api-call.ts";
import { SlackApiError } from "../slack-error.ts";
import type { SlackChannel, SlackUser } from "../workspace.ts";

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1_000;

function page<T>(
  all: readonly T[],
  args: ApiArguments,
): { items: T[]; response_metadata: { next_cursor: string } } {
  const limit = Math.min(Number(args.text("limit") ?? DEFAULT_PAGE), MAX_PAGE);
  const start = Number(args.text("cursor") ?? 0);
  if (!(limit > 0) || !(start >= 0)) throw new SlackApiError("invalid_cursor");
  const isMore = start + limit < all.length;
  return {
    items: all.slice(start, start + limit),
    response_metadata: { next_cursor: isMore ? String(start + limit) : "" },
  };
}

const shown = ({ is_stranger, ...user }: SlackUser) => ({
  ...user,
  ...(is_stranger ? { is_stranger, team_id: "T0ELSEWHERE" } : {}),
});

const shownChannel = ({ members, messages: _, ...channel }: SlackChannel) => ({
  ...channel,
  is_channel: !channel.is_im,
  num_members: members.size,
});

export const peopleMethods: Record<string, ApiMethod> = {
  "users.info": ({ workspace }, args) => ({ user: shown(workspace.user(args.required("user"))) }),
  "users.list": ({ workspace }, args) => {
    const { items, ...rest } = page([...workspace.users.values()], args);
    return { members: items.map(shown), ...rest };
  },
  "users.lookupByEmail": ({ workspace }, args) => {
    const email = args.required("email");
    const user = [...workspace.users.values()].find(({ profile }) => profile.email === email);
    if (user === undefined) throw new SlackApiError("users_not_found");
    return { user: shown(user) };
  },
  "usergroups.list": ({ workspace }, args) => {
    const withUsers = args.flag("include_users");
    const groups = [...workspace.groups.values()];
    return { usergroups: groups.map(({ users, ...group }) => (withUsers ? { ...group, users } : group)) };
  },
  "usergroups.users.list": ({ workspace }, args) => {
    const group = workspace.groups.get(args.required("usergroup"));
    if (group === undefined) throw new SlackApiError("no_such_subteam");
    return { users: group.users };
  },
  "conversations.info": ({ workspace }, args) => ({
    channel: shownChannel(workspace.channel(args.required("channel"))),
  }),
  "conversations.members": ({ workspace }, args) => {
    const { items, ...rest } = page([...workspace.channel(args.required("channel")).members], args);
    return { members: items, ...rest };
  },
  "conversations.open": ({ workspace }, args) => {
    const channel = workspace.directMessages(args.required("users"));
    return { channel: { id: channel.id } };
  },
};
