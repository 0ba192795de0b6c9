// Inputs of a modal, and what a person put into them. The state that Slack sends is an untyped dictionary: read here alone.
import type { InputBlock, KnownBlock, PlainTextOption } from "@slack/types";
import type { Problem } from "@sluice/schema";
import { clamp, plain } from "../blocks/text.ts";

export type ViewState = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What Bolt types as a dictionary of anything. */
export const stateOf = (view: { state: { values: unknown } }): ViewState => view.state.values as ViewState;

/** Every input's action id: the block id names the field. */
const ACTION = "value";

export interface InputOptions {
  hint?: string;
  initial?: string | undefined;
  optional?: boolean;
  multiline?: boolean;
  placeholder?: string;
  maxLength?: number;
}

export function textInput(blockId: string, label: string, options: InputOptions = {}): InputBlock {
  const { initial, multiline = false, placeholder, maxLength = 3_000 } = options;
  return {
    type: "input",
    block_id: blockId,
    label: plain(label),
    optional: options.optional ?? false,
    ...hintOf(options),
    element: {
      type: "plain_text_input",
      action_id: ACTION,
      multiline,
      max_length: maxLength,
      ...(initial === undefined || initial === "" ? {} : { initial_value: clamp(initial, maxLength) }),
      ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    },
  };
}

export function selectInput(
  blockId: string,
  label: string,
  choices: ReadonlyArray<readonly [value: string, text: string]>,
  options: Pick<InputOptions, "hint" | "initial" | "optional"> = {},
): InputBlock {
  const all: PlainTextOption[] = choices.map(([value, text]) => ({ text: plain(text), value }));
  const initial = all.find(({ value }) => value === options.initial);
  return {
    type: "input",
    block_id: blockId,
    label: plain(label),
    optional: options.optional ?? false,
    ...hintOf(options),
    element: {
      type: "static_select",
      action_id: ACTION,
      options: all,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

const hintOf = ({ hint }: Pick<InputOptions, "hint">) =>
  hint === undefined ? {} : { hint: plain(hint, 2_000) };

/** What stands in a field; empty when nothing does. */
export function valueIn(state: ViewState, blockId: string): string {
  const given = state[blockId]?.[ACTION] ?? {};
  const option: unknown = Reflect.get(given, "selected_option");
  const value: unknown = given["value"] ?? Reflect.get(Object(option), "value");
  return typeof value === "string" ? value.trim() : "";
}

/** Problems of a campaign under the fields that caused them; what belongs to none of them stands under the first. */
export function errorsByBlock(
  problems: readonly Problem[],
  fields: ReadonlyArray<readonly [prefix: string, blockId: string]>,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, issue } of problems) {
    const [, blockId] = fields.find(([prefix]) => field.startsWith(prefix)) ?? fields[0] ?? ["", ""];
    errors[blockId] =
      errors[blockId] === undefined ? clamp(issue, 150) : clamp(`${errors[blockId]}; ${issue}`, 150);
  }
  return errors;
}

export interface Modal {
  type: "modal";
  callback_id: string;
  title: ReturnType<typeof plain>;
  submit?: ReturnType<typeof plain>;
  close: ReturnType<typeof plain>;
  private_metadata: string;
  blocks: KnownBlock[];
}

export const modal = (
  callbackId: string,
  title: string,
  blocks: KnownBlock[],
  { submit, metadata = "" }: { submit?: string; metadata?: string } = {},
): Modal => ({
  type: "modal",
  callback_id: callbackId,
  title: plain(title, 24),
  ...(submit === undefined ? {} : { submit: plain(submit, 24) }),
  close: plain("Close", 24),
  private_metadata: metadata,
  blocks,
});
