// The bot, put together: its neighbours are open already. Each Slack workspace has its office; what runs beside them all is
// Bolt, and the relay of what the engine has to say.
import type { App } from "@slack/bolt";
import type { NoticeQueue } from "@sluice/bus";
import type { Logger } from "@sluice/telemetry";
import { createBot } from "./bot.ts";
import { relayNotices } from "./cards/relay-notices.ts";
import type { BotConfig } from "./config.ts";
import { openPlaces } from "./installs/open-places.ts";
import type { InstallationsOptions } from "./installs/sealed-installations.ts";
import { openOffice } from "./offices/office.ts";
import { Offices } from "./offices/offices.ts";
import type { Place } from "./offices/place.ts";
import type { BotMemory, CampaignDesk } from "./ports.ts";
import { Rounds } from "./rounds.ts";
import { DualSocketReceiver } from "./slack/dual-socket-receiver.ts";
import { FrontDoor } from "./slack/front-door.ts";
import { openReceiver } from "./slack/open-receiver.ts";

export interface BotParts {
  config: BotConfig;
  /** The campaigns and the memory of one installation: of its Sluice workspace alone. */
  neighboursOf: (place: Pick<Place, "workspaceId" | "teamId">) => { desk: CampaignDesk; memory: BotMemory };
  /** Where installations of many Slack workspaces are kept. */
  installations: Pick<InstallationsOptions, "store" | "tenantStore">;
  notices: Pick<NoticeQueue, "next">;
  nowMs: () => number;
  log: Logger;
}

export interface BotHealth {
  /** Over signed HTTP: 1, for as long as the bot listens. */
  connections: number;
  /** Why there are none, in Slack's words. */
  problem: string | null;
  /** 0: never. */
  lastEventAtMs: number;
  /** Of the office that has the fewest; null: none is open. */
  editsLeft: number | null;
  offices: number;
}

export interface RunningBot {
  app: App;
  offices: Offices;
  health(): BotHealth;
  stop(): Promise<void>;
}

export async function startBot(parts: BotParts): Promise<RunningBot> {
  const { config, neighboursOf, notices, nowMs, log } = parts;
  const address = { slackApiUrl: config.slackApiUrl };
  const places = await openPlaces(config.installs, { ...parts.installations, address, nowMs });
  const offices: Offices = new Offices({
    places,
    open: (place) => {
      const openedAtMs = nowMs();
      const onDeadToken = (): void => void offices.remove(place.teamId, openedAtMs).catch(() => undefined);
      return openOffice({ place, ...neighboursOf(place), address, onDeadToken, nowMs, log });
    },
    nowMs,
  });
  const door = new FrontDoor({ log, nowMs });
  const receiver = openReceiver(config, { door, places, offices, address, log });
  const app = await createBot({ receiver, address, offices, log });
  await offices.openAll((teamId, error) => log.error({ teamId, err: error }, "office.not_opened"));
  await (config.transport.kind === "http" ? app.start(config.transport.port) : app.start());
  const rounds = new Rounds(log);
  rounds.every(0, "notices", () => relayNotices(notices, { offices, nowMs }));
  return {
    app,
    offices,
    health: () => ({
      ...(receiver instanceof DualSocketReceiver
        ? { connections: receiver.health.connected, problem: receiver.health.problem }
        : { connections: 1, problem: null }),
      lastEventAtMs: door.lastEventAtMs,
      editsLeft:
        offices.open.length === 0 ? null : Math.min(...offices.open.map(({ budget }) => budget.left)),
      offices: offices.open.length,
    }),
    stop: async () => {
      await rounds.stop();
      await app.stop();
      await offices.stop();
    },
  };
}
