// Which answers count as delivered, and what becomes of the others: part of what is approved, so the card says it.
import { type AnswerPredicate, type Campaign, connectorOf, DEFAULT_RETRY_POLICY } from "@sluice/schema";
import { quoted } from "./text.ts";

const MAX_SHOWN = 60;

/** @returns null without a request */
export function answersField(campaign: Campaign): string | null {
  const connector = connectorOf(campaign);
  if (connector === undefined) return null;
  const { statuses, and, otherwise } = connector.success;
  const shown = and === undefined ? "" : ` with ${predicateInWords(and)}`;
  const without = otherwise === "retry" ? ", without it tried again" : "";
  return `${statuses.join(", ")}${shown}: delivered${without}\n${triesInWords(campaign)}; ${doubtInWords(campaign)}`;
}

function predicateInWords(and: AnswerPredicate): string {
  const value = "equals" in and ? quoted(String(and.equals), MAX_SHOWN) : "";
  if ("header" in and) return `header ${quoted(and.header, MAX_SHOWN)} = ${value}`;
  if ("body_path" in and) return `${quoted(and.body_path, MAX_SHOWN)} = ${value} in the body`;
  return `${quoted(and.body_contains, MAX_SHOWN)} in the body`;
}

function triesInWords({ delivery_controls: controls }: Campaign): string {
  const {
    max_attempts: most,
    statuses,
    after_no_answer: retriesSilence,
  } = controls?.retry_policy ?? DEFAULT_RETRY_POLICY;
  if (most === 1) return "no retries";
  const after = statuses === undefined ? "" : ` after ${statuses.join(", ") || "no status"}`;
  return `up to ${most} attempts${after}${retriesSilence === false ? ", none after no answer" : ""}`;
}

const doubtInWords = ({ delivery_controls: controls }: Campaign): string =>
  controls?.in_doubt_policy === "at_most_once" ? "in doubt: not sent again" : "in doubt: sent again, marked";
