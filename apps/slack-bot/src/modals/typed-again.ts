// A view that is shown again has what was typed, whatever the campaign says: Slack keeps it of blocks that stay, and not of others.
import type { InputBlock, KnownBlock } from "@slack/types";
import type { ViewState } from "./modal-fields.ts";

export function withTyped(blocks: readonly KnownBlock[], state: ViewState): KnownBlock[] {
  return blocks.map((block) => {
    if (block.type !== "input" || block.block_id === undefined) return block;
    const typed = Object.values(state[block.block_id] ?? {})[0];
    return typed === undefined
      ? block
      : ({ ...block, element: typedInto(block.element, typed) } as InputBlock);
  });
}

const INITIAL_OF: Readonly<Record<string, string>> = {
  value: "initial_value",
  selected_option: "initial_option",
  selected_options: "initial_options",
};

function typedInto(element: object, typed: Readonly<Record<string, unknown>>): object {
  const initials = new Set(Object.values(INITIAL_OF));
  const bare = Object.fromEntries(Object.entries(element).filter(([name]) => !initials.has(name)));
  for (const [given, initial] of Object.entries(INITIAL_OF)) {
    const value = typed[given];
    const isThere =
      value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
    if (isThere) bare[initial] = value;
  }
  return bare;
}
