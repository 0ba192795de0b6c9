// The bot, put together: its neighbours are open already. Each Slack workspace has its office; what runs beside them all is
// Bolt, and the relay of what the engine has to say.
import { type App, HTTPReceiver, type Receiver } from "@slack/bolt";
import type { NoticeQueue } from "@sluice/bus";
import type { Logger } from "@sluice/telemetry";
import { createBot } from "./bot.ts";
import { relayNotices } from "./cards/relay-notices.ts";
import type { BotConfig } from "./config.ts";
import { onePlace } from "./offices/one-place.ts";
import { openOffice } from "./offices/office.ts";
import { Offices } from "./offices/offices.ts";
import type { Place } from "./offices/place.ts";
import type { BotMemory, CampaignDesk } from "./ports.ts";
import { Rounds } from "./rounds.ts";
import { DualSocketReceiver } from "./slack/dual-socket-receiver.ts";

export interface BotParts {
  config: BotConfig;
  /** The campaigns and the memory of one installation: of its Sluice workspace alone. */
  neighboursOf: (place: Pick<Place, "workspaceId" | "teamId">) => { desk: CampaignDesk; memory: BotMemory };
  notices: Pick<NoticeQueue, "next">;
  nowMs: () => number;
  log: Logger;
}

export interface BotHealth {
  /** Over signed HTTP: 1, for as long as the bot listens. */
  connections: number;
  /** 0: never. */
  lastEventAtMs: number;
  /** Of the office that has the fewest. */
  editsLeft: number;
  offices: number;
}

export interface RunningBot {
  app: App;
  offices: Offices;
  health(): BotHealth;
  stop(): Promise<void>;
}

export async function startBot({ config, neighboursOf, notices, nowMs, log }: BotParts): Promise<RunningBot> {
  const { slackApiUrl, transport, installs } = config;
  const address = { slackApiUrl };
  const offices = new Offices({
    places: await onePlace(installs, address),
    open: (place) => openOffice({ place, ...neighboursOf(place), address, nowMs, log }),
    nowMs,
  });
  const receiver = receiverOf(config);
  const app = await createBot({ receiver, address, offices, log });
  await offices.openAll();
  await (transport.kind === "http" ? app.start(transport.port) : app.start());
  const rounds = new Rounds(log);
  rounds.every(0, "notices", () => relayNotices(notices, { offices, nowMs }));
  return {
    app,
    offices,
    health: () => {
      const socket = receiver instanceof DualSocketReceiver ? receiver.health : null;
      return {
        connections: socket?.connected ?? 1,
        lastEventAtMs: socket?.lastEventAtMs ?? 0,
        editsLeft: Math.min(...offices.open.map(({ budget }) => budget.left)),
        offices: offices.open.length,
      };
    },
    stop: async () => {
      await rounds.stop();
      await offices.stop();
      await app.stop();
    },
  };
}

function receiverOf({ transport, slackApiUrl }: BotConfig): Receiver {
  if (transport.kind === "socket")
    return new DualSocketReceiver({ appToken: transport.appToken, slackApiUrl });
  return new HTTPReceiver({ signingSecret: transport.signingSecret });
}
