// Text that counts as a number when a `double` filter meets a string attribute.
// JavaScript and Postgres run the very same pattern, so both sides agree on what is a number.

/** Digits are bounded so that the cast to float8 can neither overflow nor underflow (Postgres raises on both). */
export const NUMBER_TEXT_PATTERN = "^[+-]?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$";

const NUMBER_TEXT = new RegExp(NUMBER_TEXT_PATTERN);

export function numberFromText(text: string): number | null {
  return NUMBER_TEXT.test(text) ? Number(text) : null;
}
