// Content by locale and variation, and what is said about them.
//
//   K1. Content is keyed when there are locales or several variations, and then every locale has every variation.
//   K2. The default locale is always there and is not listed; the others are listed.
//   K3. Several variations say who sees which: by shares that make 100, or by what works best.
import { type CampaignDefinition, DEFAULT_LOCALE, type Problem, type VariationDetails } from "@sluice/schema";
import { isIdle, misplaced, missing, missingFields, when } from "./problem.ts";

const PATH = "campaign_content";

export function keyedContentProblems(definition: CampaignDefinition): Problem[] {
  const { locales = [], variation_details: variations, content = {} } = definition.campaign_content ?? {};
  const isFlat = definition.channel.toLowerCase() in content;
  return [
    ...(isFlat ? flatProblems(locales, variations) : matrixProblems(content, locales, variations)),
    ...localeProblems(locales),
    ...(variations === undefined ? [] : variationProblems(variations)),
  ];
}

const countOf = (variations: VariationDetails | undefined): number => variations?.no_of_variations ?? 1;

/** K1 */
function flatProblems(locales: readonly string[], variations: VariationDetails | undefined): Problem[] {
  const why =
    locales.length > 0
      ? "locales are listed"
      : countOf(variations) > 1
        ? "there are several variations"
        : null;
  const issue = `is one content for everybody, but ${why}; write {"${DEFAULT_LOCALE}": {"variation_1": …}}`;
  return when(why !== null, `${PATH}.content`, issue);
}

function localeProblems(locales: readonly string[]): Problem[] {
  return locales.flatMap((locale, index) => {
    const field = `${PATH}.locales[${index}]`;
    if (locale === DEFAULT_LOCALE) return [misplaced(field, "the default locale is not listed")]; // K2
    return locales.indexOf(locale) < index ? [misplaced(field, `"${locale}" is listed already`)] : [];
  });
}

function matrixProblems(
  content: object,
  locales: readonly string[],
  variations: VariationDetails | undefined,
): Problem[] {
  const wanted = [...new Set([DEFAULT_LOCALE, ...locales])];
  const given = Object.entries(content as Record<string, object>);
  return [
    ...wanted
      .filter((locale) => !Object.hasOwn(content, locale))
      .map((locale) => missing(`${PATH}.content.${locale}`, "every locale has its content")),
    ...given.flatMap(([locale, one]) =>
      wanted.includes(locale)
        ? keyProblems(one, `${PATH}.content.${locale}`, countOf(variations))
        : [misplaced(`${PATH}.content.${locale}`, `"${locale}" is not listed in locales: list it there`)],
    ),
  ];
}

const keysFor = (count: number): string[] => Array.from({ length: count }, (_, n) => `variation_${n + 1}`);

function keyProblems(given: object, path: string, count: number): Problem[] {
  const wanted = keysFor(count);
  const strange = Object.keys(given).filter((key) => !wanted.includes(key));
  return [
    ...wanted
      .filter((key) => !Object.hasOwn(given, key))
      .map((key) => missing(`${path}.${key}`, `there are ${count} variations`)),
    ...strange.map((key) => misplaced(`${path}.${key}`, `no_of_variations is ${count}`)),
  ];
}

/** K3 */
function variationProblems(variations: VariationDetails): Problem[] {
  const path = `${PATH}.variation_details`;
  const count = countOf(variations);
  if (count === 1)
    return missingFields(variations, path, { no_of_variations: "say how many variations there are" });
  switch (variations.distribution_type) {
    case undefined:
      return [missing(`${path}.distribution_type`, "say MANUAL or SHERPA")];
    case "MANUAL":
      return shareProblems(variations, `${path}.manual_distribution_percentage`, keysFor(count));
    case "SHERPA":
      return missingFields(variations, path, {
        sherpa_campaign_duration: "say for how many hours it learns",
        sherpa_distribution_metric: "say OPEN_RATE, CLICK_RATE or BOTH",
      });
    default:
      return variations.distribution_type satisfies never;
  }
}

function shareProblems(
  { manual_distribution_percentage: shares }: VariationDetails,
  path: string,
  wanted: readonly string[],
): Problem[] {
  if (shares === undefined) return [missing(path, "MANUAL says the share of each variation")];
  const strange = Object.keys(shares).filter((key) => !wanted.includes(key) && !isIdle(shares[key]));
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  return [
    ...wanted
      .filter((key) => !Object.hasOwn(shares, key))
      .map((key) => missing(`${path}.${key}`, "say its share")),
    ...strange.map((key) => misplaced(`${path}.${key}`, "there is no such variation")),
    ...when(sum !== 100, path, `make ${sum} together; they must make 100`),
  ];
}
