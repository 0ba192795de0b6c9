// What is wrong with what was typed, said where it was typed. What belongs to no field of the view stands on top of it.
import type { KnownBlock } from "@slack/types";
import type { Problem } from "@sluice/schema";
import { clamp, quoted, section } from "../blocks/text.ts";
import { type Modal, type ViewState } from "./modal-fields.ts";
import { withTyped } from "./typed-again.ts";

export type StepAnswer =
  | { response_action: "update"; view: Modal }
  | { response_action: "push"; view: Modal }
  | { response_action: "clear" }
  | { response_action: "errors"; errors: Record<string, string> };

const MAX_ISSUE_LENGTH = 150;
const MAX_LISTED = 10;
const ON_TOP = "problems";

/** A view as Slack sends it back. */
export interface ShownView {
  state: ViewState;
  modal: Modal;
}

/** @param blockOf where a field of the campaign is held, when that is not the block with its path */
export function problemsAnswer(
  { state, modal }: ShownView,
  problems: readonly Problem[],
  blockOf: (field: string) => string = (field) => field,
): StepAnswer {
  const inputs = modal.blocks.flatMap(({ type, block_id: id }) =>
    type === "input" && id !== undefined ? [id] : [],
  );
  const placed = problems.map((problem) => ({
    problem,
    blockId: nearestBlock(blockOf(problem.field), inputs),
  }));
  const homeless = placed.filter(({ blockId }) => blockId === null).map(({ problem }) => problem);
  if (homeless.length > 0 || problems.length === 0)
    return { response_action: "update", view: withProblems({ state, modal }, problems) };
  const errors: Record<string, string> = {};
  for (const { problem, blockId } of placed) {
    const id = blockId ?? "";
    errors[id] = clamp(
      errors[id] === undefined ? problem.issue : `${errors[id]}; ${problem.issue}`,
      MAX_ISSUE_LENGTH,
    );
  }
  return { response_action: "errors", errors };
}

/** The view again, with what is wrong on top and everything that was typed. */
export function withProblems(
  { state, modal }: ShownView,
  problems: readonly Problem[],
  title = "That cannot be kept as it is",
): Modal {
  const blocks = modal.blocks.filter(({ block_id: id }) => id !== ON_TOP);
  return { ...modal, blocks: [problemsBlock(problems, title), ...withTyped(blocks, state)] };
}

export function problemsBlock(problems: readonly Problem[], title: string): KnownBlock {
  const shown = problems.slice(0, MAX_LISTED).map(({ field, issue }) => {
    const at = field === "" ? "" : `\`${quoted(field, 80)}\` `;
    return `• ${at}${quoted(issue, 170)}`;
  });
  const more = problems.length > MAX_LISTED ? [`… and ${problems.length - MAX_LISTED} more`] : [];
  return { ...section([`:warning: *${title}*`, ...shown, ...more].join("\n")), block_id: ON_TOP };
}

/** The block with the field's path, or with the longest path that it lies within, or one that lies within it. */
function nearestBlock(field: string, inputs: readonly string[]): string | null {
  const holding = inputs.filter((id) => isWithin(field, id)).toSorted((a, b) => b.length - a.length)[0];
  if (holding !== undefined) return holding;
  return field === "" ? null : (inputs.find((id) => isWithin(id, field)) ?? null);
}

const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
