// The contents of a campaign, flat or keyed by locale and variation, one after another with the path of each.
import {
  type Channel,
  type Connector,
  DEFAULT_LOCALE,
  type EmailContent,
  type Problem,
  type PushContent,
} from "@sluice/schema";
import { ApiError } from "../api-error.ts";

export type OneContent = { push: PushContent } | { email: EmailContent } | { connector: Connector };

export interface PlacedContent {
  locale: string;
  variation: string;
  /** Path of the push, e-mail or connector in the request. */
  field: string;
  content: OneContent;
}

const ONLY_VARIATION = "variation_1";
const ROOT = "campaign_content.content";

export const keyOf = (channel: Channel): "push" | "email" | "connector" =>
  ({ PUSH: "push", EMAIL: "email", CONNECTOR: "connector" } as const)[channel];

/** @throws ApiError 400 when there is none. */
export function contentsOf(
  campaignContent: { content?: object | undefined } | undefined,
  channel: Channel,
): PlacedContent[] {
  const content = campaignContent?.content;
  if (content === undefined) throw missing({ field: ROOT, issue: "is missing: there is nothing to show" });
  const key = keyOf(channel);
  if (key in content) {
    return [
      {
        locale: DEFAULT_LOCALE,
        variation: ONLY_VARIATION,
        field: `${ROOT}.${key}`,
        content: content as OneContent,
      },
    ];
  }
  return Object.entries(content).flatMap(([locale, variations]: [string, object]) =>
    Object.entries(variations).map(([variation, one]: [string, OneContent]) => ({
      locale,
      variation,
      field: `${ROOT}.${locale}.${variation}.${key}`,
      content: one,
    })),
  );
}

/** Those of one locale or variation, where the request names it. @throws ApiError 400 when there are none. */
export function chosenContents(
  contents: readonly PlacedContent[],
  { locale_name, variation }: { locale_name?: string | undefined; variation?: string | undefined },
): PlacedContent[] {
  const chosen = contents.filter(
    (one) =>
      (locale_name === undefined || one.locale === locale_name) &&
      (variation === undefined || one.variation === variation),
  );
  if (chosen.length > 0) return chosen;
  const field = variation === undefined ? "locale_name" : "variation";
  const known = contents.map((one) => `${one.locale}/${one.variation}`).join(", ");
  throw missing({
    field: `test_campaign_meta.${field}`,
    issue: `there is no such content; there is ${known}`,
  });
}

const missing = (problem: Problem): ApiError =>
  new ApiError(400, "The request names no content that is there: correct the field that is listed.", {
    problems: [problem],
  });
