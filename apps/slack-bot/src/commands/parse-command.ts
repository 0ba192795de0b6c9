// `/campaign reject C-7F3KQ "too early"` → a verb and what follows it. Quotes of all kinds group words.
import { nearestOf } from "./nearest.ts";

export const VERBS = [
  "new",
  "list",
  "show",
  "diff",
  "test",
  "submit",
  "approve",
  "request-changes",
  "reject",
  "launch",
  "pause",
  "resume",
  "cancel",
  "watch",
  "stop-all",
  "lift",
  "audit",
  "help",
] as const;
export type Verb = (typeof VERBS)[number];

/** What people type instead. */
const OTHER_WORDS: Readonly<Record<string, Verb>> = {
  create: "new",
  ls: "list",
  send: "launch",
  publish: "launch",
  start: "launch",
  stop: "cancel",
  stopall: "stop-all",
  "lift-stop": "lift",
  changes: "request-changes",
  history: "audit",
  status: "show",
  "?": "help",
};

export type ParsedCommand =
  | { verb: Verb; words: readonly string[] }
  | { verb: null; typed: string; nearest: Verb | null };

const WORD = /["“”«»]([^"“”«»]*)["“”«»]|'([^']*)'|‘([^’]*)’|(\S+)/g;

export function parseCommand(text: string): ParsedCommand {
  const [first = "help", ...words] = splitWords(text);
  const typed = first.toLowerCase();
  const verb = VERBS.find((one) => one === typed) ?? OTHER_WORDS[typed];
  if (verb !== undefined) return { verb, words };
  return { verb: null, typed: first, nearest: nearestOf(typed, VERBS) };
}

export function splitWords(text: string): string[] {
  return [...text.matchAll(WORD)].map(([, ...groups]) => groups.find((group) => group !== undefined) ?? "");
}
