// The template that nearly every campaign has: text with attributes of the user written out, and a text for whoever has none.
// Nothing is wrong with it, and to know that by sight takes a thousandth of parsing it.
import { MAX_TEMPLATE_LENGTH } from "./liquid-engine.ts";
import { hasMarkup } from "./scan-markup.ts";

const NAME = /'[\w .-]+'|"[\w .-]+"/.source;
const FALLBACK = /'[^'"\\{}%]*'|"[^'"\\{}%]*"/.source;
/** A brace before it would begin another markup. */
const ATTRIBUTE = new RegExp(
  `(?<!\\{)\\{\\{ *UserAttribute\\[(?:${NAME})\\] *(?:\\| *default: *(?:${FALLBACK}) *)?\\}\\}`,
  "g",
);

/** False means: look closer. */
export const isPlainTemplate = (text: string): boolean =>
  text.length <= MAX_TEMPLATE_LENGTH &&
  !hasMarkup(text.replaceAll(ATTRIBUTE, " ")) &&
  !text.includes("MOE_NOT_SEND");
