// The bot, put together: its neighbours are open already. Each Slack workspace has its office; what runs beside them all is
// Bolt, and the relay of what the engine has to say.
import type { App } from "@slack/bolt";
import type { NoticeQueue } from "@sluice/bus";
import type { Logger } from "@sluice/telemetry";
import { type BotHealth, botHealth } from "./bot-health.ts";
import { createBot } from "./bot.ts";
import { relayNotices } from "./cards/relay-notices.ts";
import type { BotConfig } from "./config.ts";
import { openPlaces } from "./installs/open-places.ts";
import type { InstallationsOptions } from "./installs/sealed-installations.ts";
import { openOffice } from "./offices/office.ts";
import { FRESH_FOR_MS, Offices } from "./offices/offices.ts";
import type { Place } from "./offices/place.ts";
import type { BotMemory, CampaignDesk } from "./ports.ts";
import { Rounds } from "./rounds.ts";
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
      return openOffice({
        place,
        ...neighboursOf(place),
        address,
        apiUrl: config.apiUrl,
        typeNameOver: config.typeNameOver,
        onDeadToken,
        nowMs,
        log,
      });
    },
    nowMs,
  });
  const door = new FrontDoor({ log, nowMs });
  const receiver = openReceiver(config, { door, places, offices, address, log });
  const health = (): BotHealth => botHealth(receiver, door, offices);
  const app = await createBot({ receiver, address, offices, health, apiUrl: config.apiUrl, log });
  await offices.openAll((teamId, error) => log.error({ teamId, err: error }, "office.not_opened"));
  await (config.transport.kind === "http" ? app.start(config.transport.port) : app.start());
  const rounds = new Rounds(log);
  rounds.every(FRESH_FOR_MS, "offices", () => offices.refresh());
  rounds.every(0, "notices", () => relayNotices(notices, { offices, nowMs }));
  return {
    app,
    offices,
    health,
    stop: async () => {
      await rounds.stop();
      await app.stop();
      await offices.stop();
    },
  };
}
