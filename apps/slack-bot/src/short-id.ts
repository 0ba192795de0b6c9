// Ids that people can type: `C-7F3KQ` is the last 25 bits of a campaign's id, in letters that are not mistaken for others.
// Two campaigns of a workspace may share one; then the bot asks which is meant.
import type { CampaignId } from "@sluice/schema";

/** Crockford's: no I, L, O, U. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 5;
/** 25 bits are not whole hexadecimal digits: six of them hold the bits and one more. */
const TAIL_DIGITS = 7;
const BITS = 2 ** (5 * LENGTH);

export function shortId(campaignId: CampaignId): string {
  let left = Number.parseInt(campaignId.slice(-TAIL_DIGITS), 16) % BITS;
  let letters = "";
  for (let i = 0; i < LENGTH; i++) {
    letters = (LETTERS[left % LETTERS.length] ?? "") + letters;
    left = Math.floor(left / LETTERS.length);
  }
  return `C-${letters}`;
}

/** `c-7f3kq`, `C7F3KQ`, `7f3kq`, an O for a zero: all mean the same. Null when it is no short id. */
export function normalShortId(text: string): string | null {
  const letters = text
    .trim()
    .toUpperCase()
    .replace(/^C?-?(?=[0-9A-Z]{5}$)/, "");
  const corrected = letters.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{5}$/.test(corrected) ? `C-${corrected}` : null;
}

/** The last seven digits that an id with this short id may have: the letters leave three bits open. */
export function tailsOf(short: string): string[] {
  const letters = short.slice("C-".length);
  const bits = letters.split("").reduce((sum, letter) => sum * LETTERS.length + LETTERS.indexOf(letter), 0);
  const open = 16 ** TAIL_DIGITS / BITS;
  return Array.from({ length: open }, (_, i) => (i * BITS + bits).toString(16).padStart(TAIL_DIGITS, "0"));
}
