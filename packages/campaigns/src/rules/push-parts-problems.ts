// Parts that push messages of several platforms have.
import type { CarouselContent, Problem } from "@sluice/schema";
import { isBlank, missing, missingFields } from "./problem.ts";

interface Click {
  default_click_action?: string | undefined;
  default_click_action_value?: string | undefined;
}

export const clickProblems = (details: Click | undefined, path: string): Problem[] =>
  details?.default_click_action === undefined
    ? []
    : missingFields(details, path, {
        default_click_action_value: `${details.default_click_action} leads somewhere: say where`,
      });

export const customTemplateProblems = (content: object, path: string): Problem[] =>
  missingFields(content, path, { custom_template_id: "Custom names the template" });

export function carouselProblems(carousel: CarouselContent | undefined, path: string): Problem[] {
  if (carousel === undefined) return [missing(path, "the template shows slides")];
  const slides = carousel.slide_data ?? [];
  return [
    ...missingFields(carousel, path, {
      slider_transition: "say MANUAL or AUTOMATIC",
      slide_data: "give at least one slide",
    }),
    ...slides.flatMap((slide, index) =>
      missingFields(slide, `${path}.slide_data[${index}]`, {
        image_url: "a slide shows an image",
        ...(slide.image_click_action === undefined
          ? {}
          : { image_click_action_value: `${slide.image_click_action} leads somewhere: say where` }),
      }),
    ),
  ];
}

const MAX_GROUP_KEY_LENGTH = 45;
export const GROUP_KEY_ISSUE = `has at most ${MAX_GROUP_KEY_LENGTH} characters; shorten it`;

/** How long a placeholder becomes nobody knows yet. */
export const isTooLongGroupKey = (key: string | undefined): boolean =>
  key !== undefined && !isBlank(key) && !key.includes("{{") && key.length > MAX_GROUP_KEY_LENGTH;
