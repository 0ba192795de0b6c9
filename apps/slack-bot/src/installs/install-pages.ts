// What somebody sees in the browser who installs the app: that it is done and what comes next, or why not.
import type { ServerResponse } from "node:http";
import type { HTTPReceiverOptions } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Logger } from "@sluice/telemetry";
import { clientOptions, type SlackAddress } from "../slack/clients.ts";
import { type AnyInstallation, InstallRefused, type SealedInstallations } from "./sealed-installations.ts";

type Callbacks = NonNullable<NonNullable<HTTPReceiverOptions["installerOptions"]>["callbackOptions"]>;

interface PageParts {
  installations: SealedInstallations;
  address: SlackAddress;
  onInstalled: (teamId: string) => void;
  log: Logger;
}

export const installPages = ({ installations, address, onInstalled, log }: PageParts): Callbacks => ({
  afterInstallation: async (installation, _options, _request, response) => {
    const refusal = await installations.refusalOf(installation);
    if (refusal === null) return true;
    await giveBack(installation, address, log);
    log.warn({ teamId: installation.team?.id, why: refusal.message }, "slack.install_refused");
    page(response, 403, "Not installed", refusal.message);
    return false;
  },
  success: ({ team }, _options, _request, response) => {
    const teamId = team?.id ?? "";
    onInstalled(teamId);
    log.info({ teamId }, "slack.installed");
    const next = "In the channel where campaigns are approved: /invite @Sluice, then /campaign help.";
    page(response, 200, `Sluice is installed in ${team?.name ?? teamId}`, next);
  },
  failure: (error, _options, _request, response) => {
    log.warn({ code: error.code }, "slack.install_failed");
    const why =
      error instanceof InstallRefused
        ? error.message
        : "Slack or this browser broke off. Begin again at /slack/install, in one browser, within ten minutes.";
    page(response, 400, "Not installed", why);
  },
});

/** The token of an installation that we do not want: nobody has it afterwards. */
async function giveBack({ bot }: AnyInstallation, address: SlackAddress, log: Logger): Promise<void> {
  if (bot === undefined) return;
  try {
    await new WebClient(bot.token, clientOptions(address)).auth.revoke();
  } catch (error) {
    log.warn({ err: error }, "slack.token_not_revoked");
  }
}

function page(response: ServerResponse, status: number, title: string, text: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'",
    "referrer-policy": "no-referrer",
  });
  response.end(
    `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${escaped(text)}</p>\n`,
  );
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
