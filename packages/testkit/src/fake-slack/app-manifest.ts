// What the fake takes from an app's manifest when it installs the app: scopes, and what stands in Slack's own menus.
import type { AppShortcut } from "./fake-team.ts";

export interface AppManifest {
  oauth_config: { scopes: { bot: readonly string[] } };
  features: { shortcuts?: readonly AppShortcut[] };
}

export const scopesIn = ({ oauth_config: { scopes } }: AppManifest): readonly string[] => scopes.bot;
export const shortcutsIn = ({ features }: AppManifest): readonly AppShortcut[] => features.shortcuts ?? [];
