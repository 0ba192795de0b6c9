// Whom "Preview" shows. A card stands in a channel: it tells that there are such users, and nothing of them.
import type { KnownBlock } from "@slack/types";
import type { CampaignFacts, Sample, SampleKind } from "./card-facts.ts";
import { context, quoted } from "./text.ts";

export const KIND_IN_WORDS: Readonly<Record<SampleKind, string>> = {
  named: "as you asked",
  first: "the first of the audience",
  incomplete: "values are missing",
  longest: "the longest request",
  not_ascii: "letters beyond a to z",
};

export function samplesLine({ rendering }: CampaignFacts): KnownBlock[] {
  if (rendering === null) return [];
  const { samples, lookedAt, unrendered } = rendering;
  const shown = `*Preview* shows ${samples.map(sampleInWords).join("; ")}`;
  if (unrendered === 0) return [context(shown)];
  const who = lookedAt === 1 ? "The one user" : `${unrendered} of the first ${lookedAt} users`;
  return [context(shown, `:warning: ${who} would get no request: *Preview* says why.`)];
}

const sampleInWords = ({ userId, kinds, isRendered }: Sample): string =>
  `user \`…${endOf(userId)}\` (${kindsInWords(kinds)}${isRendered ? "" : ", no request"})`;

export const kindsInWords = (kinds: readonly SampleKind[]): string =>
  kinds.map((kind) => KIND_IN_WORDS[kind]).join(", ");

const SHOWN_LETTERS = 4;

/** Never the whole of it. */
function endOf(userId: string): string {
  const shown = Math.min(SHOWN_LETTERS, Math.floor(userId.length / 2));
  return quoted(userId.slice(userId.length - shown));
}
