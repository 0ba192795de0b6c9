// What people do in the emulated Slack, which sends nothing to apps itself: signed and sent as Slack would, with its triggers.
import { HttpDelivery } from "@sluice/testkit/fake-slack";
import type { EmulatedMessage, EmulatedSlack } from "./emulated-slack.ts";

export interface SignedHand {
  types(userId: string, text: string): Promise<void>;
  clicks(userId: string, message: EmulatedMessage, actionId: string): Promise<void>;
  opensHome(userId: string): Promise<void>;
}

export interface HandOptions {
  slack: EmulatedSlack;
  requestUrl: string;
  signingSecret: string;
  /** Where answers to commands and clicks go. */
  responseUrl: string;
}

export function signedHand({ slack, requestUrl, signingSecret, responseUrl }: HandOptions): SignedHand {
  const delivery = new HttpDelivery({ requestUrl, signingSecret, nowMs: Date.now });
  const { teamId, channelId } = slack;
  return {
    types: async (userId, text) => {
      const about = { team_id: teamId, channel_id: channelId, user_id: userId, response_url: responseUrl };
      const payload = { ...about, command: "/campaign", text, trigger_id: await slack.trigger(userId) };
      await delivery.deliver({ kind: "slash_commands", payload });
    },
    clicks: async (userId, message, actionId) => {
      const payload = {
        type: "block_actions",
        team: { id: teamId },
        user: { id: userId, team_id: teamId },
        channel: { id: channelId, name: "campaigns" },
        container: { type: "message", message_ts: message.ts, channel_id: channelId },
        message,
        trigger_id: await slack.trigger(userId),
        response_url: responseUrl,
        actions: [buttonIn(message, actionId)],
      };
      await delivery.deliver({ kind: "interactive", payload });
    },
    opensHome: async (user) => {
      const event = { type: "app_home_opened", user, tab: "home", event_ts: "1.1" };
      const about = { type: "event_callback", team_id: teamId, event_id: `Ev${user}`, event_time: 1 };
      await delivery.deliver({ kind: "events_api", payload: { ...about, event } });
    },
  };
}

function buttonIn({ ts, blocks = [] }: EmulatedMessage, actionId: string): Record<string, unknown> {
  for (const { block_id: blockId, elements = [] } of blocks) {
    const element = elements.find(({ action_id }) => action_id === actionId);
    if (element !== undefined) return { ...element, type: "button", block_id: blockId ?? "b", action_ts: ts };
  }
  throw new Error(`the message has no button ${actionId}`);
}
