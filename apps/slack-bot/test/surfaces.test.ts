// Every message and view that the bot makes, of the worst texts: Slack takes it, it mentions nobody and links nowhere, and it
// says in words what it says. A new file of blocks or modals has to be drawn here, or be part of what is.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Campaign, CampaignStatus, Notice, type TestRecipient } from "@sluice/schema";
import { checkBlocks, checkView } from "@sluice/testkit/fake-slack";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { campaignCard } from "../src/blocks/campaign-card.ts";
import { LABEL } from "../src/blocks/card-buttons.ts";
import { ACTIONS } from "../src/blocks/buttons.ts";
import { textOf } from "../src/blocks/campaign-words.ts";
import { draftKept } from "../src/blocks/draft-kept.ts";
import { fileRefused, fileTaken } from "../src/blocks/file-answer.ts";
import { historyStateText } from "../src/blocks/history-state.ts";
import { homeView } from "../src/blocks/home.ts";
import { auditBlocks, campaignList, helpBlocks } from "../src/blocks/lists.ts";
import { liveCard, liveText } from "../src/blocks/live-card.ts";
import { noticeMessage } from "../src/blocks/notice-message.ts";
import { stopMessage } from "../src/blocks/stop-message.ts";
import { supersededCard, supersededText } from "../src/blocks/superseded-card.ts";
import { testBlocks, testText } from "../src/blocks/test-message.ts";
import { section } from "../src/blocks/text.ts";
import { messagesFor, THREAD_WORDS } from "../src/blocks/told.ts";
import { audienceModal } from "../src/modals/audience-step.ts";
import { basicsModal } from "../src/modals/basics-step.ts";
import { CONFIRMED_DEEDS, confirmModal } from "../src/modals/confirm-modal.ts";
import { diffModal } from "../src/modals/diff-modal.ts";
import { withProblems } from "../src/modals/field-problems.ts";
import { fileModal } from "../src/modals/file-step.ts";
import { previewModal, waitingModal } from "../src/modals/preview-modal.ts";
import { REASON_DEEDS, reasonModal } from "../src/modals/reason-modal.ts";
import { reviewModal, reviewWaits } from "../src/modals/review-step.ts";
import { sendingModal } from "../src/modals/sending-step.ts";
import { stopModal } from "../src/modals/stop-modal.ts";
import { testModal } from "../src/modals/test-modal.ts";
import { campaign, stats, worstFacts } from "./facts.ts";

const AT = "2026-11-21T11:00:00.000Z";
const ID = "6560a1b2c3d4e5f6a7b8c9d0";
/** What would call or lead somebody, if it were read as markup. */
const HOSTILE = [
  "<!channel>",
  "<!here>",
  "<@U666>",
  "<#C666>",
  "<!subteam^S666>",
  "<https://evil.example|click>",
];
const text = fc.oneof(
  fc
    .array(fc.constantFrom(...HOSTILE, "`", "```", "*", "_", "&", "\u202e", " ", "ab"), { maxLength: 40 })
    .map((all) => all.join("")),
  fc.string({ unit: "binary", maxLength: 3_000 }).map((all) => all.toWellFormed().replaceAll("\u0000", "")),
  fc.constantFrom("&".repeat(3_000), "x".repeat(100_000), "😀".repeat(2_000), "&lt;".repeat(900)),
);

interface Surface {
  /** What notifications and screen readers say instead of the blocks. */
  fallback?: string;
  message?: unknown[];
  view?: object;
}

function surfaces(status: CampaignStatus, one: string, other: string): Record<string, Surface> {
  const worst = worstFacts(status, one, other);
  const written = worstCampaign(worst.campaign, one, other);
  const facts = {
    ...worst,
    campaign: written,
    apiUrl: "https://api.example.com",
    permalink: "https://slack.example/p1",
  };
  const row = { campaign: written, actions: ACTIONS };
  const rows = Array.from({ length: 10 }, () => row);
  const health = { connections: 0, lastEventAtMs: 0, editsLeft: 0, lateRuns: 3 };
  const problems = Array.from({ length: 40 }, () => ({ field: other, issue: one, line: 12 }));
  const names = new Map([[ID, one]]);
  const sending = { campaign: written, names };
  const audience = { campaign: written, names, size: "It reaches *1* users.", metadata: { rows: 8 } };
  const line = {
    action: "campaign.edited",
    actor: one,
    source: other,
    at: AT,
    detail: { comment: one, version: 2, approvals: other },
  };
  const shown = { state: {}, modal: basicsModal(written) };
  const recipient = {
    status: "FAILED",
    failure_reason: one,
    identifier: other,
    request: null,
    response: null,
  } as unknown as TestRecipient;
  const stop = {
    stop_id: "s",
    stopped_by: one,
    stopped_at: AT,
    reason: other,
    paused_runs: 3,
    lifts: [{ lifted_by: one, lifted_at: AT }],
    lifts_required: 2 as const,
    ended_at: null,
  };
  const file = fileModal(written, "https://api.example.com");
  return {
    "campaign-card": { fallback: textOf(written), message: campaignCard(facts) },
    "superseded-card": {
      fallback: supersededText(1, written),
      message: supersededCard(1, written, "https://slack.example/p1"),
    },
    "live-card": live(written, one),
    lists: {
      fallback: "Campaigns: recent",
      message: [
        ...campaignList("Campaigns", [written]),
        ...auditBlocks(
          written,
          Array.from({ length: 20 }, () => line),
        ),
      ],
    },
    help: { fallback: "How to use /campaign", message: helpBlocks() },
    home: {
      view: homeView({
        waiting: rows,
        drafts: rows,
        live: rows,
        mine: rows,
        recent: rows,
        stop: { stop, userIds: new Map() },
        health,
      }),
    },
    "draft-kept": messageOf(draftKept(written)),
    "file refused": messageOf(fileRefused(one, problems)),
    "file taken": messageOf(fileTaken(one, written, problems, "https://api.example.com")),
    "notice-message": notices(written, one),
    "stop-message": messageOf(stopMessage(stop, new Map())),
    "test-message": {
      fallback: testText([recipient]),
      message: testBlocks(testText([recipient]), [recipient]),
    },
    "history-state": saying(historyStateText({ entries: 1, unchained: 0, problems: [one], head: null })),
    told: saying(toldOf(line, written, other)),
    "basics-step": { view: basicsModal(written) },
    "basics, new": { view: basicsModal(null) },
    "audience-step": { view: audienceModal(audience) },
    "sending-step": { view: sendingModal(sending) },
    "sending, whole": { view: sendingModal({ ...sending, metadata: { isWhole: true } }) },
    "review-step": { view: reviewModal(ID, campaignCard(facts), problems) },
    "review waits": { view: reviewWaits(ID) },
    "file-step": file === null ? {} : { view: file },
    "field-problems": { view: withProblems(shown, problems) },
    ...Object.fromEntries(
      REASON_DEEDS.map((deed) => [`reason-modal ${deed}`, { view: reasonModal(deed, written) }]),
    ),
    ...Object.fromEntries(
      CONFIRMED_DEEDS.map((deed) => [
        `confirm-modal ${deed}`,
        {
          view: confirmModal({
            deed,
            campaign: written,
            scale: { recipients: null, settled: 0 },
            typeNameOver: 1,
            reason: one,
            channelId: "C1",
          }),
        },
      ]),
    ),
    "diff-modal": { view: diffModal(written, facts.diff!, 0) },
    "preview-modal": { view: previewModal(written, facts.rendering, facts.rendering!.samples[0]) },
    waiting: { view: waitingModal("Preview") },
    "test-modal": { view: testModal(written) },
    "stop-modal": { view: stopModal({ runs: 3, recipients: 10 }, one, "C1") },
  };
}

/** As the schema lets it be. */
function worstCampaign(base: Campaign, one: string, other: string): Campaign {
  const name = `Sale: ${one}`.slice(0, 200).toWellFormed();
  const connector = {
    url: `https://api.example.com/${encodeURIComponent(other.slice(0, 500))}`,
    body: { type: "RAW", raw: one },
  };
  const parsed = Campaign.parse(
    campaign({ basic_details: { name, tags: [] }, campaign_content: { content: { connector } } }),
  );
  return {
    ...base,
    basic_details: parsed.basic_details,
    campaign_content: parsed.campaign_content,
  } as Campaign;
}

const messageOf = ({ text: fallback, blocks }: { text: string; blocks: unknown[] }): Surface => ({
  fallback,
  message: blocks,
});
const saying = (fallback: string): Surface => ({ fallback, message: [section(fallback)] });

function live(written: Campaign, reason: string): Surface {
  const rates = [1, 2, 3].map((requests, i) => ({ atMs: i * 60_000, requests }));
  const given = { campaign: written, stats: stats({ reasons: { [reason]: 5 } }), rates };
  return { fallback: liveText(given), message: liveCard(given) };
}

function notices(written: Campaign, one: string): Surface {
  const all = Notice.shape.kind.options.map((kind) =>
    noticeMessage({ kind, text: `The run of ${one.slice(0, 1_000)}` }, written, {
      owner: null,
      approvers: "",
    }),
  );
  return {
    fallback: all.map((each) => each.text).join("\n"),
    message: all.flatMap(({ blocks = [] }) => blocks).filter((block) => block.type === "section"),
  };
}

function toldOf(line: Parameters<typeof messagesFor>[0], written: Campaign, other: string): string {
  const inThread = Object.keys(THREAD_WORDS).map(
    (action) => THREAD_WORDS[action]?.({ ...line, action }) ?? "",
  );
  const actions = ["campaign.approved", "campaign.rejected", "campaign.changes_requested", "campaign.edited"];
  const alone = actions.flatMap((action) => [...messagesFor({ ...line, action }, written, [other]).values()]);
  return [...inThread, ...alone].join("\n");
}

/** Everything that Slack reads as markup. */
function markupIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(markupIn);
  if (typeof part !== "object" || part === null) return [];
  const own = Reflect.get(part, "type") === "mrkdwn" ? [String(Reflect.get(part, "text"))] : [];
  return [...own, ...Object.values(part).flatMap(markupIn)];
}

/** Tags that Slack would obey: all but times, and links of our own. */
const obeyed = (markup: string): string[] =>
  [...markup.matchAll(/<([^<>]*)>/g)]
    .map(([, tag]) => tag ?? "")
    .filter((tag) => !/^!date\^|^https:\/\/(?:api|slack)\.example/.test(tag));

/** What a look at every surface finds, by its name. */
function findings(look: (surface: Surface) => readonly string[]): string[] {
  const found = new Set<string>();
  fc.check(
    fc.property(fc.constantFrom(...CampaignStatus.options), text, text, (status, one, other) => {
      for (const [name, surface] of Object.entries(surfaces(status, one, other)))
        for (const finding of look(surface)) found.add(`${name}: ${finding}`);
      return found.size === 0;
    }),
    { numRuns: 60 },
  );
  return [...found];
}

test("Slack takes every message and view, whatever the texts in it are", () => {
  const problems = findings(({ message, view }) => [
    ...(message === undefined ? [] : checkBlocks("message", message)),
    ...(view === undefined ? [] : checkView({ ...view })),
  ]);
  expect(problems).toEqual([]);
});

test("what people wrote is escaped: it calls nobody, leads nowhere, and turns no text around", () => {
  const problems = findings(({ fallback = "", message, view }) =>
    [fallback, ...markupIn([message, view])].flatMap((markup) => [
      ...obeyed(markup),
      ...(/[\u202a-\u202e\u2066-\u2069]/.test(markup) ? [`turns around: ${markup}`] : []),
    ]),
  );
  expect(problems).toEqual([]);
});

/** Texts in which Slack would look for links and mentions by itself. */
function unguarded(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(unguarded);
  if (typeof part !== "object" || part === null) return [];
  const isOpen = Reflect.get(part, "type") === "mrkdwn" && Reflect.get(part, "verbatim") !== true;
  return [...(isOpen ? [JSON.stringify(part)] : []), ...Object.values(part).flatMap(unguarded)];
}

test("every mrkdwn text is verbatim: Slack makes no link and no mention of what only looks like one", () => {
  expect(findings(({ message, view }) => unguarded([message, view]))).toEqual([]);
});

test("every message says the same without its blocks, and nothing by a sign or a colour alone", () => {
  const silent = findings(({ message, fallback }) =>
    message === undefined || fallback?.replaceAll(/:[a-z_]+:/g, "").trim() !== ""
      ? []
      : ["says nothing in words"],
  );
  expect(silent).toEqual([]);
  expect(Object.values(LABEL).filter((label) => !/^[A-Z][a-z]/.test(label))).toEqual([]);
});

/** Files without a surface of their own: parts of those above, or no blocks at all. */
const PARTS = [
  "answer-field",
  "audience-form",
  "audience-rows",
  "body-field",
  "buttons",
  "campaign-flow",
  "campaign-links",
  "campaign-words",
  "card-answers",
  "card-audience",
  "card-buttons",
  "card-changes",
  "card-facts",
  "card-review",
  "card-samples",
  "card-schedule",
  "file-answer",
  "file-flow",
  "form",
  "form-field",
  "form-patch",
  "health",
  "live-count",
  "modal-fields",
  "schema-field",
  "sending-fields",
  "shown-view",
  "step-metadata",
  "text",
  "typed-again",
];

test("every file of blocks and modals is drawn here", () => {
  const drawn = Object.keys(surfaces("DRAFT", "a", "b")).map((name) => name.split(" ")[0] ?? "");
  const files = ["blocks", "modals"].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, "../src", folder)),
  );
  const missing = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((name) => !drawn.includes(name) && !PARTS.includes(name));
  expect(missing).toEqual([]);
});
