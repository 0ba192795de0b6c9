// Payloads as Slack sends them, and as nobody should: parts missing, of other types, huge, or forged.
import * as fc from "fast-check";
import type { CampaignId } from "@sluice/schema";
import type { Delivered, FakeTeam, SlackChannel, SlackUser } from "@sluice/testkit/fake-slack";
import { ACTIONS } from "../src/blocks/buttons.ts";

type Json = Record<string, unknown>;

interface Actor {
  team: FakeTeam;
  user: SlackUser;
  channel: SlackChannel;
}

const VERBS = [
  "new",
  "list",
  "show",
  "submit",
  "approve",
  "reject",
  "launch",
  "pause",
  "resume",
  "cancel",
  "stop-all",
  "watch",
  "audit",
  "test",
];
/** Of the modals that there are, and one that is none. */
const MODALS = [
  "campaign_basics",
  "campaign_audience",
  "campaign_sending",
  "campaign_review",
  "campaign_reason",
  "campaign_file",
  "no_such_modal",
];
const EVENTS = [
  "app_home_opened",
  "subteam_members_changed",
  "file_shared",
  "message",
  "link_shared",
  "no_such_event",
];

/** What this person may have their client say about these campaigns. */
export function soundPayloads(
  actor: Actor,
  campaigns: readonly { id: CampaignId; version: number; content_hash: string }[],
) {
  const { team, user, channel } = actor;
  let count = 0;
  const next = (prefix: string): string => `${prefix}${Date.now()}.${(count += 1)}`;
  const common = (): Json => ({
    team: { id: team.workspace.teamId, domain: "fake" },
    user: { id: user.id, name: user.name, username: user.name, team_id: team.workspace.teamId },
    api_app_id: "A0APP",
    token: "legacy-token",
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: next("t"),
  });
  const values = campaigns.flatMap(({ id, version, content_hash: hash }) => [
    `${id}:${version}:${hash.slice(0, 8)}`,
    `${id}:${version + 1}:${hash.slice(0, 8)}`,
    `${id}:${version}:00000000`,
    id,
    "",
    "new",
  ]);
  const value = fc.constantFrom(...values);
  const view = (callbackId: string, metadata: string, text: string): Json => ({
    id: next("V"),
    type: "modal",
    hash: next("h"),
    callback_id: callbackId,
    private_metadata: metadata,
    state: {
      values: {
        name: { value: { type: "plain_text_input", value: text } },
        reason: { value: { type: "plain_text_input", value: text } },
      },
    },
    blocks: [{ type: "input", block_id: "name", element: { type: "plain_text_input", action_id: "value" } }],
  });
  const text = fc.string({ maxLength: 200 });
  const command = fc.tuple(fc.constantFrom(...VERBS), value, text).map(([verb, named, more]): Delivered => ({
    kind: "slash_commands",
    payload: {
      command: "/campaign",
      text: `${verb} ${named.split(":")[0]} ${more}`,
      team_id: team.workspace.teamId,
      user_id: user.id,
      user_name: user.name,
      channel_id: channel.id,
      channel_name: channel.name,
      trigger_id: next("t"),
      response_url: `${team.origin}/respond/${team.workspace.teamId}/none`,
      is_enterprise_install: "false",
    },
  }));
  const click = fc
    .tuple(fc.constantFrom(...ACTIONS, "no_such_action"), value, fc.boolean())
    .map(([action_id, named, isHome]): Delivered => ({
      kind: "interactive",
      payload: {
        type: "block_actions",
        ...common(),
        ...(isHome
          ? { view: view("home", "", "") }
          : { channel: { id: channel.id, name: channel.name }, message: { ts: "1.000001" } }),
        actions: [{ type: "button", action_id, block_id: "actions", value: named, action_ts: "1.1" }],
      },
    }));
  const submission = fc
    .tuple(fc.constantFrom("view_submission", "view_closed"), fc.constantFrom(...MODALS), value, text)
    .map(([type, callbackId, named, typed]): Delivered => ({
      kind: "interactive",
      payload: { type, ...common(), view: view(callbackId, named, typed), is_cleared: false },
    }));
  const search = fc
    .tuple(fc.constantFrom("value", "segment", "no_such_menu"), text)
    .map(([action_id, typed]): Delivered => ({
      kind: "interactive",
      payload: {
        type: "block_suggestion",
        ...common(),
        action_id,
        block_id: "who",
        value: typed,
        view: view("campaign_audience", "", ""),
      },
    }));
  const shortcut = fc
    .constantFrom("campaign_new", "campaign_from_file", "no_such_shortcut")
    .chain((callback_id) =>
      fc.constantFrom("shortcut", "message_action").map((type): Delivered => ({
        kind: "interactive",
        payload: {
          type,
          ...common(),
          callback_id,
          channel: { id: channel.id, name: channel.name },
          message: { ts: "1.1", files: [{ id: "F1" }] },
        },
      })),
    );
  const event = fc.constantFrom(...EVENTS).map((type): Delivered => ({
    kind: "events_api",
    payload: {
      type: "event_callback",
      team_id: team.workspace.teamId,
      api_app_id: "A0APP",
      event_id: next("Ev"),
      event_time: 1,
      event: {
        type,
        user: user.id,
        user_id: user.id,
        channel: channel.id,
        channel_id: channel.id,
        file_id: "F1",
        tab: "home",
        subteam_id: "S1",
      },
      authorizations: [
        { team_id: team.workspace.teamId, enterprise_id: null, user_id: "U0BOT", is_bot: true },
      ],
    },
  }));
  return fc.oneof(command, click, submission, search, shortcut, event);
}

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    0,
    -1,
    true,
    [],
    {},
    [null],
    "x".repeat(60_000),
    "\u0000",
    "<!channel>",
    "__proto__",
    "T9OTHER",
    "null",
  ),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const harm = fc.record({ at: fc.nat(10_000), isGone: fc.boolean(), value: nasty });

/** Up to four harms to what was sound; often none. */
export const harmed = (sound: fc.Arbitrary<Delivered>): fc.Arbitrary<Delivered> =>
  fc.tuple(sound, fc.array(harm, { maxLength: 4 })).map(([delivered, harms]) => {
    const payload = structuredClone(delivered.payload);
    for (const { at, isGone, value } of harms) {
      const places = placesIn(payload);
      const place = places[at % places.length];
      if (place === undefined) continue;
      if (isGone) Reflect.deleteProperty(...place);
      else Reflect.set(place[0], place[1], value);
    }
    return { ...delivered, payload };
  });

function placesIn(value: object): Array<[object, string]> {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): Array<[object, string]> =>
    typeof inner === "object" && inner !== null ? [[value, name], ...placesIn(inner)] : [[value, name]],
  );
}
