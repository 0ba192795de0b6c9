// Inputs of a modal, and what a person put into them. The state that Slack sends is an untyped dictionary: read here alone.
//
// Of the form, a block's id is the dotted path of the campaign's field that it holds: what is wrong with a field stands at its block.
import type { InputBlock, KnownBlock, PlainTextOption } from "@slack/types";
import { clamp, plain } from "../blocks/text.ts";

export type ViewState = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What Bolt types as a dictionary of anything. */
export const stateOf = (view: { state: { values: unknown } }): ViewState => view.state.values as ViewState;

/** An input's action id, unless something happens when it changes. */
const ACTION = "value";
/** What Slack takes in a text input. */
export const MAX_TYPED_LENGTH = 3_000;

export interface InputOptions {
  hint?: string | undefined;
  initial?: string | undefined;
  optional?: boolean;
  /** Somebody listens to its changes, under this action id. */
  onChange?: string;
}

export interface TextOptions extends InputOptions {
  multiline?: boolean;
  placeholder?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
}

export function textInput(blockId: string, label: string, options: TextOptions = {}): InputBlock {
  const { initial, multiline = false, placeholder, minLength } = options;
  const maxLength = Math.min(options.maxLength ?? MAX_TYPED_LENGTH, MAX_TYPED_LENGTH);
  return {
    ...inputOf(blockId, label, options),
    element: {
      type: "plain_text_input",
      action_id: options.onChange ?? ACTION,
      multiline,
      max_length: maxLength,
      ...(minLength === undefined ? {} : { min_length: minLength }),
      ...(options.onChange === undefined
        ? {}
        : { dispatch_action_config: { trigger_actions_on: ["on_character_entered"] } }),
      ...(initial === undefined || initial === "" ? {} : { initial_value: clamp(initial, maxLength) }),
      ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    },
  };
}

export function numberInput(
  blockId: string,
  label: string,
  { min, max, ...options }: InputOptions & { min: number; max: number },
): InputBlock {
  const { initial } = options;
  return {
    ...inputOf(blockId, label, options),
    element: {
      type: "number_input",
      action_id: options.onChange ?? ACTION,
      is_decimal_allowed: false,
      min_value: String(min),
      max_value: String(max),
      ...(initial === undefined || initial === "" ? {} : { initial_value: initial }),
    },
  };
}

export type Choices = ReadonlyArray<readonly [value: string, text: string]>;

const option = (value: string, text: string): PlainTextOption => ({ text: plain(text), value });

export function selectInput(
  blockId: string,
  label: string,
  choices: Choices,
  options: InputOptions = {},
): InputBlock {
  const all = choices.map(([value, text]) => option(value, text));
  const initial = all.find(({ value }) => value === options.initial);
  return {
    ...inputOf(blockId, label, options),
    element: {
      type: "static_select",
      action_id: options.onChange ?? ACTION,
      options: all,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/** What is searched for while it is typed; the bot answers `app.options(actionId)`. */
export function searchInput(
  blockId: string,
  label: string,
  {
    initial,
    actionId,
    ...options
  }: Omit<InputOptions, "initial" | "onChange"> & { actionId: string; initial: Choices; changes?: boolean },
): InputBlock {
  const chosen = initial.map(([value, text]) => option(value, text));
  return {
    ...inputOf(blockId, label, { ...options, ...(options.changes === true ? { onChange: actionId } : {}) }),
    element: {
      type: "multi_external_select",
      action_id: actionId,
      min_query_length: 0,
      ...(chosen.length === 0 ? {} : { initial_options: chosen }),
    },
  };
}

function inputOf(
  blockId: string,
  label: string,
  { hint, optional = false, onChange }: InputOptions,
): Omit<InputBlock, "element"> {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label),
    optional,
    ...(onChange === undefined ? {} : { dispatch_action: true }),
    ...(hint === undefined ? {} : { hint: plain(hint, 2_000) }),
  };
}

/** What stands in a field; empty when nothing does. */
export function valueIn(state: ViewState, blockId: string): string {
  const given = Object.values(state[blockId] ?? {})[0] ?? {};
  const chosen: unknown = Reflect.get(given, "selected_option");
  const value: unknown = given["value"] ?? Reflect.get(Object(chosen), "value");
  return typeof value === "string" ? value.trim() : "";
}

/** What is chosen where several may be. */
export function chosenIn(state: ViewState, blockId: string): string[] {
  const given = Object.values(state[blockId] ?? {})[0] ?? {};
  const chosen: unknown = given["selected_options"];
  if (!Array.isArray(chosen)) return [];
  return chosen.map((one: unknown) => String(Reflect.get(Object(one), "value")));
}

export interface Modal {
  type: "modal";
  callback_id: string;
  title: ReturnType<typeof plain>;
  submit?: ReturnType<typeof plain>;
  close: ReturnType<typeof plain>;
  private_metadata: string;
  notify_on_close?: boolean;
  external_id?: string;
  blocks: KnownBlock[];
}

export interface ModalOptions {
  submit?: string;
  /** What stands on the button that goes back, or away. */
  close?: string;
  metadata?: string;
  /** The bot hears of it when the view is closed. */
  isKept?: boolean;
  /** Names the view before Slack does. */
  externalId?: string | undefined;
}

export const modal = (
  callbackId: string,
  title: string,
  blocks: KnownBlock[],
  { submit, close = "Close", metadata = "", isKept = false, externalId }: ModalOptions = {},
): Modal => ({
  type: "modal",
  callback_id: callbackId,
  title: plain(title, 24),
  ...(submit === undefined ? {} : { submit: plain(submit, 24) }),
  close: plain(close, 24),
  private_metadata: metadata,
  ...(isKept ? { notify_on_close: true } : {}),
  ...(externalId === undefined ? {} : { external_id: externalId }),
  blocks,
});
