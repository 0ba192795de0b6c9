// From anywhere in Slack: a new campaign.
import type { App } from "@slack/bolt";
import { officeIn } from "../offices/office.ts";

export function listenToShortcuts(app: App): void {
  app.shortcut("campaign_new", async ({ ack, shortcut, context: bolt }) => {
    await ack();
    await officeIn(bolt).context.openNew(shortcut.trigger_id);
  });
}
