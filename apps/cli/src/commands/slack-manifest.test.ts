import { readFileSync } from "node:fs";
import { checkManifest } from "@sluice/testkit/fake-slack";
import { expect, test } from "vitest";
import { httpManifest, MANIFEST_FILE, type SlackManifest } from "./slack-manifest.ts";

const manifest = JSON.parse(readFileSync(MANIFEST_FILE, "utf8")) as SlackManifest;

test("for signed requests Slack would take it, and every address is under the one that was given", () => {
  const generated = httpManifest(manifest, "https://sluice.example.com");
  expect(checkManifest(generated)).toEqual([]);
  const addresses = JSON.stringify(generated).match(/https:[^"]+/g) ?? [];
  expect(new Set(addresses)).toEqual(
    new Set(["https://sluice.example.com/slack/events", "https://sluice.example.com/slack/oauth_redirect"]),
  );
});

test("it asks for nothing that the one for Socket Mode does not ask for", () => {
  const { features, oauth_config, settings } = httpManifest(manifest, "https://sluice.example.com");
  expect(oauth_config["scopes"]).toEqual(manifest.oauth_config["scopes"]);
  expect(settings.event_subscriptions["bot_events"]).toEqual(
    manifest.settings.event_subscriptions["bot_events"],
  );
  expect(features.slash_commands).toHaveLength(manifest.features.slash_commands.length);
});
