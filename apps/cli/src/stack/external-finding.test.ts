import { expect, test } from "vitest";
import { externalFinding } from "./external-finding.ts";

test.each([
  ["nats://user:secret@127.0.0.1:1", "NATS_URL names one at 127.0.0.1:1, which does not answer"],
  ["secret", "NATS_URL is not an address"],
])("a server that does not answer is missing, and no password is told: %s", async (url, detail) => {
  expect(await externalFinding("nats-server", "NATS_URL", url, 4222)).toMatchObject({
    state: "missing",
    detail,
  });
});
