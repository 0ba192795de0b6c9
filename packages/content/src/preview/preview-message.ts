// A push message or an e-mail for one person: the same content, with every template in it filled.
//
//   M1. What a value brings along cannot become markup: the page of an e-mail is HTML, and escaped as such.
//   M2. Everything else is plain: subjects, addresses, titles and texts are shown as they are, and a push service or a
//       mail provider gets them as data.
import type { EmailContent, Problem, PushContent } from "@sluice/schema";
import { EMAIL_HTML, PLAIN, type Place } from "../place.ts";
import { hasMarkup } from "../scan-markup.ts";
import { templateProblems } from "../template-problems.ts";
import { leafRenderer, type PreviewOptions } from "./leaf-renderer.ts";
import { personRow, type PersonValues } from "./person-values.ts";

export interface MessagePreview<Content> {
  /** A template with a problem stands as it was written. */
  content: Content;
  problems: Problem[];
}

type MessageContent = PushContent | EmailContent;

/** @param prefix Path of the content in what the author wrote. */
export function previewMessage<Content extends MessageContent>(
  content: Content,
  prefix: string,
  person: PersonValues,
  options: PreviewOptions,
): MessagePreview<Content> {
  const render = leafRenderer(personRow(person), options);
  const problems: Problem[] = [];
  const fill = (text: string, field: string): string => {
    const rendered = render(text, placeOf(field, prefix));
    if ("text" in rendered) return rendered.text;
    problems.push(...rendered.issues.map((issue) => ({ field, issue })));
    return text;
  };
  // Strings become strings and nothing else changes, which the type cannot follow.
  return { content: withTemplates(content, prefix, fill) as Content, problems };
}

/** Everything that is wrong with the templates of a push message or an e-mail, whoever it is for. */
export function messageProblems(
  content: MessageContent,
  prefix: string,
  { isTriggered = false }: { isTriggered?: boolean } = {},
): Problem[] {
  const problems: Problem[] = [];
  withTemplates(content, prefix, (text, field) => {
    for (const issue of templateProblems(text, placeOf(field, prefix), isTriggered))
      problems.push({ field, issue });
    return text;
  });
  return problems;
}

/** M1, M2 */
const placeOf = (field: string, prefix: string): Place =>
  field === `${prefix}.html_content` ? EMAIL_HTML : PLAIN;

function withTemplates(
  value: unknown,
  field: string,
  fill: (text: string, field: string) => string,
): unknown {
  if (typeof value === "string") return hasMarkup(value) ? fill(value, field) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((part: unknown, index) => withTemplates(part, `${field}[${index}]`, fill));
  const entries = Object.entries(value).map(
    ([key, part]: [string, unknown]) => [key, withTemplates(part, `${field}.${key}`, fill)] as const,
  );
  return Object.fromEntries(entries);
}
