import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";

function recordedLogger() {
  const lines: string[] = [];
  const log = createLogger("ledger", { destination: { write: (line) => void lines.push(line) } });
  return { log, lines };
}

test("a line is one JSON object with level, time, app, fields and what happened", () => {
  const { log, lines } = recordedLogger();
  log.info({ runId: "r1", recipientCount: 500 }, "batch.settled");
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: "info",
    name: "ledger",
    runId: "r1",
    recipientCount: 500,
    msg: "batch.settled",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test("no secret reaches a line: not by field, child, message or error", () => {
  const { log, lines } = recordedLogger();
  log.info({ headers: { cookie: "s3cret" } }, "to nats://a:s3cret@h:1");
  log.child({ runId: "r" }).child({ apiKey: "s3cret" }).warn("grandchild");
  log.error(new Error("postgres://u:s3cret@db", { cause: new Error("https://s3cret@x") }));
  expect(lines).toHaveLength(3);
  expect(lines.join("")).not.toContain("s3cret");
});
