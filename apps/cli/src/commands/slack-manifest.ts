// `sluice slack manifest`: what to paste at Slack when the app is made. The one for Socket Mode is the source; the one for
// signed requests says in addition where Slack reaches us.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { type CommandContext, examples } from "./command-context.ts";

export const MANIFEST_FILE = join(import.meta.dirname, "../../../slack-bot/manifest.json");

/** As far as the two differ. */
const Manifest = z.looseObject({
  features: z.looseObject({ slash_commands: z.array(z.looseObject({})) }),
  oauth_config: z.looseObject({}),
  settings: z.looseObject({ event_subscriptions: z.looseObject({}), interactivity: z.looseObject({}) }),
});
export type SlackManifest = z.infer<typeof Manifest>;

export function slackManifestCommand({ print }: CommandContext): Command {
  return new Command("manifest")
    .summary("print the manifest of the Slack app")
    .option(
      "--http <url>",
      "for signed requests and many Slack workspaces: under which Slack reaches the bot",
      publicUrl,
    )
    .addHelpText(
      "after",
      examples("sluice slack manifest", "sluice slack manifest --http https://sluice.example.com"),
    )
    .action(async ({ http }: { http?: string }) => {
      const manifest = Manifest.parse(JSON.parse(await readFile(MANIFEST_FILE, "utf8")));
      print(JSON.stringify(http === undefined ? manifest : httpManifest(manifest, http), null, 2));
    });
}

/** @param publicUrl without a slash at its end */
export function httpManifest(manifest: SlackManifest, publicUrl: string): SlackManifest {
  const requestUrl = `${publicUrl}/slack/events`;
  const { features, oauth_config, settings } = manifest;
  return {
    ...manifest,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((command) => ({ ...command, url: requestUrl })),
    },
    oauth_config: { ...oauth_config, redirect_urls: [`${publicUrl}/slack/oauth_redirect`] },
    settings: {
      ...settings,
      event_subscriptions: { ...settings.event_subscriptions, request_url: requestUrl },
      interactivity: {
        ...settings.interactivity,
        request_url: requestUrl,
        message_menu_options_url: requestUrl,
      },
      socket_mode_enabled: false,
    },
  };
}

function publicUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === "https:" && url.search === "" && url.hash === "") return text.replace(/\/+$/, "");
  throw new InvalidArgumentError("Use an address that begins with https://, as Slack wants it.");
}
