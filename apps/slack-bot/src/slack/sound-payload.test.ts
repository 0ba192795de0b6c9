// Payloads as Slack's own pages show them: none of them may be refused.
import { expect, test } from "vitest";
import { soundPayload } from "./sound-payload.ts";

const TEAM = { id: "T9TK3CUKW", domain: "example" };
const USER = { id: "UA8RXUSPL", username: "jtorrance", name: "jtorrance", team_id: "T9TK3CUKW" };
const VIEW = {
  id: "VNHU13V36",
  team_id: "T9TK3CUKW",
  type: "modal",
  title: { type: "plain_text", text: "Modal" },
  blocks: [
    { type: "input", block_id: "multi-line", element: { type: "plain_text_input", action_id: "ml-value" } },
  ],
  private_metadata: "",
  callback_id: "modal-with-inputs",
  state: { values: { "multi-line": { "ml-value": { type: "plain_text_input", value: null } } } },
  hash: "156663117.cd33ad1f",
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: { type: "plain_text", text: "Submit" },
  previous_view_id: null,
  root_view_id: "VNHU13V36",
  app_id: "A21SDS90",
  external_id: "",
  app_installed_team_id: "T9TK3CUKW",
  bot_id: "BA13894H",
};

test.each([
  [
    "a command",
    {
      token: "gIkuvaNzQIHg97ATvDxqgjtO",
      team_id: "T0001",
      team_domain: "example",
      enterprise_id: "E0001",
      enterprise_name: "Globular",
      channel_id: "C2147483705",
      channel_name: "test",
      user_id: "U2147483697",
      user_name: "Steve",
      command: "/campaign",
      text: "",
      response_url: "https://hooks.slack.com/commands/1234/5678",
      trigger_id: "13345224609.738474920.8088930838d88f008e0",
      api_app_id: "A123456",
      is_enterprise_install: "false",
    },
    "T0001 command 13345224609.738474920.8088930838d88f008e0",
  ],
  [
    "a click in a message",
    {
      type: "block_actions",
      team: TEAM,
      user: USER,
      api_app_id: "AABA1ABCD",
      token: "9s8d9as89d8as9d8as989",
      container: {
        type: "message",
        message_ts: "1548261231.000200",
        channel_id: "CBR2V3XEX",
        is_ephemeral: false,
      },
      trigger_id: "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
      channel: { id: "CBR2V3XEX", name: "review-updates" },
      message: {
        bot_id: "BAH5CA16Z",
        type: "message",
        text: "This can't be displayed.",
        user: "UAJ2RU415",
        ts: "1548261231.000200",
      },
      response_url: "https://hooks.slack.com/actions/AABA1ABCD/1232321423432/D09sSasdasdAS9091209",
      enterprise: null,
      is_enterprise_install: false,
      actions: [
        {
          action_id: "WaXA",
          block_id: "=qXel",
          text: { type: "plain_text", text: "View", emoji: true },
          value: "click_me_123",
          type: "button",
          action_ts: "1548426417.840180",
        },
      ],
    },
    "T9TK3CUKW block_actions 12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
  ],
  [
    "a choice in a modal",
    {
      type: "block_actions",
      team: TEAM,
      user: USER,
      api_app_id: "A21SDS90",
      container: { type: "view", view_id: "VNHU13V36" },
      trigger_id: "1.2.3",
      view: VIEW,
      actions: [
        {
          type: "static_select",
          action_id: "who",
          block_id: "who",
          selected_option: { text: { type: "plain_text", text: "all" }, value: "all" },
        },
      ],
    },
    "T9TK3CUKW block_actions 1.2.3",
  ],
  [
    "a submitted modal",
    {
      type: "view_submission",
      team: TEAM,
      user: USER,
      trigger_id: "4.5.6",
      view: VIEW,
      response_urls: [],
      enterprise: null,
    },
    "T9TK3CUKW view_submission 4.5.6",
  ],
  ["a closed modal", { type: "view_closed", team: TEAM, user: USER, view: VIEW, is_cleared: true }, null],
  [
    "a search in a menu",
    {
      type: "block_suggestion",
      team: TEAM,
      user: USER,
      action_id: "who",
      block_id: "who",
      value: "",
      view: VIEW,
      container: { type: "view", view_id: "V1" },
    },
    null,
  ],
  [
    "a shortcut",
    {
      type: "shortcut",
      token: "x",
      action_ts: "1581106241.371594",
      team: TEAM,
      user: { id: "U1", username: "u", team_id: null },
      callback_id: "campaign_new",
      trigger_id: "7.8.9",
    },
    "T9TK3CUKW shortcut 7.8.9",
  ],
  [
    "an opened home tab",
    {
      token: "XXYYZZ",
      team_id: "TXXXXXXXX",
      api_app_id: "AXXXXXXXXX",
      event: {
        type: "app_home_opened",
        user: "U061F7AUR",
        channel: "D0LAN2Q65",
        event_ts: "1515449522000016",
        tab: "home",
      },
      type: "event_callback",
      authed_users: ["UXXXXXXX1"],
      authorizations: [
        {
          enterprise_id: null,
          team_id: "TXXXXXXXX",
          user_id: "U0BOT",
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      event_context: "EC12345",
      event_id: "Ev08MFMKH6",
      event_time: 1234567890,
    },
    "TXXXXXXXX event Ev08MFMKH6",
  ],
  [
    "a shared file",
    {
      type: "event_callback",
      team_id: "T1",
      event_id: "Ev2",
      event: {
        type: "file_shared",
        channel_id: "D0000",
        file_id: "F2147483862",
        user_id: "U1",
        file: { id: "F2147483862" },
        event_ts: "1361482916.000004",
      },
    },
    "T1 event Ev2",
  ],
  [
    "an app that was removed",
    {
      type: "event_callback",
      team_id: "T1",
      event_id: "Ev3",
      event_time: 1,
      event: { type: "tokens_revoked", tokens: { oauth: ["U1"], bot: ["U2"] } },
    },
    "T1 event Ev3",
  ],
])("%s is let in, and known again by what is its own", (_, body, key) => {
  expect(soundPayload(body).key).toBe(key);
});
