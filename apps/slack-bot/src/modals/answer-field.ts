// What an answer must show beside its status: a header, a text in the body, or a value at a path of its JSON.
import { isDeepStrictEqual } from "node:util";
import type { InputBlock } from "@slack/types";
import type { AnswerPredicate, Problem } from "@sluice/schema";
import { NotAValue } from "./form-field.ts";
import { selectInput, textInput, valueIn, type ViewState } from "./modal-fields.ts";

export const ANSWER = "campaign_content.content.connector.success.and";
const KIND = `${ANSWER}.kind`;
const AT = `${ANSWER}.at`;

const KINDS = [
  ["none", "nothing"],
  ["header", "a header with this value"],
  ["body_contains", "this text in its body"],
  ["body_path", "this value at a path of its JSON"],
] as const;
type Kind = (typeof KINDS)[number][0];

interface AnswerForm {
  kind: Kind;
  at: string;
  typed: string;
}

function formOf(predicate: AnswerPredicate | undefined): AnswerForm {
  if (predicate === undefined) return { kind: "none", at: "", typed: "" };
  if ("header" in predicate) return { kind: "header", at: predicate.header, typed: predicate.equals };
  if ("body_contains" in predicate) return { kind: "body_contains", at: "", typed: predicate.body_contains };
  return { kind: "body_path", at: predicate.body_path, typed: JSON.stringify(predicate.equals) };
}

function predicateOf({ kind, at, typed }: AnswerForm): unknown {
  switch (kind) {
    case "none":
      return undefined;
    case "header":
      return { header: at, equals: typed };
    case "body_contains":
      return { body_contains: typed };
    case "body_path":
      return { body_path: at, equals: scalarIn(typed) };
    default:
      return kind satisfies never;
  }
}

/** As JSON; whatever is none is a text: `ok` means `"ok"`. */
function scalarIn(typed: string): unknown {
  try {
    const value: unknown = JSON.parse(typed);
    if (typeof value === "object" && value !== null)
      throw new NotAValue("a value at a path is a text, a number, true, false or null");
    return value;
  } catch (error) {
    if (error instanceof NotAValue) throw error;
    return typed;
  }
}

/** Empty: the form cannot hold it. */
export function answerBlocks(predicate: AnswerPredicate | undefined): InputBlock[] {
  const form = formOf(predicate);
  const isHeld = isDeepStrictEqual(predicateOf(form), predicate) && form.typed === form.typed.trim();
  if (!isHeld) return [];
  return [
    selectInput(KIND, "The answer must also show", KINDS, { initial: form.kind }),
    textInput(AT, "Header, or path in the JSON", {
      optional: true,
      initial: form.at,
      placeholder: "result.status",
    }),
    textInput(ANSWER, "Value, or text", { optional: true, initial: form.typed }),
  ];
}

/** Nothing where the view does not show it. */
export function answerIn(state: ViewState, values: Map<string, unknown>, problems: Problem[]): void {
  if (!(KIND in state)) return;
  const kind = KINDS.map(([one]) => one).find((one) => one === valueIn(state, KIND)) ?? "none";
  try {
    values.set(ANSWER, predicateOf({ kind, at: valueIn(state, AT), typed: valueIn(state, ANSWER) }));
  } catch (error) {
    if (!(error instanceof NotAValue)) throw error;
    problems.push({ field: ANSWER, issue: error.message });
  }
}
