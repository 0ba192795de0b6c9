import { readMessage } from "@sluice/testkit/fake-slack";
import { eventually } from "@sluice/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { labelsOn, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => (scene = await openScene()), 60_000);
afterAll(async () => scene[Symbol.asyncDispose]());
beforeEach(() => scene.policy({}));

/** In the next years, in winter. */
const YEAR = new Date().getUTCFullYear() + 1;

test("Schedule, quiet hours, time zones shown in both viewer's (`<!date^…>`) and campaign's zone; launch outside window refused; scheduled launch can be cancelled from the card.", async () => {
  const { stage, person } = scene;
  const scheduling_details = {
    delivery_type: "AT_FIXED_TIME",
    start_time: `${YEAR}-12-01T23:30:00`,
    timezone: "Europe/Berlin",
  };
  const { campaign, card } = await scene.submitted({ scheduling_details });
  const startS = Date.parse(`${YEAR}-12-01T22:30:00Z`) / 1_000;
  const read = readMessage(card);
  expect(read).toContain(`<!date^${startS}^{date_short_pretty} {time}|${YEAR}-12-01 22:30 UTC> for you`);
  expect(read).toContain(`${YEAR}-12-01T23:30:00 (Europe/Berlin)`);
  await scene.clicks("ben", "Approve", card);
  await scene.becomes(campaign, "APPROVED");

  await scene.policy({ quiet_hours: { from: "22:00", to: "08:00", time_zone: "Europe/Berlin" } });
  await scene.clicks("ann", "Launch", card);
  await person("ann").sees(`it may start from ${YEAR}-12-02 08:00 Europe/Berlin`, stage.channel);
  expect((await scene.now(campaign)).run_id).toBeNull();
  await eventually(() => readMessage(card).includes("It would start in quiet hours"));
  expect(readMessage(card)).toContain(
    "quiet hours are 22:00 to 08:00 Europe/Berlin. It may start from <!date^",
  );

  await scene.policy({});
  await scene.clicks("ann", "Launch", card);
  await scene.becomes(campaign, "SCHEDULED");
  await eventually(() => labelsOn(card).includes("Cancel"));
  await scene.clicks("ben", "Cancel", card);
  await person("ben").seesModal("Cancel for good?");
  expect(await person("ben").submits()).toBeNull();
  await scene.becomes(campaign, "STOPPED");
});
