// The app was removed from a Slack workspace, or its token taken back: its office closes, and what we were given is deleted.
// These come without an office: Bolt asks nobody whether they are authorized, and who they are about Slack has signed.
import type { App } from "@slack/bolt";
import type { BotOptions } from "../bot-options.ts";

export function listenToInstalls(app: App, { offices, log }: BotOptions): void {
  const gone = async (teamId: string, toldS: number): Promise<void> => {
    const isRemoved = await offices.remove(teamId, (toldS + 1) * 1_000); // the second is over then
    log.info({ teamId, isRemoved }, "slack.uninstalled");
  };
  app.event("app_uninstalled", async ({ body }) => gone(body.team_id, body.event_time));
  app.event("tokens_revoked", async ({ body, event }) => {
    if ((event.tokens.bot ?? []).length > 0) await gone(body.team_id, body.event_time);
  });
}
