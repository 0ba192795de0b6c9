// What asks before something dangerous, and what is said loudly, as Slack would judge it, with the worst texts.
import { Notice, type TestRecipient, type WorkspaceStop } from "@sluice/schema";
import { checkBlocks, checkView, pressables, readBlocks } from "@sluice/testkit/fake-slack";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { historyStateText } from "../src/blocks/history-state.ts";
import { noticeMessage } from "../src/blocks/notice-message.ts";
import { stopMessage } from "../src/blocks/stop-message.ts";
import { testBlocks, testText } from "../src/blocks/test-message.ts";
import { context } from "../src/blocks/text.ts";
import { CONFIRMED_DEEDS, confirmModal, isTypedName, readConfirmation } from "../src/modals/confirm-modal.ts";
import { stopModal } from "../src/modals/stop-modal.ts";
import { campaign } from "./facts.ts";

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 3_000 }).map((text) => text.toWellFormed().replaceAll("\u0000", "")),
  fc.constantFrom("<!channel>", "&".repeat(3_000), "x".repeat(100_000), "😀".repeat(2_000), "```"),
);
const named = (name: string) =>
  campaign({ basic_details: { name: `A sale ${name.slice(0, 249)}`.toWellFormed() } });

/** Where the text is all. */
const PLAIN = context("text");

const stop = (text: string, ended_at: string | null): WorkspaceStop => ({
  stop_id: "01a20352-542e-7f91-a469-aae9354382c5",
  stopped_by: text,
  stopped_at: "2026-11-22T12:00:00.000Z",
  reason: text,
  paused_runs: 3,
  lifts: [{ lifted_by: text, lifted_at: "2026-11-22T12:30:00.000Z" }],
  lifts_required: 2,
  ended_at,
});

test("the loud message of a stop is one that Slack takes, and mentions nobody whom a person wrote", () => {
  fc.assert(
    fc.property(nasty, fc.boolean(), (text, isOver) => {
      const { blocks } = stopMessage(stop(text, isOver ? "2026-11-22T13:00:00.000Z" : null), new Map());
      expect(checkBlocks("message", blocks)).toEqual([]);
      expect(readBlocks(blocks)).not.toContain("<!channel>");
    }),
  );
});

test("what asks before a launch, a cancel and stop-all is a modal that Slack takes, with what it needs to go on", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CONFIRMED_DEEDS),
      nasty,
      fc.option(fc.nat()),
      nasty,
      (deed, name, recipients, reason) => {
        const one = named(name);
        const scale = { recipients, settled: 1 };
        const modal = confirmModal({
          deed,
          campaign: one,
          scale,
          typeNameOver: 100,
          reason,
          channelId: "C1",
        });
        expect(checkView({ ...modal })).toEqual([]);
        const kept = readConfirmation(modal.private_metadata);
        expect(kept?.pin).toContain(one.content_hash);
        const asksForName = recipients === null || recipients > 100;
        expect(kept?.name).toBe(asksForName ? one.basic_details?.name : undefined);
        expect(
          checkView({
            ...stopModal({ runs: 3, recipients: 5 }, reason.slice(0, 1_000).toWellFormed(), "C1"),
          }),
        ).toEqual([]);
      },
    ),
  );
});

test("a name is typed as people type: case and spaces do not matter, letters do", () => {
  expect(isTypedName("  winter   SALE ", "Winter sale")).toBe(true);
  expect(isTypedName("Winter sales", "Winter sale")).toBe(false);
});

test("notices of every kind are messages that Slack takes; those that want somebody call the owner, and the paused ones approvers", () => {
  const called = { owner: "U1", approvers: "<!subteam^S1>" };
  for (const kind of Notice.shape.kind.options)
    fc.assert(
      fc.property(nasty, (text) => {
        const { blocks = [PLAIN] } = noticeMessage({ kind, text }, campaign({ status: "PAUSED" }), called);
        expect(checkBlocks("message", blocks)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  const said = (kind: Notice["kind"]) =>
    noticeMessage({ kind, text: "x" }, campaign({ status: "PAUSED" }), called).text;
  expect(said("run_paused_by_error_rate")).toContain("<@U1> <!subteam^S1>");
  expect(said("endpoint_failing")).toMatch(/<@U1>$/);
  expect(said("run_started")).not.toContain("<@U1>");
});

test("what came of a test is a message that Slack takes, with the worst requests and answers", () => {
  fc.assert(
    fc.property(nasty, nasty, (text, other) => {
      const recipient: TestRecipient = {
        identifier: text,
        user_id: null,
        status: "FAILED",
        failure_reason: other,
        request: { method: "POST", url: text, headers: [["x", other]], body: text },
        response: { status: 500, headers: {}, body: other, is_body_whole: true, latency_ms: 12.3 },
      };
      const recipients = Array.from({ length: 50 }, () => recipient);
      expect(checkBlocks("message", testBlocks(testText([recipient]), recipients))).toEqual([]);
    }),
  );
});

test("a history that is not what was written says which entries", () => {
  const text = historyStateText({
    entries: 4,
    unchained: 0,
    problems: ["entry 3 (id): it is not what was written"],
    head: "ab",
  });
  expect(text).toContain("entry 3 (id)");
  expect(checkBlocks("message", [context(text)])).toEqual([]);
});

test.each([
  ["run_paused_by_error_rate", "SENDING", ["Resume", "Cancel", "Show"]],
  ["run_paused_by_breaker", "ACTIVE", ["Resume", "Cancel", "Show"]],
  ["run_paused_by_error_rate", "PAUSED", ["Resume", "Cancel", "Show"]],
  ["run_paused_by_error_rate", "SENT", ["Show"]],
] as const)("the notice %s, read while the campaign is %s, has the buttons %o", (kind, status, labels) => {
  const { blocks = [] } = noticeMessage({ kind, text: "The run is paused." }, campaign({ status }), {
    owner: null,
    approvers: "",
  });
  expect(pressables(blocks).map(({ label }) => label)).toEqual(labels);
});
