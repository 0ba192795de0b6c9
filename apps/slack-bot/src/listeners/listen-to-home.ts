import type { App } from "@slack/bolt";
import { homeView } from "../blocks/home.ts";
import { officeIn } from "../offices/office.ts";

const LENGTH = 5;

export function listenToHome(app: App): void {
  app.event("app_home_opened", async ({ event, client, context: bolt }) => {
    const { context } = officeIn(bolt);
    const { person } = await context.people.of(event.user);
    const [mine, pending, live] = await Promise.all([
      context.desk.list({ person, limit: LENGTH }),
      context.desk.list({ statuses: ["UNDER_REVIEW"], limit: LENGTH }),
      context.desk.list({ statuses: ["SCHEDULED", "ACTIVE", "SENDING", "PAUSED"], limit: LENGTH }),
    ]);
    await client.views.publish({ user_id: event.user, view: homeView({ mine, pending, live }) });
  });
  app.event("subteam_members_changed", async ({ context: bolt }) =>
    officeIn(bolt).context.people.forgetGroup(),
  );
}
