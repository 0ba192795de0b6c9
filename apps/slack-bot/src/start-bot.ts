// The bot, put together: its neighbours are open already. What runs beside Bolt: the watch over live cards, notices, and a
// sweep over cards that a restart left as they were.
import { type App, HTTPReceiver, type Receiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { NoticeQueue } from "@sluice/bus";
import type { Campaign } from "@sluice/schema";
import type { Logger } from "@sluice/telemetry";
import { createBot } from "./bot.ts";
import { CardBoard } from "./cards/card-board.ts";
import { EditBudget } from "./cards/edit-budget.ts";
import { LiveWatch } from "./cards/live-watch.ts";
import { Outbox } from "./cards/outbox.ts";
import { relayNotices } from "./cards/relay-notices.ts";
import { refreshDirty, sweepCards } from "./cards/sweep-cards.ts";
import type { CommandContext } from "./commands/campaign-command.ts";
import type { BotConfig } from "./config.ts";
import { basicsModal, reasonModal } from "./modals/campaign-modals.ts";
import type { BotMemory, CampaignDesk } from "./ports.ts";
import { Rounds } from "./rounds.ts";
import { backgroundClient, clientOptions } from "./slack/clients.ts";
import { DualSocketReceiver } from "./slack/dual-socket-receiver.ts";
import { People } from "./slack/people.ts";

export interface BotParts {
  config: BotConfig;
  desk: CampaignDesk;
  memory: BotMemory;
  notices: Pick<NoticeQueue, "next">;
  nowMs: () => number;
  log: Logger;
}

export interface BotHealth {
  /** Over signed HTTP: 1, for as long as the bot listens. */
  connections: number;
  /** 0: never. */
  lastEventAtMs: number;
  editsLeft: number;
}

export interface RunningBot {
  app: App;
  health(): BotHealth;
  stop(): Promise<void>;
}

const TICK_MS = 1_000;

export async function startBot({ config, desk, memory, notices, nowMs, log }: BotParts): Promise<RunningBot> {
  const { botToken, channelId, approvers, slackApiUrl, transport } = config;
  const address = { slackApiUrl };
  const foreground = new WebClient(botToken, clientOptions(address));
  const { team_id: teamId = "", user_id: botUserId = "", bot_id: botId = "" } = await foreground.auth.test();
  const budget = new EditBudget(nowMs);
  const background = backgroundClient(botToken, address);
  const outbox = new Outbox((message) => background.chat.postMessage(message), log);
  const board = new CardBoard({ client: background, memory, budget, outbox });
  const watch = new LiveWatch({ desk, board, memory, budget, nowMs });
  const context: CommandContext = {
    desk,
    board,
    teamId,
    people: new People({ client: foreground, teamId, approvers, nowMs }),
    onLaunched: async (campaign) => void (await watch.start(campaign, channelId)),
    watch: (campaign, channel) => watch.start(campaign, channel),
    postCard: async (campaign: Campaign) =>
      void (await board.postCampaign(await desk.facts(campaign), channelId)),
    openNew: async (triggerId) =>
      void (await foreground.views.open({ trigger_id: triggerId, view: basicsModal(null) })),
    openReason: async (triggerId, campaign) =>
      void (await foreground.views.open({ trigger_id: triggerId, view: reasonModal(campaign) })),
  };
  const receiver = receiverOf(config);
  const app = await createBot({ token: botToken, botId, botUserId, receiver, address, memory, context, log });
  await (transport.kind === "http" ? app.start(transport.port) : app.start());
  await sweepCards({ desk, memory, board });
  const rounds = new Rounds(log);
  rounds.every(TICK_MS, "live_cards", () => watch.tick());
  rounds.every(TICK_MS, "dirty_cards", () => refreshDirty({ desk, board }));
  rounds.every(0, "notices", () =>
    relayNotices(notices, { desk, board, workspaceId: config.workspaceId, nowMs }),
  );
  return {
    app,
    health: () => {
      const socket = receiver instanceof DualSocketReceiver ? receiver.health : null;
      return {
        connections: socket?.connected ?? 1,
        lastEventAtMs: socket?.lastEventAtMs ?? 0,
        editsLeft: budget.left,
      };
    },
    stop: async () => {
      outbox.stop();
      await rounds.stop();
      await app.stop();
    },
  };
}

function receiverOf({ transport, slackApiUrl }: BotConfig): Receiver {
  if (transport.kind === "socket")
    return new DualSocketReceiver({ appToken: transport.appToken, slackApiUrl });
  return new HTTPReceiver({ signingSecret: transport.signingSecret });
}
