import type { App } from "@slack/bolt";
import { homeView } from "../blocks/home.ts";
import type { BotOptions } from "../bot-options.ts";
import { officeIn } from "../offices/office.ts";

const LENGTH = 5;

export function listenToHome(app: App, { health }: BotOptions): void {
  app.event("app_home_opened", async ({ event, client, context: bolt }) => {
    const { context, budget } = officeIn(bolt);
    const { person } = await context.people.of(event.user);
    const [mine, pending, live, lateRuns] = await Promise.all([
      context.desk.list({ person, limit: LENGTH }),
      context.desk.list({ statuses: ["UNDER_REVIEW"], limit: LENGTH }),
      context.desk.list({ statuses: ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"], limit: LENGTH }),
      context.desk.lateRuns(),
    ]);
    await client.views.publish({
      user_id: event.user,
      view: homeView({ mine, pending, live, health: { ...health(), editsLeft: budget.left, lateRuns } }),
    });
  });
  app.event("subteam_members_changed", async ({ context: bolt }) =>
    officeIn(bolt).context.people.forgetGroup(),
  );
}
