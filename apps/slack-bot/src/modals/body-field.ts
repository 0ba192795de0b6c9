// The body of a request: its type is chosen, and its text is JSON, form fields, or just text.
import type { InputBlock } from "@slack/types";
import { type Problem, RequestBody } from "@sluice/schema";
import { NotAValue, pairsIn, pairsTyped } from "./form-field.ts";
import { MAX_TYPED_LENGTH, selectInput, textInput, valueIn, type ViewState } from "./modal-fields.ts";
import { isDeepStrictEqual } from "node:util";

export const BODY = "campaign_content.content.connector.body";
const TYPE = `${BODY}.type`;
const CONTENT_TYPE = `${BODY}.content_type`;
const NONE = "none";

type BodyType = RequestBody["type"];
const WORDS: Readonly<Record<BodyType, string>> = { JSON: "JSON", FORM: "form fields", RAW: "text" };
const TYPES = RequestBody.options.map(({ shape }) => shape.type.value);

interface BodyForm {
  type: BodyType | typeof NONE;
  typed: string;
  contentType: string;
}

function formOf(body: RequestBody | undefined): BodyForm {
  if (body === undefined) return { type: NONE, typed: "", contentType: "" };
  if (body.type === "JSON")
    return { type: body.type, typed: JSON.stringify(body.json, null, 2), contentType: "" };
  if (body.type === "FORM") return { type: body.type, typed: pairsTyped(body.form), contentType: "" };
  return { type: body.type, typed: body.raw, contentType: body.content_type };
}

/** Empty: the form cannot hold it. */
export function bodyBlocks(body: RequestBody | undefined, isNew: boolean): InputBlock[] {
  const form = formOf(body);
  if (!isHeld(form, body)) return [];
  const type = isNew && form.type === NONE ? "JSON" : form.type;
  const choices = [...TYPES.map((one) => [one, WORDS[one]] as const), [NONE, "no body"] as const];
  return [
    selectInput(TYPE, "Body", choices, { initial: type }),
    textInput(BODY, "Text of the body", {
      multiline: true,
      optional: true,
      initial: form.typed,
      hint: 'For example {"id": "{{UserAttribute[\'user_id\']}}"}. Form fields: name: value, each on a line.',
    }),
    textInput(CONTENT_TYPE, "Content type of a text", {
      optional: true,
      initial: form.contentType,
      placeholder: "text/plain; charset=utf-8",
      maxLength: 256,
    }),
  ];
}

function isHeld(form: BodyForm, body: RequestBody | undefined): boolean {
  if (form.typed.length > MAX_TYPED_LENGTH || form.typed !== form.typed.trim()) return false;
  try {
    return isDeepStrictEqual(bodyOf(form), body);
  } catch {
    return false;
  }
}

/** @throws NotAValue */
function bodyOf({ type, typed, contentType }: BodyForm): unknown {
  switch (type) {
    case "JSON":
      // An empty field with the type that is offered first is no body.
      return typed === "" ? undefined : { type, json: jsonIn(typed) };
    case "FORM":
      return { type, form: pairsIn(typed) };
    case "RAW":
      return { type, raw: typed, ...(contentType === "" ? {} : { content_type: contentType }) };
    case NONE:
      if (typed !== "") throw new NotAValue("there is a text, and “no body” was chosen");
      return undefined;
    default:
      return type satisfies never;
  }
}

function jsonIn(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch (error) {
    throw new NotAValue(`is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Nothing where the view does not show it. */
export function bodyIn(state: ViewState, values: Map<string, unknown>, problems: Problem[]): void {
  if (!(TYPE in state)) return;
  const type = [...TYPES, NONE as typeof NONE].find((one) => one === valueIn(state, TYPE)) ?? "JSON";
  try {
    const form = { type, typed: valueIn(state, BODY), contentType: valueIn(state, CONTENT_TYPE) };
    values.set(BODY, bodyOf(form));
  } catch (error) {
    if (!(error instanceof NotAValue)) throw error;
    problems.push({ field: BODY, issue: error.message });
  }
}
