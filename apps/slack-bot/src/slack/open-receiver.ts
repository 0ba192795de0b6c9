// How Slack reaches the bot: over sockets that the bot opens, or over signed requests, where the pages of installing are too.
import type { Receiver } from "@slack/bolt";
import type { Logger } from "@sluice/telemetry";
import manifest from "../../manifest.json" with { type: "json" };
import type { BotConfig, ManyInstalls } from "../config.ts";
import { installPages } from "../installs/install-pages.ts";
import { SealedInstallations } from "../installs/sealed-installations.ts";
import type { Offices } from "../offices/offices.ts";
import type { Places } from "../offices/place.ts";
import { clientOptions, type SlackAddress } from "./clients.ts";
import { DualSocketReceiver } from "./dual-socket-receiver.ts";
import type { FrontDoor } from "./front-door.ts";
import { SignedHttpReceiver, type SignedHttpOptions } from "./signed-http-receiver.ts";

interface ReceiverParts {
  door: FrontDoor;
  places: Places;
  offices: Offices;
  address: SlackAddress;
  log: Logger;
}

const REDIRECT_PATH = "/slack/oauth_redirect";

export function openReceiver(
  { transport, installs, slackApiUrl, host }: BotConfig,
  parts: ReceiverParts,
): Receiver {
  const { door, log } = parts;
  if (transport.kind === "socket")
    return new DualSocketReceiver({ appToken: transport.appToken, slackApiUrl, door, log });
  const installing = installs.kind === "many" ? installerOf(installs, parts) : {};
  return new SignedHttpReceiver({ signingSecret: transport.signingSecret, host, door, log, ...installing });
}

function installerOf(
  installs: ManyInstalls,
  { places, offices, address, log }: ReceiverParts,
): Partial<SignedHttpOptions> {
  if (!(places instanceof SealedInstallations)) throw new Error("many installations need a place to be kept");
  const { clientId, clientSecret, stateSecret, publicUrl } = installs;
  const onInstalled = (teamId: string): void =>
    void offices
      .renew(teamId)
      .catch((error: unknown) => log.error({ teamId, err: error }, "office.not_opened"));
  return {
    clientId,
    clientSecret,
    stateSecret,
    scopes: manifest.oauth_config.scopes.bot,
    redirectUri: `${publicUrl}${REDIRECT_PATH}`,
    installationStore: places,
    installerOptions: {
      redirectUriPath: REDIRECT_PATH,
      directInstall: true,
      clientOptions: clientOptions(address),
      ...authorizationUrl(address),
      callbackOptions: installPages({ installations: places, address, onInstalled, log }),
    },
  };
}

/** Beside the API, when it is not Slack's own. */
const authorizationUrl = ({ slackApiUrl }: SlackAddress): { authorizationUrl?: string } =>
  slackApiUrl === undefined ? {} : { authorizationUrl: new URL("/oauth/v2/authorize", slackApiUrl).href };
