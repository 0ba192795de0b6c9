// What a test tells of each recipient, and of all of them together.
import type { TestContentResult, TestRecipient, TestResult } from "@sluice/schema";

export const unknownPerson = (identifier: string): TestRecipient => ({
  identifier,
  user_id: null,
  status: "FAILED",
  failure_reason: "no user of the workspace has this identifier",
});

/** SENT: everybody was sent to. */
export function contentResult(recipients: TestRecipient[]): TestContentResult {
  const failed = recipients.filter(({ status }) => status === "FAILED");
  const [first] = failed;
  if (first === undefined) return { status: "SENT", recipients };
  const which = failed.length === 1 ? first.identifier : `${failed.length} of ${recipients.length}`;
  return { status: "FAILED", failure_reason: `${which}: ${first.failure_reason ?? "failed"}`, recipients };
}

export function testResult(byKey: ReadonlyMap<string, TestRecipient[]>): TestResult {
  const all = [...byKey.values()].flat();
  const sentCount = all.filter(({ status }) => status === "SENT").length;
  const data = Object.fromEntries([...byKey].map(([key, recipients]) => [key, contentResult(recipients)]));
  return { data, message: `${sentCount} of ${all.length} sent` };
}
