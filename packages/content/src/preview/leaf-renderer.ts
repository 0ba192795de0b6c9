// One template at a time, for one person: its text, or everything that keeps it from having one.
import { templateCompiler } from "../compile-template.ts";
import { toRender } from "../piece.ts";
import type { Place } from "../place.ts";
import { reasonOf } from "../reason-of.ts";
import { type CampaignFacts, templateData } from "../template-data.ts";
import { templateProblems } from "../template-problems.ts";
import type { PersonRow } from "./person-values.ts";

export interface PreviewOptions {
  campaign: CampaignFacts;
  /** What `'now' | date` shows, in milliseconds since 1970. */
  nowMs: () => number;
  /** False: of a campaign that nothing triggers, whose templates may not read `EventAttribute`. */
  isTriggered?: boolean;
}

export type RenderedLeaf = { text: string } | { issues: string[] };
export type LeafRenderer = (template: string, place: Place) => RenderedLeaf;

/** Beyond it mail providers cut or refuse a page. */
const MAX_RENDERED_LENGTH = 1_000_000;
const TOO_LONG = `has more than ${MAX_RENDERED_LENGTH} characters once it is filled`;

/** The renderer never throws. */
export function leafRenderer(
  { row, attributes, eventAttributes }: PersonRow,
  { campaign, nowMs, isTriggered = true }: PreviewOptions,
): LeafRenderer {
  const data = templateData(attributes, campaign, eventAttributes);
  return (template, place) => {
    const issues = templateProblems(template, place, isTriggered);
    if (issues.length > 0) return { issues };
    try {
      const compiler = templateCompiler(data, nowMs, place.maxTemplateLength);
      const text = toRender(compiler.compile(template, place))(row);
      return text.length > MAX_RENDERED_LENGTH ? { issues: [TOO_LONG] } : { text };
    } catch (error) {
      return { issues: [issueOf(error)] };
    }
  };
}

function issueOf(error: unknown): string {
  const { kind, reason } = reasonOf(error);
  return kind === "skipped" ? `is not sent: ${reason}` : reason;
}
