import { expect, test } from "vitest";
import { natsRightsFinding } from "./rights-findings.ts";

test.each([
  ["nats://sluice_api:secret@nats-1:4222,nats://nats-2:4222", "ok", "logs in as sluice_api"],
  ["nats://nats-1:4222,nats://sluice:secret@nats-2:4222", "note", "share one user"],
  ["nats://nats-1:4222", "note", "names no user"],
  [undefined, "ok", "each app has its own"],
])("the user of %s is %s", (natsUrl, state, words) => {
  const finding = natsRightsFinding(natsUrl);
  expect(finding).toMatchObject({ state, detail: expect.stringContaining(words) });
  expect(JSON.stringify(finding)).not.toContain("secret");
});
