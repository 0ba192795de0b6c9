import type { App } from "@slack/bolt";
import type { BotOptions } from "../bot-options.ts";
import { officeIn } from "../offices/office.ts";
import { showHome } from "./show-home.ts";

export function listenToHome(app: App, options: BotOptions): void {
  app.event("app_home_opened", async ({ event, client, context: bolt }) => {
    if (event.tab === "home") await showHome(officeIn(bolt), options, client, event.user);
  });
  app.event("subteam_members_changed", async ({ context: bolt }) =>
    officeIn(bolt).context.people.forgetGroup(),
  );
}
